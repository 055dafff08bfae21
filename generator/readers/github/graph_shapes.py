"""What GitHub's GraphQL API sends, as far as it is read, and what the `gh` command and the IETF's archive make of it.

Names are the API's own: https://docs.github.com/graphql/reference. A list of things is an object with `nodes` (or
`edges`) there, and a plain list in what others make of it.
"""

from __future__ import annotations

import msgspec

from generator.readers.github.people import Named
from generator.readers.github.rest_shapes import Titled


class Edge(msgspec.Struct, frozen=True):
    """A thing on a list."""

    node: msgspec.Raw


class PageInfo(msgspec.Struct, frozen=True, rename="camel"):
    """Where on a list we are."""

    has_next_page: bool | None = None


class Connection(msgspec.Struct, frozen=True, rename="camel"):
    """A part of a list."""

    nodes: list[msgspec.Raw] | None = None
    edges: list[Edge] | None = None
    total_count: int | None = None
    page_info: PageInfo | None = None


Things = Connection | list[msgspec.Raw] | None
"""A list, in either form."""


class Ref(msgspec.Struct, frozen=True, rename="camel"):
    """Another thing, by its id."""

    id: str | None = None
    url: str | None = None


class ReactionGroup(msgspec.Struct, frozen=True):
    """How many people reacted in one way."""

    content: str | None = None
    users: Connection | None = None
    reactors: Connection | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What threads, comments and reviews share."""

    id: str | None = None
    author: Named = msgspec.UNSET
    author_association: str | None = None
    body: str | None = None
    body_html: str | None = msgspec.field(default=None, name="bodyHTML")
    """Read where the body itself was not asked for."""
    url: str | None = None
    created_at: str | None = None
    updated_at: str | None = None
    last_edited_at: str | msgspec.UnsetType | None = msgspec.UNSET
    upvote_count: int | None = None
    reaction_groups: list[ReactionGroup] | None = None


class Parts(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What is said in a thread."""

    comments: Things = None
    reviews: Things = None
    review_threads: Things = None
    comment_data: list[msgspec.Raw] | None = msgspec.field(default=None, name="comment_data")
    """What `github-backup` calls the comments."""
    comment_count: int | None = msgspec.field(default=None, name="comment_count")


class Category(msgspec.Struct, frozen=True):
    """The shelf that a discussion is on."""

    name: str | None = None


class GraphTopic(Entry, frozen=True, kw_only=True, rename="camel"):
    """An issue, a pull or a discussion."""

    number: int | None = None
    title: str | None = None
    closed_at: str | None = None
    state_reason: str | None = None
    merged_at: str | None = None
    merged_by: Named = msgspec.UNSET
    labels: Things = None
    assignees: Things = None
    milestone: Titled | None = None
    category: Category | None = None
    locked: bool | None = None
    active_lock_reason: str | None = None
    answer: Ref | None = None
    answer_chosen_at: str | None = None
    answer_chosen_by: Named = msgspec.UNSET


class GraphWords(Entry, frozen=True, kw_only=True, rename="camel"):
    """A comment, a review, or a comment on lines."""

    database_id: int | None = None
    submitted_at: str | None = None
    state: str | None = None
    is_answer: bool | None = None
    is_minimized: bool | None = None
    minimized_reason: str | None = None
    deleted_at: str | None = None
    path: str | None = None
    line: int | None = None
    start_line: int | None = None
    original_line: int | None = None
    original_start_line: int | None = None
    reply_to: Ref | None = None
    pull_request_review: Ref | None = None
    comments: Things = None
    replies: Things = None
    reply_data: list[msgspec.Raw] | None = msgspec.field(default=None, name="reply_data")
    """What `github-backup` calls the replies."""
    reply_count: int | None = msgspec.field(default=None, name="reply_count")


class ReviewThread(msgspec.Struct, frozen=True, rename="camel"):
    """The comments on the same lines of a pull."""

    path: str | None = None
    line: int | None = None
    start_line: int | None = None
    original_line: int | None = None
    original_start_line: int | None = None
    comments: Things = None
