"""The states of an edition."""

from enum import StrEnum


class EditionState(StrEnum):
    """Draft → frozen → public notice (objections open) → final."""

    DRAFT = "draft"
    FROZEN = "frozen"
    NOTICE = "notice"
    FINAL = "final"

    @property
    def published(self) -> bool:
        """Whether everybody may read it."""
        return self in {EditionState.NOTICE, EditionState.FINAL}

    @property
    def following(self) -> "EditionState | None":
        """The state that comes next.

        >>> EditionState.FROZEN.following.value
        'notice'
        """
        states = list(EditionState)
        place = states.index(self) + 1
        return states[place] if place < len(states) else None
