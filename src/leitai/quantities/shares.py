"""Phrases that lean on the figure before them: shares of a whole or a plan, means a head, what was done of a plan."""

import re

from leitai.quantities.figures import Role
from leitai.quantities.reading import Reading
from leitai.quantities.topics import bare_deed
from leitai.quantities.units import Kind

_PLAN = "(?:年度|全年|年|月度|季度)?(?:目标)?(?:计划|任务|目标|预算)"
_OF_PLAN = re.compile(f"^占|^为?(?:完成)?{_PLAN}|(?:计划|任务|目标)$")
_PLAN_SHARE = re.compile(f"(?:占|为|完成|达到?)(?:了)?{_PLAN}(?=的?$)")
_SHARE = re.compile("占(?:[\u4e00-\u9fffA-Z]{1,12})?|比重|比例")
_CORE = re.compile("(?:增加值|总产值|[\u4e00-\u9fff]{2}[量额率村户数费]|[\u4e00-\u9fff]{2})$")
_BARE = frozenset({"占", "占比", "比重", "比例"})
_MARKS = re.compile("[“”‘’]")
PER_HEAD = frozenset(
    {"人均", "户均", "村均", "笔均", "件均", "亩均", "镇均", "企均", "场均", "店均", "每户", "每人", "每村"}
    | {"单日", "日均", "月均", "单月"}
)


def is_aside(latest: Reading, reading: Reading) -> bool:
    """完成8亿元,占计划的40%,增长9%: what grew is the level, not its plan (a share grows by points)."""
    if reading.unit.base == "pp" or latest.role is not Role.MEASURE:
        return False
    if reading.role is Role.MEASURE:
        return reading.unit.kind is Kind.MONEY and _is_share_of_plan(latest)
    part = latest.unit.kind is Kind.PERCENT and _PART_OF.match(latest.lead) is not None
    of_plan = _OF_PLAN.search(latest.indicator or "") is not None or _is_share_of_plan(latest)
    return part or of_plan or is_yardstick(latest)


_PART_OF = re.compile("占[^,]{0,12}$")  # 收入2.7亿元,占总额的45%,增长33%


def is_yardstick(reading: Reading) -> bool:
    """Whether a figure only says how far a level is ahead of the schedule (快于序时进度2.7个百分点)."""
    return SCHEDULE.search(reading.lead) is not None


SCHEDULE = re.compile(
    "(?:[比较](?:时间|序时|时序|计划)进度[快慢高低超]|(?:快于|慢于|高于|低于|超过?|落后于?|领先于?)(?:时间|序时|时序|计划)进度)(?=了?$)"
)


def _is_share_of_plan(reading: Reading) -> bool:
    return reading.unit.kind is Kind.PERCENT and _PLAN_SHARE.search(reading.lead) is not None


def is_share(phrase: str, reading: Reading) -> bool:
    """Whether a phrase is a share that does not say of what it is one (占全市, 占比, 为年度计划)."""
    if reading.unit.kind is not Kind.PERCENT or reading.role is not Role.MEASURE:
        return False
    return _SHARE.fullmatch(phrase) is not None or _share_of_plan(reading) != ""


def _share_of_plan(reading: Reading) -> str:
    """The words of a share of a plan, where no more than one sign stands before them in the clause."""
    found = _PLAN_SHARE.search(reading.lead)
    return found[0] if found and found.start() <= 1 else ""


def share_of_level(phrase: str, reading: Reading, latest: Reading) -> str:
    """完成投资8亿元,占年度计划的54%: the share with the core of what it is a share of (投资占年度计划)."""
    level = latest
    while level.prior is not None and not _is_level(level):
        level = level.prior
    core = _core_of(level.indicator or "")
    plan = _share_of_plan(reading)
    share = plan or phrase
    told = level.indicator or ""
    if plan.startswith("为") and _is_level(level) and len(told) <= LONGEST_LEVEL and "投资" not in told:
        return told + plan.removeprefix("为")  # 新增学位6800个,为年度任务的114%
    if core is None or not _is_level(level):
        return phrase
    if share in _BARE:
        return f"{level.indicator}{share}"
    if core == "完成" and share.startswith("占") and SHORT < len(told) <= LONGEST_LEVEL:
        return told.removesuffix(core) + share  # 5个新增项目完成891户,占任务数的106%
    twice = plan.startswith("完成") and told.startswith("完成")
    if plan and not twice and SHORT < len(told) <= LONGEST_DEED and bare_deed().fullmatch(told[:2]):
        return told + plan  # 拆除违法建筑12万平方米,完成年度任务的83%
    return core + (share.removeprefix("为") if core == "完成" else share)


LONGEST_LEVEL, LONGEST_DEED, SHORT = 8, 6, 2
_SHORT_NAME = re.compile("[\u4e00-\u9fff]{2,4}村|.*[“‘]([\u4e00-\u9fff]{2,8})[”’]")


def _core_of(phrase: str) -> str | None:
    """The word that stands for a phrase before its share: its last one, or the name that it ends with."""
    name, core = _SHORT_NAME.fullmatch(phrase), _CORE.search(_MARKS.sub("", phrase))
    if name is not None:
        return name[1] or name[0]
    return core[0] if core is not None else None


def _is_level(reading: Reading) -> bool:
    """Whether a figure names what others may be shares of: an amount, or the growth of one."""
    if reading.unit.kind is Kind.PERCENT:
        return reading.role is Role.GROWTH and reading.unit.base != "pp"
    return _PLAN_SHARE.search(reading.lead) is None


LOOKED_BACK = 20  # figures before one that takes over a plan


def _plan_before(reading: Reading) -> str:
    """The name of the last plan told in the paragraph."""
    one = reading.earlier
    for _ in range(LOOKED_BACK):
        if one is None or one.sentence.paragraph != reading.sentence.paragraph:
            break
        if (one.indicator or "").endswith("计划") and one.unit.kind is reading.unit.kind:
            return one.indicator or ""
        one = one.earlier
    return "计划"


_DONE = re.compile("(?:累计)?完成")
_BARE_PLAN = re.compile("(?:^|[^\u4e00-\u9fff])计划$")
_TOTAL = re.compile("计划(?:投资)?$|总投资$|概算$|投资额$")


def done_of_plan(reading: Reading, before: str) -> str:
    """年度计划5亿元,累计完成3亿元: what was done is not the plan before it, and names itself; so does a plan."""
    if reading.unit.kind is Kind.MONEY and _BARE_PLAN.search(reading.lead):
        return _plan_before(reading)
    found = _DONE.search(reading.lead)
    if found is None or before.startswith("完成") or (reading.unit.kind is Kind.COUNT and _TOTAL.search(before)):
        return ""
    return (
        before + "完成"
        if before.endswith("任务") or reading.unit.kind is Kind.PERCENT
        else (found[0] if _TOTAL.search(before) else "")
    )
