"""Whether a figure happened, is promised, planned or expected, and whether it is a limit or the time taken."""

import re
from functools import cache

from leitai.quantities.figures import Comparator, Role, Status
from leitai.quantities.lexicon import any_of
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind

_DONE = re.compile("已|完成|实际|达到了|实现了|去年|上年|累计|截至")
_THRESHOLD = re.compile("(?:不到|不足|低于|高于|超过|达到|满|未达)$")
_KEYS = ((Status.TARGET, "target"), (Status.PLANNED, "planned"), (Status.EXPECTED, "expected"))


@cache
def _cue(key: str) -> re.Pattern[str]:
    return re.compile(any_of(key))


def judge(reading: Reading, clean: str) -> None:
    """Set the status by the cue nearest before the figure, and the role of limits and durations."""
    reading.status = _status(reading, clean)
    unit, after = reading.unit.kind, clean[reading.end : reading.end + 8]
    if unit is Kind.DURATION and reading.role is Role.MEASURE:
        reading.role = Role.QUALIFIER
    in_brackets = clean[reading.start - 1 : reading.start] == "("
    if in_brackets and re.match("(?:及)?以[上下]\\)", after):
        reading.role = Role.THRESHOLD
    if re.match("(?:以[上下]|及以上)的(?:企业|项目|单位|挂|将|予以|给予)", after) or (
        reading.comparator is Comparator.LESS and re.match("的?(?:重点|挂|给予|予以|约谈|通报|停发|亮|实行|由)", after)
    ):
        reading.role, reading.status = Role.THRESHOLD, Status.TARGET


def _status(reading: Reading, clean: str) -> Status:
    before = clean[max(reading.sentence.start, reading.start - 40) : reading.start]
    best, place = Status.ACTUAL, -1
    for status, key in _KEYS:
        for found in _cue(key).finditer(before):
            if found.start() > place:
                best, place = status, found.start()
    if place >= 0 and _DONE.search(before, place):
        return Status.ACTUAL
    if re.match("的?(?:以[上下])?的?(?:目标|任务)", reading.tail):
        return Status.TARGET
    return best
