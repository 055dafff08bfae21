"""Puts what happened to an issue or pull into a few words, after the names of events in the timeline.

https://docs.github.com/rest/using-the-rest-api/issue-event-types; a name that is not known here is told as it is.
"""

from __future__ import annotations

from generator.readers.github.people import name_of
from generator.readers.github.rest_shapes import Event

UNTOLD = ("mentioned", "subscribed", "unsubscribed")
"""Events that GitHub itself does not show: who is told of what is said here."""

_SHORT = 7
"""Digits of a commit's name."""

_WORDS = {
    "added_to_merge_queue": "added this to the merge queue",
    "added_to_project": "added this to a project",
    "added_to_project_v2": "added this to a project",
    "assigned": "assigned {assignee}",
    "automatic_base_change_failed": "failed to change the branch to merge into",
    "automatic_base_change_succeeded": "changed the branch to merge into",
    "auto_merge_disabled": "turned automatic merging off",
    "auto_merge_enabled": "turned automatic merging on",
    "base_ref_changed": "changed the branch to merge into",
    "base_ref_force_pushed": "force-pushed the branch to merge into",
    "closed": "closed this{reason}{commit}",
    "comment_deleted": "deleted a comment",
    "committed": "pushed the commit {sha}{message}",
    "connected": "linked this to an issue or pull",
    "convert_to_draft": "made this a draft",
    "converted_to_discussion": "made this a discussion",
    "cross-referenced": "mentioned this{source}",
    "demilestoned": "removed this from the milestone {milestone}",
    "deployed": "deployed this",
    "disconnected": "unlinked this from an issue or pull",
    "head_ref_deleted": "deleted the branch",
    "head_ref_force_pushed": "force-pushed the branch{to_commit}",
    "head_ref_restored": "restored the branch",
    "labeled": "added the label {label}",
    "locked": "locked this{lock_reason}",
    "marked_as_duplicate": "marked this as a duplicate",
    "merged": "merged this{commit}",
    "milestoned": "added this to the milestone {milestone}",
    "moved_columns_in_project": "moved this in a project",
    "pinned": "pinned this",
    "ready_for_review": "marked this as ready for review",
    "referenced": "mentioned this{commit}",
    "removed_from_merge_queue": "removed this from the merge queue",
    "removed_from_project": "removed this from a project",
    "removed_from_project_v2": "removed this from a project",
    "renamed": "renamed this from {before} to {after}",
    "reopened": "reopened this",
    "review_dismissed": "dismissed a review{dismissal}",
    "review_request_removed": "no longer asks {reviewer} for a review",
    "review_requested": "asked {reviewer} for a review",
    "sub_issue_added": "added a sub-issue",
    "sub_issue_removed": "removed a sub-issue",
    "transferred": "moved this here from another repository",
    "unassigned": "unassigned {assignee}",
    "unlabeled": "removed the label {label}",
    "unlocked": "unlocked this",
    "unmarked_as_duplicate": "marked this as no duplicate",
    "unpinned": "unpinned this",
    "user_blocked": "blocked a user",
}


def words_of(event: Event) -> str:
    """What happened, without who did it: `closed this as completed`."""
    plain = event.event.replace("_", " ").replace("-", " ")
    return _one_line(_WORDS.get(event.event, "{plain}").format_map({"plain": plain, **_details(event)}))


def closing_words(reason: str | None) -> str:
    """`closed this as not planned`."""
    return words_of(Event(event="closed", state_reason=reason))


def locking_words(reason: str | None) -> str:
    """`locked this as resolved`."""
    return words_of(Event(event="locked", lock_reason=reason))


def _details(event: Event) -> dict[str, str]:
    rename, dismissed = event.rename, event.dismissed_review
    return {
        "after": f'"{rename.after}"' if rename and rename.after else "another title",
        "assignee": name_of(event.assignee) if event.assignee else "someone",
        "before": f'"{rename.before}"' if rename and rename.before else "another title",
        "commit": f" in the commit {event.commit_id[:_SHORT]}" if event.commit_id else "",
        "dismissal": f": {dismissed.dismissal_message}" if dismissed and dismissed.dismissal_message else "",
        "label": (event.label.name if event.label else None) or "without a name",
        "lock_reason": _as(event.lock_reason),
        "message": f": {event.message.strip().splitlines()[0]}" if event.message and event.message.strip() else "",
        "milestone": (event.milestone.title if event.milestone else None) or "without a name",
        "reason": _as(event.state_reason),
        "reviewer": name_of(event.requested_reviewer or event.requested_team or "someone"),
        "sha": (event.sha or "")[:_SHORT],
        "source": _reference(event),
        "to_commit": f" to {event.commit_id[:_SHORT]}" if event.commit_id else "",
    }


def _as(reason: str | None) -> str:
    return f" as {reason.lower().replace('_', ' ')}" if reason else ""


def _reference(event: Event) -> str:
    issue = event.source.issue if event.source else None
    if issue is None or not issue.number:
        return ""
    where = issue.repository.full_name if issue.repository and issue.repository.full_name else ""
    title = f': "{issue.title}"' if issue.title else ""
    return f" in {where}#{issue.number}{title}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
