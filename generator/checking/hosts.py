"""What hosts of static sites take, as their documentation says; each figure has its source and the day it was read."""

from __future__ import annotations

from dataclasses import dataclass

from generator.english import GB, MB, TB

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Host:
    """A host and its limits; None where it states none."""

    title: str
    """Its name, with the plan the limits are those of."""
    source: str
    """Where they are stated."""
    read: str
    """The day on which that was last compared with this table."""
    files: int | None = None
    """Files in a site."""
    entries: int | None = None
    """Files and folders in a site."""
    folder: int | None = None
    """Files in one folder."""
    file_bytes: int | None = None
    """Bytes of one file."""
    site_bytes: int | None = None
    """Bytes of a site."""
    name_bytes: int | None = None
    """Bytes of a file's path below the root."""
    extensions: frozenset[str] | None = None
    """Extensions that it takes."""
    more: str = ""
    """What lifts the limits of the whole site, as a hint."""


_NEOCITIES = (
    *("html", "htm", "css", "js", "map", "json", "geojson", "xml", "webmanifest", "manifest", "mf", "webapp"),
    *("less", "sass", "scss", "txt", "text", "md", "markdown", "csv", "tsv", "yaml", "yml", "toml"),
    *("rss", "atom", "opml", "rdf", "kml", "asc", "key", "pgp", "epub", "pdf", "knowl", "bin"),
    *("jpg", "jpeg", "png", "gif", "svg", "webp", "avif", "ico", "xcf", "eot", "ttf", "otf", "woff", "woff2"),
    *("mid", "midi", "dae", "obj", "mtl", "gltf"),
)

HOSTS: dict[str, Host] = {
    "github": Host(
        "GitHub Pages",
        "https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits",
        "2026-11-24",
        # of a push, as https://docs.github.com/repositories/working-with-files/managing-large-files says
        file_bytes=100 * MB,
        site_bytes=1 * GB,
    ),
    "cloudflare": Host(
        "Cloudflare Pages (free)",
        "https://developers.cloudflare.com/pages/platform/limits/",
        "2026-11-24",
        files=20_000,
        file_bytes=25 * MIB,
        more="a paid plan takes 100,000 files with PAGES_WRANGLER_MAJOR_VERSION=4 in the project's settings",
    ),
    "netlify": Host(
        "Netlify",
        "https://docs.netlify.com/site-deploys/overview/#files-per-directory-limit",
        "2026-11-24",
        folder=54_000,
    ),
    "gitlab": Host(
        "GitLab Pages",
        "https://gitlab.com/gitlab-org/gitlab/-/issues/405048",
        "2026-11-24",
        entries=200_000,
        site_bytes=1 * GB,
    ),
    "codeberg": Host(
        "Codeberg Pages",
        "https://blog.codeberg.org/new-storage-limits-on-codeberg-what-you-need-to-know.html",
        "2026-11-24",
        site_bytes=750 * MIB,
        more="personal sites are asked to stay below 100 MiB, others may ask for more",
    ),
    "neocities": Host(
        "Neocities (free)",
        "https://github.com/neocities/neocities/blob/master/models/site.rb",
        "2026-11-24",
        files=15_000,
        file_bytes=100 * MB,
        site_bytes=1 * GB,
        extensions=frozenset(_NEOCITIES),
        more="supporters have 100,000 files, 50 GB and all extensions",
    ),
    "s3": Host(
        "Amazon S3",
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingObjects.html",
        "2026-11-24",
        file_bytes=50 * TB,  # 5 TB until December 2025, as many pages still have it
        name_bytes=1024,
    ),
}
"""By the name that `--host` takes."""
