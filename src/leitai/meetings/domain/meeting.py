"""A meeting: when it is, what it is called, and who speaks there in which order."""

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib import resources

from leitai.meetings.domain.deck import Language

UNNAMED = {Language.CHINESE: "工作交流会", Language.ENGLISH: "Exchange meeting"}


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """`speakers` are 12-digit codes of units, in the order in which their secretaries speak."""

    day: date
    name: str
    name_en: str
    speakers: tuple[str, ...]

    def called(self, language: Language) -> str:
        """What it is called in a language; its Chinese name where it has no English one."""
        return (self.name_en if language is Language.ENGLISH else "") or self.name


def load_meeting() -> MeetingPlan:
    """The meeting that the package comes with, for the demonstration."""
    text = resources.files("leitai.meetings").joinpath("data", "meeting_2019.toml").read_text("utf-8")
    row = tomllib.loads(text)
    return MeetingPlan(row["date"], row["name"], row["name_en"], tuple(own["unit"] for own in row["speaker"]))
