"""Which files `github` takes for its own, and which thread it knows them by; `github/strangers/` are not its own."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from generator.readers import READERS, github
from generator.sourcefile import HEAD, read_head

HERE = Path(__file__).parent / "github"
STRANGERS = sorted((HERE / "strangers").iterdir())
OWN = sorted((*HERE.glob("*/input*"), *HERE.glob("together/*/*[0-9s].json")))
PARTS = {
    "issue": '{{"url": "https://git.example/api/v3/repos/mill/wheel/issues/{n}", "node_id": "I", "number": {n}, '
    '"title": "Long", "user": {{"login": "ada"}}, "body": "{words}"}}',
    "comments": '[{{"issue_url": "https://git.example/api/v3/repos/mill/wheel/issues/{n}", "id": 1, '
    '"user": {{"login": "ada"}}, "body": "{words}"}}]',
    "discussion": '{{"data": {{"repository": {{"discussion": {{"url": "https://git.example/mill/wheel/discussions/{n}",'
    ' "number": {n}, "title": "Long", "body": "{words}"}}}}}}}}',
}


@pytest.mark.parametrize("path", STRANGERS, ids=lambda path: path.stem)
def test_a_file_without_a_thread_is_left_alone(path: Path) -> None:
    assert not github.sniff(read_head(path), path)


@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_of_its_own_is_claimed_even_when_it_is_broken_and_by_nobody_else(path: Path) -> None:
    head = read_head(path)
    assert [reader.NAME for reader in READERS if reader.sniff(head, path)] == ["github"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("size", [10, HEAD, 3 * HEAD])
def test_a_thread_is_known_by_its_number_wherever_its_head_ends(part: str, size: int) -> None:
    head = PARTS[part].format(n=12, words="w " * (size // 2)).encode()[:HEAD]
    assert github.sniff(head, Path("long.json"))
    assert github.identify(head, Path("long.json")) == "mill/wheel#12"


def test_a_reference_to_another_issue_does_not_name_the_thread() -> None:
    other = {"number": 99, "title": "Other", "url": "https://git.example/api/v3/repos/mill/wheel/issues/99"}
    timeline = [
        {"event": "cross-referenced", "source": {"type": "issue", "issue": {**other, "user": {"login": "bo"}}}},
        {"event": "commented", "issue_url": "https://git.example/api/v3/repos/mill/wheel/issues/12", "body": "Yes."},
    ]
    assert github.identify(json.dumps(timeline).encode(), Path("timeline.json")) == "mill/wheel#12"


def test_a_file_about_many_threads_is_known_by_its_repository() -> None:
    many = [json.loads(PARTS["issue"].format(n=n, words="…")) for n in (12, 13)]
    for value in (many, many[:1], {"repo": "mill/wheel", "issues": many}):
        assert github.identify(json.dumps(value).encode(), Path("issues.json")) == "mill/wheel"


def test_a_file_that_does_not_say_which_thread_it_is_about_has_no_identity() -> None:
    bare = b'{"data": {"repository": {"discussion": {"title": "Bare", "body": "No number."}}}}'
    assert github.sniff(bare, Path("bare.json"))
    assert github.identify(bare, Path("bare.json")) is None
    assert github.identify(b'{"broken', Path("bare.json")) is None


def test_a_packed_file_is_read_through(tmp_path: Path) -> None:
    path = tmp_path / "thread.json.gz"
    path.write_bytes(gzip.compress((HERE / "issue-backup" / "input.json").read_bytes()))
    assert github.sniff(read_head(path), path)
    assert [len(thread.comments) for thread in github.read(path)] == [4]
