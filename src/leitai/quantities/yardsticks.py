"""Phrases of figures told against a yardstick: the schedule, a plan, ordinary days, the longest and the shortest."""

import re

from leitai.quantities.figures import Role
from leitai.quantities.reading import Reading
from leitai.quantities.shares import SCHEDULE
from leitai.quantities.units import Kind

# 完成全年8000人目标的26.8%
_OF_AIM = re.compile(
    "((?:完成|占|达到?|为)了?(?:年度|全年|今年|年)?)[0-9][^,。;]{1,8}?((?:计划|任务|目标)(?:数|量)?)的$"
)
_AHEAD = re.compile("(比(?:原|既定)?(?:计划|方案|预期|工期|目标|合同))?(?:[^,]{0,10})(提前|推迟|缩短)了?$")
_USUAL = re.compile(
    "(?:相当于|是|为|达到?)?(?:平[日时]|[一二三]?十[一二三四]五(?:期?[初末])|往[年常日]|同期|过去|以前|全年|上年|去年)?(?:同期)?的?"
)
_EXTREME = re.compile(
    "最[长短高低多少快慢大小](?:的)?(?:一[个家户笔次])?(?:也|就)?(?:[只仅要用达为是]|达到|不超过|不到)*"
)
_RANGE = {"短则": "长则", "少则": "多则", "快则": "慢则"}


_SHARE_OF = re.compile("按(?:照)?([^,;。按]{2,10})的$")
_GRANTED = re.compile("(?:的比例)?(?:给予)?(补助|补贴|奖励|奖补|资助|贴息|让利)")


def granted_by(reading: Reading) -> str:
    """按设备投资的8%补助: what is given, by what it is a share of (设备投资补助)."""
    if reading.unit.kind is not Kind.PERCENT:
        return ""
    share, given = _SHARE_OF.search(reading.lead), _GRANTED.match(reading.tail)
    return share[1] + given[1] if share and given else ""


def against_yardstick(reading: Reading) -> str:
    """The words that measure a figure by the schedule or a plan, which then are its phrase (比时间进度快)."""
    if reading.unit.kind is Kind.PERCENT:
        found = SCHEDULE.search(reading.lead)
        aim = _OF_AIM.search(reading.lead) if reading.lead.endswith("的") else None
        return found[0] if found else aim[1] + aim[2] if aim else ""
    if reading.role is not Role.QUALIFIER or not reading.lead.startswith(("比", "较")):
        return ""
    found = _AHEAD.match(reading.lead)
    return (found[1] or "") + found[2] if found else ""


SHIFTS = frozenset({"前移", "后移", "上升", "跃升", "前进", "提升", "下滑"})
_SHIFT = re.compile("在(?:全[国省市区县])?([\u4e00-\u9fff]{2,8}?)[中里内](前移|后移|上升|跃升|前进|提升|下滑)了?$")


def shift_among(reading: Reading) -> str:
    """在全国千强镇中前移3位: the places gained, named by those among whom."""
    found = _SHIFT.search(reading.lead) if reading.unit.kind is Kind.COUNT else None
    return found[1] + found[2] if found else ""


_OF_MEAN = re.compile(
    "(?:还|仅|只|约)?(?:不到|不足|低于|超过)?[为是有]?(?:全[国省市县区镇]|同类|行业|社会)?平均(?:水平|值)?的[近约]?"
)


def is_times(phrase: str, reading: Reading) -> bool:
    """Whether a figure only says how many times something it is (是平日的2.4倍, 不到平均的七成) of the level."""
    if reading.unit.kind is Kind.PERCENT and _OF_MEAN.fullmatch(reading.lead):
        return True
    return reading.unit.kind is Kind.PERCENT and phrase != "" and _USUAL.fullmatch(phrase) is not None


def extreme_of(prior: Reading, words: str) -> str:
    """The phrase of the figure before it for one that is only its longest, highest or other end (短则2天,长则9天)."""
    phrase = prior.indicator or ""
    for short, long in _RANGE.items():
        if words.startswith(long):
            return phrase.removesuffix(short) + long if phrase else ""
    return phrase if _EXTREME.fullmatch(words) else ""
