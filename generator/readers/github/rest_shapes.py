"""What GitHub's REST API sends, as far as it is read; names are its own: https://docs.github.com/rest."""

from __future__ import annotations

import msgspec

from generator.readers.github.people import Named, Person


class Titled(msgspec.Struct, frozen=True):
    """A milestone."""

    title: str | None = None


class Label(msgspec.Struct, frozen=True):
    """A label."""

    name: str | None = None


class Repository(msgspec.Struct, frozen=True):
    """Where an issue lies that refers to this one."""

    full_name: str | None = None


class Rename(msgspec.Struct, frozen=True):
    """The title before and after."""

    before: str | None = msgspec.field(default=None, name="from")
    after: str | None = msgspec.field(default=None, name="to")


class Votes(msgspec.Struct, frozen=True):
    """How many people reacted with a thumb."""

    up: int | None = msgspec.field(default=None, name="+1")
    down: int | None = msgspec.field(default=None, name="-1")


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What issues, pulls, comments and reviews share."""

    user: Named = msgspec.UNSET
    body: str | None = None
    html_url: str | None = None
    created_at: str | None = None
    updated_at: str | None = None
    author_association: str | None = None
    reactions: Votes | None = None


class Topic(Said, frozen=True, kw_only=True):
    """An issue or a pull."""

    number: int
    title: str | None = None
    comments: int | None = None
    """How many there are."""
    review_comments: int | None = None
    """How many there are on lines, of a pull."""
    closed_at: str | None = None
    closed_by: Named = msgspec.UNSET
    state_reason: str | None = None
    merged_at: str | None = None
    merged_by: Named = msgspec.UNSET
    labels: list[Label | str] | None = None
    assignees: list[Person] | None = None
    milestone: Titled | None = None
    locked: bool | None = None
    active_lock_reason: str | None = None


class Words(Said, frozen=True, kw_only=True):
    """A comment, a review, or a comment on lines."""

    id: int | None = None
    submitted_at: str | None = None
    """When a review was given."""
    state: str | None = None
    """What a review comes to: `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`, `DISMISSED`, `PENDING`."""
    pull_request_review_id: int | None = None
    in_reply_to_id: int | None = None
    path: str | None = None
    line: int | None = None
    start_line: int | None = None
    original_line: int | None = None
    """The line when it was commented on; `line` is null once it has changed."""
    original_start_line: int | None = None


class GitPerson(msgspec.Struct, frozen=True):
    """Who made a commit; no account of GitHub's."""

    name: str | None = None
    date: str | None = None


class Source(msgspec.Struct, frozen=True):
    """What refers to this thread."""

    issue: Reference | None = None


class Reference(msgspec.Struct, frozen=True):
    """An issue or pull that refers to this thread."""

    number: int | None = None
    title: str | None = None
    html_url: str | None = None
    repository: Repository | None = None


class Dismissal(msgspec.Struct, frozen=True):
    """The end of a review."""

    dismissal_message: str | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something in the timeline that is neither comment nor review."""

    event: str
    id: int | None = None
    actor: Named = msgspec.UNSET
    created_at: str | None = None
    commit_id: str | None = None
    commit_url: str | None = None
    state_reason: str | None = None
    label: Label | None = None
    assignee: Person | None = None
    milestone: Titled | None = None
    rename: Rename | None = None
    requested_reviewer: Person | None = None
    requested_team: Person | None = None
    lock_reason: str | None = None
    dismissed_review: Dismissal | None = None
    source: Source | None = None
    sha: str | None = None
    message: str | None = None
    html_url: str | None = None
    author: GitPerson | None = None
    committer: GitPerson | None = None
    comments: list[msgspec.Raw] | None = None
    """Of `line-commented` and `commit-commented`."""
