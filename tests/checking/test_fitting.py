"""What hosts take, with sites that are too large to be built in a test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.checking.faults import findings
from generator.checking.fitting import Sizes, misfits, usage
from generator.checking.hosts import HOSTS

OUTPUT = Path("output")
PAGES = {f"mills/{number}/index.html": 1_000 for number in range(27_311)}
FEWER = "publish fewer debates, with select in site.yaml"
PAID = "a paid plan takes 100,000 files with PAGES_WRANGLER_MAJOR_VERSION=4 in the project's settings"


def told(sizes: Sizes, host: str) -> list[str]:
    return [str(finding) for finding in findings(misfits(OUTPUT, sizes, HOSTS[host]))]


@pytest.mark.parametrize(
    ("host", "sizes", "messages"),
    [
        (
            "cloudflare",
            {"index.html": 1_000} | PAGES,
            [f"output:1:1: 27,312 files, where Cloudflare Pages (free) takes 20,000 ({FEWER}; {PAID})"],
        ),
        (
            "cloudflare",
            {"mills/index.html": 31_400_000, "mills/thread.json": 26 << 20, "assets/a.png": 26_214_400},
            [
                "output/mills/index.html:1:1: a file of 29.9 MiB, where Cloudflare Pages (free) takes 25 MiB"
                " (lower page_comments in site.yaml)",
                "output/mills/thread.json:1:1: a file of 26 MiB, where Cloudflare Pages (free) takes 25 MiB"
                " (split its source into several debates)",
            ],
        ),
        (
            "netlify",
            {f"search/{number}.js": 1 for number in range(54_001)},
            [
                "output/search:1:1: 54,001 files in one folder, where Netlify takes 54,000"
                " (sort the sources into folders under content/)"
            ],
        ),
        (
            "gitlab",
            {f"mills/{number}/index.html": 1 for number in range(100_000)},
            [f"output:1:1: 200,001 files and folders, where GitLab Pages takes 200,000 ({FEWER})"],
        ),
        ("gitlab", {f"mills/{number}/index.html": 1 for number in range(99_999)}, []),
        (
            "github",
            {"a.json": 99_000_000, "b.svg": 101_000_000, **{f"{number}.html": 90_000_000 for number in range(10)}},
            [
                f"output:1:1: 1.1 GB in all, where GitHub Pages takes 1 GB ({FEWER})",
                "output/b.svg:1:1: a file of 101 MB, where GitHub Pages takes 100 MB (make it smaller)",
            ],
        ),
        (
            "codeberg",
            {f"{number}.html": 80_000_000 for number in range(10)},
            [
                "output:1:1: 762.9 MiB in all, where Codeberg Pages takes 750 MiB"
                f" ({FEWER}; personal sites are asked to stay below 100 MiB, others may ask for more)"
            ],
        ),
        (
            "s3",
            {"ä" * 513: 1},
            [
                f"output/{'ä' * 513}:1:1: a path of 1,026 bytes, where Amazon S3 takes 1,024"
                " (shorten names under content/)"
            ],
        ),
    ],
)
def test_what_a_host_does_not_take_is_told_with_figure_limit_and_remedy(
    host: str, sizes: Sizes, messages: list[str]
) -> None:
    assert told(sizes, host) == messages


@pytest.mark.parametrize("host", HOSTS)
def test_a_small_site_fits_everywhere(host: str) -> None:
    sizes = {"index.html": 1_000, ".nojekyll": 60, "assets/site.css": 2_000_000}
    assert told(sizes, host) == []


def test_usage_is_told_beside_the_limits_that_a_host_has() -> None:
    sizes = {"index.html": 1_000, "mills/index.html": 2_500_000}
    assert usage(sizes, HOSTS["github"]) == ("2.5 MB of 100 MB in the largest file; 2.5 MB of 1 GB in all")
    assert usage(sizes, HOSTS["gitlab"]) == "3 of 200,000 files and folders; 2.5 MB of 1 GB in all"
    assert usage(sizes, HOSTS["netlify"]) == "1 of 54,000 files in one folder"


def test_sizes_beside_limits_in_mebibytes_are_told_in_them() -> None:
    assert usage({"index.html": 26_000_000}, HOSTS["codeberg"]) == "24.8 MiB of 750 MiB in all"


@pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS)
def test_every_limit_has_its_source_and_its_day(host: object) -> None:
    assert re.fullmatch(r"https://\S+", host.source)
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", host.read)
