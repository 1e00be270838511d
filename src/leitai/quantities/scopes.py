"""Among whom a rank is held: 全市, 全县乡镇, 温州市乡镇."""

import re
from collections.abc import Sequence
from functools import cache

from leitai.quantities.figures import Role
from leitai.quantities.lexicon import any_of, pattern_of
from leitai.quantities.reading import Reading

_PLACE = "[\u4e00-\u9fff]{2,3}[省市区县州]|全国|全球|世界|[\u4e00-\u9fff]{2}(?=各?(?:乡镇|镇街|县))"
_AMONG = "各?(?:乡镇街道|乡镇|镇街|街道|县市区|县|部门|同类)?(?:中|同类)?"


@cache
def _scope() -> re.Pattern[str]:
    return re.compile(f"({any_of('scopes')}{_AMONG})的?$")


_NAMED_SCOPE = re.compile(f"((?:{_PLACE}){_AMONG})的?$")


def set_scopes(readings: Sequence[Reading]) -> None:
    """Set the scope of every rank that names one before its number."""
    for reading in readings:
        if reading.role is not Role.RANK:
            continue
        lead = _behind_verb(reading.lead)
        found = _scope().search(lead) or _NAMED_SCOPE.search(lead)
        if found:
            reading.scope = found[1]


def _behind_verb(lead: str) -> str:
    ends = [found.end() for found in pattern_of("rank_verbs").finditer(lead)]
    return lead[ends[-1] :] if ends else lead
