"""A new site: it builds at once, explains itself, and hurts nothing that was there."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import click
import jsonschema
import msgspec
import pytest
import yaml

from generator import __version__
from generator.cli import cli
from generator.config import Settings, read_settings
from generator.starting import CIS
from generator.summary import Article, Claim, Summary
from tests.conftest import Folder
from tests.test_schema import CoreLoader

WROTE = """\
wrote  site.yaml                                 the settings, each with its default
wrote  content/village/church-clock.thread.yaml  a debate to learn from
wrote  content/village/church-clock.yaml         what it is about, every key explained
wrote  schemas/site.schema.json                  lets an editor complete and check site.yaml
wrote  schemas/summary.schema.json               lets an editor complete and check summaries
wrote  .gitignore                                keeps what is built out of git
"""


@pytest.fixture
def empty(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.fixture
def started(empty: Folder) -> Folder:
    assert empty.run("new", "mill-talk").code == 0
    return Folder(empty.path / "mill-talk")


def test_a_new_site_says_what_it_holds_and_what_to_do_next(empty: Folder) -> None:
    outcome = empty.run("new", "mill talk")
    assert outcome.out == f"{WROTE}next   cd 'mill talk' && moothall build\n"
    assert (outcome.err, outcome.code) == ("", 0)
    assert read_settings(empty.path / "mill talk").title == "Mill talk"


def test_it_builds_and_checks_without_a_warning(started: Folder) -> None:
    outcome = started.build("--strict")
    assert outcome.err == ""
    assert outcome.out.startswith("read       1 source with 8 comments\npublished  1 debate with 8 comments\n")
    checked = started.run("check")
    assert checked.out.endswith(": nothing wrong\n")
    assert checked.code == 0
    assert "five minutes fast since 1911" in started.page("village/church-clock/index.html")


def test_a_folder_that_is_here_and_has_nothing_but_git_will_do(empty: Folder) -> None:
    (empty.path / ".git").mkdir()
    assert empty.run("new", ".").out == f"{WROTE}next   moothall build\n"


def test_a_folder_with_files_is_left_alone(started: Folder) -> None:
    before = started.tree(".")
    outcome = started.run("new", ".", "--ci", "github")
    assert outcome.err == "error: .: the folder is not empty (with --force what is in it stays as it is)\n"
    assert (outcome.out, outcome.code) == ("", 2)
    assert started.tree(".") == before


def test_a_file_is_no_folder(empty: Folder) -> None:
    (empty.path / "notes").write_text("mine", encoding="utf-8")
    outcome = empty.run("new", "notes", "--force")
    assert outcome.err == "error: notes: this is a file, not a folder\n"
    assert outcome.code == 2


def test_a_file_in_the_way_of_a_folder_is_told(empty: Folder) -> None:
    (empty.path / "content").write_text("mine", encoding="utf-8")
    outcome = empty.run("new", ".", "--force")
    assert re.fullmatch(r"error: content(/village)?: cannot be written: (Not a directory|File exists)\n", outcome.err)
    assert outcome.code == 1


def test_force_adds_what_is_lacking_and_renews_the_schemas(started: Folder) -> None:
    (started.path / "site.yaml").write_text("title: Mine\n", encoding="utf-8")
    (started.path / "schemas/site.schema.json").write_text("{}", encoding="utf-8")
    (started.path / ".gitignore").unlink()
    outcome = started.run("new", ".", "--force", "--ci", "gitlab")
    assert [line.split()[:2] for line in outcome.out.splitlines()] == [
        ["kept", "site.yaml"],
        ["kept", "content/village/church-clock.thread.yaml"],
        ["kept", "content/village/church-clock.yaml"],
        ["wrote", "schemas/site.schema.json"],
        ["wrote", "schemas/summary.schema.json"],
        ["wrote", ".gitignore"],
        ["wrote", ".gitlab-ci.yml"],
        ["next", "moothall"],
    ]
    assert (started.path / "site.yaml").read_text(encoding="utf-8") == "title: Mine\n"
    assert "properties" in (started.path / "schemas/site.schema.json").read_text(encoding="utf-8")


def test_site_yaml_names_every_key_with_its_default(started: Folder) -> None:
    path = started.path / "site.yaml"
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^(?:# )?(\w+):", text, re.MULTILINE) == [field.name for field in dataclasses.fields(Settings)]
    keys = re.compile(r"^# ((?:  )?\w+:)(?=$| )", re.MULTILINE)
    valued = re.sub(r"^ +\w+: +#.*\n|^(?!theme|select)\w+:\n", "", keys.sub(r"\1", text), flags=re.MULTILINE)
    path.write_text(valued, encoding="utf-8")
    chosen = read_settings(started.path)
    assert dataclasses.replace(chosen, title="Debates", description="") == Settings()


@pytest.mark.parametrize("name", ["site.yaml", "content/village/church-clock.yaml"])
def test_files_name_the_schema_that_they_fit(started: Folder, name: str) -> None:
    path = started.path / name
    text = path.read_text(encoding="utf-8")
    schema = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert schema
    rules = msgspec.json.decode((path.parent / schema[1]).read_bytes())
    jsonschema.Draft7Validator(rules).validate(yaml.load(text, CoreLoader))  # noqa: S506 - a safe loader


@pytest.mark.parametrize("shape", [Summary, Article, Claim])
def test_the_summary_shows_every_key(started: Folder, shape: type) -> None:
    text = (started.path / "content/village/church-clock.yaml").read_text(encoding="utf-8")
    assert {field.name for field in dataclasses.fields(shape)} <= set(re.findall(r"(\w+): ", text.replace("\n", " ")))


@pytest.mark.parametrize("ci", CIS)
def test_a_ci_file_builds_this_version_with_a_kept_cache_and_checks(empty: Folder, ci: str) -> None:
    outcome = empty.run("new", "site", "--ci", ci)
    assert outcome.out.splitlines()[-2].split() == f"wrote {CIS[ci]} builds, checks and publishes on every push".split()
    text = (empty.path / "site" / CIS[ci]).read_text(encoding="utf-8")
    assert isinstance(yaml.safe_load(text), dict)
    assert f"pip install moothall=={__version__}\n" in text
    assert ".moothall" in text
    commands = re.findall(r"moothall (build|check) (.+)", text)
    assert [name for name, _ in commands] == ["build", "check"]
    for name, arguments in commands:
        words = re.sub(r'"\$(\w+)/"', "https://talk.example/", arguments).split()
        parent = click.Context(cli, **cli.context_settings)
        command = cli.get_command(parent, name)
        assert command is not None
        command.parse_args(click.Context(command, parent=parent), words)


@pytest.mark.parametrize(("ci", "schema"), [("github", "vendor.github-workflows"), ("gitlab", "vendor.gitlab-ci")])
def test_a_ci_file_fits_the_schema_of_its_service(empty: Folder, ci: str, schema: str) -> None:
    empty.run("new", "site", "--ci", ci)
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, empty.path / "site" / CIS[ci]]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_only_the_job_that_publishes_on_github_may_do_so(empty: Folder) -> None:
    empty.run("new", "site", "--ci", "github")
    workflow = yaml.safe_load((empty.path / "site" / CIS["github"]).read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    jobs = workflow["jobs"]
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "build": {"contents": "read", "pages": "read"},
        "publish": {"pages": "write", "id-token": "write"},
    }
    assert [step["uses"].partition("@")[0] for step in jobs["publish"]["steps"]] == ["actions/deploy-pages"]


def test_an_unknown_ci_is_wrong_usage(empty: Folder) -> None:
    outcome = empty.run("new", "site", "--ci", "jenkins")
    assert "'jenkins' is not one of 'github', 'gitlab'" in outcome.err
    assert outcome.code == 2
