"""Growth: a figure that says by how much a level changed, against what, and which way."""

import re
from functools import cache

from leitai.quantities.figures import Basis, Growth, Role
from leitai.quantities.lexicon import any_of
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind


@cache
def _end(key: str) -> re.Pattern[str]:
    return re.compile(rf"({any_of(key)})(?:了|率|幅|速|幅度|速度|度)?(?:{any_of('lead_out')})*$")


@cache
def _any(key: str) -> re.Pattern[str]:
    return re.compile(any_of(key))


_LEVEL = re.compile(
    "(?:增至|升至|提高到|增加到|上升到|提升到|降至|下降到|减少到|降到|增长到|压缩到|缩短到|下降至|提升至|提高至|增加至|减少至|由|从)(?:[^,]{0,3})$"
)


def judge(reading: Reading) -> None:
    """Mark a percentage as growth where a verb of change stands before it (增长12.4%, 增速17.2%, 高9.87个百分点)."""
    if reading.unit.kind is not Kind.PERCENT or reading.role is not Role.MEASURE or _LEVEL.search(reading.lead):
        return
    up, down = _end("up").search(reading.lead), _end("down").search(reading.lead)
    if not (up or down):
        return
    lower = bool(down) and (not up or (down is not None and down.start() <= up.start()))
    if reading.token.low < 0:
        lower = not lower if up is None else True
    reading.role, reading.growth = Role.GROWTH, Growth(_basis(reading.lead), "down" if lower else "up")
    reading.rules.append("growth")


def _basis(lead: str) -> Basis:
    for key, basis in (("yoy", Basis.YOY), ("mom", Basis.MOM), ("cagr", Basis.CAGR)):
        if _any(key).search(lead):
            return basis
    return Basis.UNSPECIFIED
