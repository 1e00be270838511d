"""How a number hangs on the one before it: a list, from–to, a shared verb, the subject of a clause, 分别."""

import re
from collections.abc import Sequence
from functools import cache

from leitai.quantities.figures import Role
from leitai.quantities.lexicon import any_of
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind

_LIST = re.compile(r"(?:以上|以下|左右|以内)?[、和与及,/ ]{1,2}(?:以及)?$|以及$")
_FROM = re.compile(r"[从由](?:[^,;。]{0,14})$")
_PUNCTUATION = re.compile(r"[,;:。!?！？()“”、]")
_AND = re.compile("[、和与及]$")
LONGEST_NOUN = 8


_ITS_TIME = (
    "(?=[0-9今去一二三四上下])(?:[0-9]{4}年|[今去]年)?"
    "(?:[0-9]{1,2}(?:[-—至][0-9]{1,2})?月份?|[一二三四]季度|[上下]半年)?"
)


@cache
def _to() -> re.Pattern[str]:
    return re.compile(f"[^,;。]{{0,6}}(?:{any_of('change_to')})了?(?:{_ITS_TIME}底?的)?日?$")


@cache
def verbs() -> re.Pattern[str]:
    """The verbs that a counted subject does something with (46个项目 + 完成投资)."""
    return re.compile(f"{any_of('verbs')}|{any_of('doing')}")


@cache
def flow_verb() -> re.Pattern[str]:
    """A verb at the head of a phrase that says what was done (走访企业, 新增车位)."""
    return re.compile(f"(?:(?:{any_of('count_verbs')})了?)(?=[\u4e00-\u9fff])")


def link(readings: Sequence[Reading], clean: str) -> None:
    """Set prior and link of every reading."""
    before: Reading | None = None
    for reading in readings:
        reading.earlier = before
        if before is not None and before.sentence is reading.sentence:
            reading.prior = before
            reading.link = _link(before, reading, clean[before.end : reading.start])
        before = reading


def _link(before: Reading, reading: Reading, between: str) -> str:
    if _LIST.fullmatch(between):
        return "list" if _alike(before, reading) or _dealt_out(before) else ""
    if _FROM.search(before.lead) and _to().fullmatch(between.lstrip(",")):
        return "to"
    if before.unit.kind is not Kind.COUNT or reading.lead_start < before.end:
        return ""
    if not _PUNCTUATION.search(between):
        other = reading.unit.kind is not Kind.COUNT or served().search(before.lead) is not None
        return "subject" if other or verbs().search(between) else "shared"
    noun = between[:-1]
    plain = not _PUNCTUATION.search(noun) and not verbs().search(noun)
    return "shared" if _AND.search(between) and plain and len(noun) <= LONGEST_NOUN else ""


@cache
def served() -> re.Pattern[str]:
    """What stands before those that something is done for or with (为300户 + 发放补助80万元)."""
    return re.compile(f"{any_of('served_by')}了?$")


def _alike(before: Reading, reading: Reading) -> bool:
    return before.unit.kind is reading.unit.kind or Role.GROWTH in {before.role, reading.role}


RESPECTIVELY = re.compile("分别|依次|分列|分居")
_DEALT_SIGNS = frozenset("分依")


def around_respectively(text: str) -> tuple[str, str]:
    """The words before the last 分别 or 依次 and those after it; where there is none, nothing and all."""
    found = list(RESPECTIVELY.finditer(text))
    return (text[: found[-1].start()], text[found[-1].end() :]) if found else ("", text)


def _dealt_out(reading: Reading | None) -> bool:
    """Whether a reading belongs to a list that 分别 opens: its members may differ in kind."""
    while reading is not None and reading.link == "list":
        reading = reading.prior
    return reading is not None and RESPECTIVELY.search(reading.lead) is not None


def respectively(readings: Sequence[Reading]) -> list[list[Reading]]:
    """The runs of figures that 分别 deals out, each in the order of the text."""
    runs: list[list[Reading]] = []
    for reading in readings:
        if reading.link == "list" and runs and runs[-1][-1] is reading.prior:
            runs[-1].append(reading)
        elif not _DEALT_SIGNS.isdisjoint(reading.lead) and RESPECTIVELY.search(reading.lead):
            runs.append([reading])
    return [run for run in runs if len(run) > 1]
