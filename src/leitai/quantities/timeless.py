"""Figures that are of no time by what they tell: a plan, a price, a rule, a sum of all years, what there is."""

import re

from leitai.quantities.aims import AIM_OF_SHARE, ONCE_DONE
from leitai.quantities.dates import Moment
from leitai.quantities.figures import Role, Status
from leitai.quantities.reading import Reading
from leitai.quantities.trimming import doing
from leitai.quantities.units import Kind


def of_no_time(reading: Reading, moment: Moment, clean: str, same: bool) -> bool:
    """Whether a figure is of no time by what it tells: a plan, a price, a rule, a sum, a rate by the year."""
    first = _told_first(reading, moment, clean)
    due = "time to come" in reading.rules or (reading.prior is not None and "time to come" in reading.prior.rules)
    if (
        reading.status is Status.PLANNED
        and moment.granularity != "year"
        and moment.shape != "years"
        and not (same and (first or due))
    ):
        return True
    amount = reading.unit.kind is not Kind.PERCENT and reading.lead[-1:] in _TASK_SIGNS
    finer = amount and moment.granularity != "year" and not (same and first)
    if finer and (_YEARS_TASK.search(reading.lead) or AIM_OF_SHARE.match(reading.lead)):
        return True
    if _sum_of_project(reading, moment) or (reading.status is Status.EXPECTED and _goes_on_yearly(reading)):
        return True
    if reading.status is Status.EXPECTED and ONCE_DONE.search(reading.lead) and moment.start < reading.lead_start:
        return True
    brings = reading.status is Status.EXPECTED and not same
    if (moment.granularity != "year" or brings) and _YEARLY.match(reading.indicator or ""):
        return True
    if not first and _CAN.search(reading.lead):
        return True
    return not same and (_terms_hold(reading, clean) or _changed_standard(reading) or _is_there(reading))


def _told_first(reading: Reading, moment: Moment, clean: str) -> bool:
    """Whether a figure is the first behind the time, or listed with it."""
    before = reading.prior.prior if reading.link == "to" and reading.prior is not None else reading.prior
    return before is None or before.start < moment.start or _listed_on(reading, moment, clean)


def _listed_on(reading: Reading, moment: Moment, clean: str) -> bool:
    """再拆除47户、6500平方米: what is listed with a figure has its period."""
    prior = reading.prior
    return prior is not None and clean[prior.end : reading.start] == "、" and prior.period == moment.iso


_TASK_SIGNS = frozenset("划务标数量约的为")
_YEARS_TASK = re.compile("(?:年度|全年|年)(?:计划|任务|目标)(?:数|量)?(?:约|的|为)?$")


def is_price(reading: Reading) -> bool:
    """地租每亩800元 is a price, 财政贡献每亩9.2万元 a statistic."""
    return _PRICE.search(reading.lead) is not None and _YIELD.search(reading.lead) is None


_YIELD = re.compile("税|贡献|GDP|产值|产出|增加值")


def _terms_hold(reading: Reading, clean: str) -> bool:
    return _TERMS.search(reading.lead) is not None or _is_rule(reading, clean)


_TERMS = re.compile("总投资(?:约|达|为|额)*$|日[费利]率|[的至]日$|每[户家人个][^,。;]{0,4}(?:奖励|补助|奖补|补贴)")
_PRICE = re.compile("(?<![达为])每(?:公斤|斤|吨|亩|箱|张|平方米|立方米|度|株|头|只|间)[^,。;]{0,6}$")


def _is_there(reading: Reading) -> bool:
    """资金池2亿元, 红线面积278亩, 种粮大户57户: what there is, whenever it is told."""
    phrase = reading.indicator or ""
    if reading.unit.kind is Kind.COUNT and _MADE_OF.search(reading.lead):
        return True
    return reading.role is Role.MEASURE and _STOCK.search(phrase) is not None and not doing().search(phrase)


_MADE_OF = re.compile("^(?:全[县市区镇乡]|该[县市区镇乡])?(?:共有|现有|下辖|辖有?)$")  # 全乡共有6个村委会
_STOCK = re.compile(
    "(?:资金池(?:规模)?|资金规模|补偿资金|上限|额度|大户|合作社|(?:红线|建筑|占地|征收|用地)(?:面积|范围)?|在册企业|户籍人口)$"
)


def _changed_standard(reading: Reading) -> bool:
    return reading.link == "to" and reading.prior is not None and _STANDING.search(reading.prior.lead) is not None


# 电价由0.8元降到0.7元: a price or a standard holds from when it was set.
_STANDING = re.compile("(?:(?<!评)价|标准|费率|能力|门槛|单价|均价|额度|限额)[由从]?")


def holds(reading: Reading) -> bool:
    """Whether a figure is a price or a standard that a change ends in."""
    one = reading.prior if reading.link == "to" else None
    return one is not None and (_STANDING.search(one.lead) or _PRICE.search(one.lead)) is not None


# What something can do, costs or brings by its terms, at whatever time: 日处理能力, 日费率, 每户奖励.
_CAN = re.compile("(?:处理|生产|接待|供水|供电|发电|承载|停车|救援)能力")
_RULE = re.compile(
    "(?:规定|明确|办法|政策|细则|条[”’]),|(?:单个|单项|单户|单笔|每[户家人个台亩艘船])[^,。;]{0,6}(?:不超过|最高)"
)
_GIVEN = re.compile("(?:补助|补贴|奖励|奖补|另[奖补])[^,。;]{0,2}(?:最高|不超过|上限|至少)$|另[奖补]$|补助标准$")
_OF_SHARE = re.compile("(?:给予)?(?:补助|补贴|奖励|奖补|资助|贴息|让利)")


def _is_rule(reading: Reading, clean: str) -> bool:
    """“X条”规定,补贴最高60万元; 按投资的8%补助: what a rule gives holds for as long as it does."""
    if reading.status is not Status.ACTUAL or reading.unit.kind not in {Kind.MONEY, Kind.PERCENT}:
        return False
    if _GIVEN.search(reading.lead) or _OF_SHARE.match(clean, reading.end):
        return True
    return _RULE.search(clean, reading.sentence.start, reading.start) is not None


_SUM = re.compile("投资(?:总额)?(?:约|近|超|逾)?$")


def _sum_of_project(reading: Reading, moment: Moment) -> bool:
    """投资2亿元的某工程开工: the sum of a project is that of all its years, whatever time an earlier clause tells."""
    if moment.start >= reading.lead_start:
        return False
    planned = reading.status is Status.PLANNED and reading.unit.kind is Kind.MONEY
    return planned and reading.tail.startswith("的") and _SUM.search(reading.lead) is not None


# 年产值 is of no quarter or month.
_YEARLY = re.compile("年(?![度末底初中轻货龄检报会级])")


def _goes_on_yearly(reading: Reading) -> bool:
    """建成后可年节能8万吨,减排2万吨: what is told on behind a rate by the year is of no year either."""
    prior = reading.prior
    return (
        prior is not None
        and prior.period is None
        and prior.status is Status.EXPECTED
        and _YEARLY.match(prior.indicator or "") is not None
    )
