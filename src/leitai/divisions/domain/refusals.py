"""Why a reorganisation is refused: a fault, the division it is about, and the remedy."""

from datetime import date
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a change."""

    NOT_STANDING = "not-standing"
    CHANGED_LATER = "changed-later"
    WRONG_LEVEL = "wrong-level"
    HAS_CHILDREN = "has-children"
    CODE_TAKEN = "code-taken"
    OTHER_KIND = "other-kind"
    NOTHING_CHANGES = "nothing-changes"
    TOO_FEW = "too-few"


_REMEDIES = {
    Fault.NOT_STANDING: "does not stand on that day; choose one that does",
    Fault.CHANGED_LATER: "was changed on that day or later; enter changes in the order of their days",
    Fault.WRONG_LEVEL: "would not stand one level below its parent; choose another kind or parent",
    Fault.HAS_CHILDREN: "still has divisions under it; move them first",
    Fault.CODE_TAKEN: "stands already; a newcomer needs a code that is free on that day",
    Fault.OTHER_KIND: "stood before as another kind; a code keeps its kind",
    Fault.NOTHING_CHANGES: "would be as it was; give another name or parent",
    Fault.TOO_FEW: "name one division to change, and for a merger or a split the others that it needs, each once",
}


class ChangeError(ValueError):
    """A reorganisation that cannot be; `code` is the division that stands in the way, empty where none does."""

    def __init__(self, fault: Fault, code: str, day: date) -> None:
        super().__init__(f"change of {day}: division {code or '–'} {_REMEDIES[fault]}")
        self.fault, self.code, self.day = fault, code, day
