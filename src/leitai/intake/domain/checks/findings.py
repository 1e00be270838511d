"""What a check finds: which indicators, how grave, and the numbers that say why. The words are the caller's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """An error stops the submission, a warning asks for a comment, a question only asks."""

    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"


class Finding(StrEnum):
    """The kinds of finding. The code is stable; a program may rely on it."""

    RULE = "rule"
    MISSING = "missing"
    NEGATIVE = "negative"
    NOT_WHOLE = "not_whole"
    OVER_HUNDRED = "over_hundred"
    SCALE = "scale"
    JUMP = "jump"
    SEASON = "season"
    PEERS = "peers"
    UNCHANGED = "unchanged"
    TWINS = "twins"


ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.QUESTION: 2}


@dataclass(frozen=True, slots=True)
class Found:
    """A finding at one indicator or several (the first is where it is shown). `numbers` fill the words."""

    kind: Finding
    severity: Severity
    indicators: tuple[str, ...]
    numbers: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    words_en: str = ""
