"""The states of a brief and of each figure in it."""

from enum import StrEnum


class BriefState(StrEnum):
    """Draft → submitted → accepted, or returned and submitted again."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"

    @property
    def open(self) -> bool:
        """Whether the reporter may still work on it."""
        return self in {BriefState.DRAFT, BriefState.RETURNED}


class Decision(StrEnum):
    """What the reporter decided of a proposed figure."""

    PROPOSED = "proposed"
    KEPT = "kept"
    DROPPED = "dropped"
