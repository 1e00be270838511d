"""The governing period of a figure: the time expression it stands under, carried as far as the text carries it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from leitai.quantities.carrying import (
    BROAD,
    STATISTICS,
    by_now,
    day_governs,
    from_current,
    give,
    is_flow,
)
from leitai.quantities.continuing import new_actor, told_on
from leitai.quantities.dates import Moment, reaches
from leitai.quantities.document import Document
from leitai.quantities.figures import Role, Status
from leitai.quantities.headings import OF_MEETING, Headings
from leitai.quantities.layout import Sentence
from leitai.quantities.links import respectively
from leitai.quantities.reading import Reading
from leitai.quantities.timeless import holds
from leitai.quantities.units import Kind

_AGAINST = re.compile("(?:比|较|与|(?<![将定拟已并,;。])(?<!^)于|自|从|由)$")


def assign(readings: Sequence[Reading], document: Document) -> None:
    """Set the period of every reading from the moments before it in its paragraph, or from the heading."""
    moments, parts, clean = document.moments, document.parts, document.clean
    place, current, kept = 0, None, None
    headings = Headings(moments, parts, clean)
    spanned: Sentence | None = None
    _mark_grown(readings)
    for reading in readings:
        own: Moment | None = None
        if _many_years(reading, clean) and not _those_years(reading, current):
            current, spanned = None, reading.sentence
        while place < len(moments) and moments[place].start < reading.start:
            own = moments[place]
            place += 1
            if (
                _governs(own, clean)
                and not (reading.link == "to" and reading.prior and own.start > reading.prior.start)
                and not (current is not None and _within(current, own, document))
            ):
                kept = current if _is_aside(own, clean) or _wider(own, current, document) else None
                current = _since(own, document)
        if kept is not None and current is not None and _leaves_aside(reading, current, document):
            current, kept = kept, None
        current = _those_days(reading, moments[max(0, place - SPANS_BACK) : place]) or current
        if reading.role in {Role.QUALIFIER, Role.THRESHOLD} or reading.lead.endswith("连续"):
            continue
        if reading.link == "to" and reading.prior is not None and not _own_start(reading.prior):
            reading.prior.period, reading.prior.period_explicit = None, False
        after = moments[place] if place < len(moments) and moments[place].start < reading.sentence.end else None
        if _told_by_place(reading, own, clean) or _due(reading, own, after, document):
            continue
        if current is not None and new_actor(reading, current, parts, clean):
            current = None
            _from_heading(reading, headings, clean)
        elif not from_current(reading, current, parts, clean) and reading.sentence is not spanned:
            _from_heading(reading, headings, clean)
    for run in respectively(readings):
        deal_out(run, moments, clean)


def _mark_grown(readings: Sequence[Reading]) -> None:
    """产量7.5万吨,增长4.3%: a level whose growth is told behind it is a statistic."""
    for reading in readings:
        before = reading.prior
        if before is not None and reading.role is Role.GROWTH and reading.lead_start == before.end + 1:
            before.grown = before.role is Role.MEASURE


def deal_out(run: Sequence[Reading], moments: Sequence[Moment], clean: str) -> None:
    """2016年、2017年分别减负8亿元和9亿元: the times listed before 分别 go to the figures in order."""
    first = bisect_left(moments, run[0].lead_start, key=lambda one: one.start)
    last = bisect_left(moments, run[0].start, key=lambda one: one.start)
    listed = moments[first:last]
    gaps = all(clean[one.end : two.start] in {"、", "和", "与"} for one, two in pairwise(listed))
    if len(listed) != len(run) or not gaps or "actor respectively" in run[0].rules:
        return
    for reading, moment in zip(run, listed, strict=True):
        give(reading, moment.iso, True, "period respectively")


# 3月31日26个项目开工,今年计划投资77亿元。其中…: of that day. 前三季度…,预计今年400亿元;产量增长9%: of the quarters.
_PLANNED_FOR = re.compile("(?:度)?(?:计划|预计|拟|力争)")
_ASIDE = re.compile("(?:预计|有望|力争|计划|其中)(?:到)?$")


def _is_aside(moment: Moment, clean: str) -> bool:
    """Whether a time is only that of a plan, or of a part, told between others."""
    if moment.granularity == "rate":
        return True
    before = _ASIDE.search(clean, max(0, moment.start - 3), moment.start) is not None
    return before or _PLANNED_FOR.match(clean, moment.end) is not None


def _wider(own: Moment, current: Moment | None, document: Document) -> bool:
    """截至8月底…,今年新认定15个;…: the year of one clause among those of its first months."""
    if current is None or own.shape != "whole" or not document.clean[own.start : own.end].startswith("今年"):
        return False
    clean, parts = document.clean, document.parts
    until = _UP_TO.search(clean, max(0, current.start - 3), current.start) is not None
    inside = (current.iso or "").startswith(own.iso or "-") and (until or current.granularity in {"span", "quarter"})
    if not inside or clean[own.start - 1] != ",":
        return False
    here, there = parts.sentence_at(own.start), parts.sentence_at(current.start)
    return here.paragraph == there.paragraph


def _leaves_aside(reading: Reading, moment: Moment, document: Document) -> bool:
    """Whether a figure goes back to the time told before such a time."""
    clean, sentence = document.clean, document.parts.sentence_at(moment.start)
    if moment.granularity == "rate":
        return not day_governs(reading, moment, clean)
    if reading.status is not Status.ACTUAL or reading.sentence is sentence:
        return False
    if reading.unit.kind is Kind.COUNT and _PLANNED_FOR.match(clean, moment.end):
        return True  # 今天56个项目开工,今年计划投资118亿元。交通项目9个
    if clean.endswith("其中", 0, moment.start):
        return not reading.sentence.joined
    return reading.sentence.joined or clean.startswith("其中", reading.sentence.start)


_UP_TO = re.compile("(?:截至|截止到?|到)$")
_ITS_PLAN = re.compile("(?:年度)?(?:计划|目标|任务|预算)[^,。;0-9]{0,6}的[0-9]")
_ALREADY = re.compile("以?来?(?:[我全][市县区镇][一-鿿]{2,14}?)?(?:已|共|累计)")


def _within(current: Moment, own: Moment, document: Document) -> bool:
    """截至3月20日,全县今年已…: what has been done so far this year is told for the day it is counted up to."""
    clean, parts = document.clean, document.parts
    told = own.shape == "whole" and _ALREADY.match(clean, own.end) and (current.iso or "").startswith(own.iso or "-")
    task = own.shape == "whole" and _ITS_PLAN.match(clean, own.end)  # 截至5月底…,完成当年计划投资的14.4%
    if not (told or task):
        return False
    here, there = parts.sentence_at(own.start), parts.sentence_at(current.start)
    if not (here is there or (task and here.joined)):
        return False
    return _UP_TO.search(clean, max(0, current.start - 3), current.start) is not None


def _since(moment: Moment, document: Document) -> Moment:
    """2018年启动…以来: up to the year of publication."""
    year, published = moment.iso or "", document.published
    if (
        published is not None
        and moment.granularity in {"day", "month"}
        and document.clean[moment.start - 1 : moment.start] in {"自", "从"}
        and _SINCE_THEN.match(document.clean, moment.end)
    ):
        return replace(moment, iso=f"{year}/{published.isoformat()[: len(year)]}", granularity="span")
    if moment.shape != "whole" or published is None or not year.isdigit() or int(year) >= published.year:
        return moment
    since = _SINCE.match(document.clean, moment.end)
    if since is None:
        return moment
    return Moment(moment.start, moment.end, f"{year}/{published.year}", moment.granularity, moment.shape)


_SINCE_THEN = re.compile("(?:[^,。;0-9]{0,20})以来")
_SINCE = re.compile("[^,。;]{0,30}以来|至今")


def _own_start(reading: Reading) -> bool:
    """Whether the start of a change has a time of its own: its year, or the rate that both are of (每月)."""
    return (
        "period of the start" in reading.rules
        or "period of the rank" in reading.rules
        or (reading.period or "").startswith("P")
    )


def _those_days(reading: Reading, moments: Sequence[Moment]) -> Moment | None:
    """5天 after 5月1日至5日 are those days: the figures that follow are of them."""
    if reading.unit.base != "d" or reading.role is not Role.QUALIFIER or reading.lead:
        return None
    for moment in reversed(moments):
        if moment.granularity == "span" and moment.shape != "same" and _days(moment.iso or "") == reading.token.low:
            return replace(moment, start=reading.start, end=reading.end)
    return None


SPANS_BACK = 12  # times before a figure among which a span of days is looked for


def _days(iso: str) -> int:
    """The number of days of a span of days, nought for any other time."""
    first, _, last = iso.partition("/")
    if len(first) != 10 or len(last) != 10:
        return 0
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


def _told_by_place(reading: Reading, own: Moment | None, clean: str) -> bool:
    """Give the period of a figure that its place tells: start or end of a change, a share, a rank behind its time."""
    iso = own.iso if own is not None else None
    prior = reading.prior.period if reading.prior else None
    if own is not None and iso and reading.role is Role.RANK and own.end == reading.start:
        give(reading, iso, True, "period of the rank")  # 今年首个
    elif own is not None and iso and _starts_from(own, reading, clean):
        give(reading, iso, True, "period of the start")
    elif own is not None and iso and clean[own.end : reading.start] in {"的", ""} and clean[own.start - 1] in "较比":
        give(reading, iso, True, "period of what it is measured by")  # 较2017年的70%提升了30%
    elif own is not None and iso and reading.link == "to" and own.start >= reading.lead_start:
        give(reading, iso, True, "period of the end")
    elif own is not None and iso and _is_task(own, reading, clean):
        reading.status = Status.TARGET
        give(reading, iso, True, "period of the task")
    elif reading.lead.startswith("届时") and prior is not None:
        give(reading, prior, False, "period of the work")
    elif _is_share(reading):
        give(reading, prior, False, "period of what it is a share of")
    elif _of_the_end(reading):
        give(reading, prior, True, "period of the end")
    else:
        return False
    return True


def _is_task(own: Moment, reading: Reading, clean: str) -> bool:
    """占全年任务36000户的113%, 占全年任务(750亿元)的108%: the task is of the year, and is what was aimed at."""
    if reading.unit.kind is Kind.PERCENT or not clean[own.start : own.end].startswith(("全年", "今年")):
        return False
    return (
        _TASK_OF.fullmatch(clean, own.end, reading.start) is not None
        and _ITS_SHARE.match(clean, reading.end) is not None
    )


_TASK_OF = re.compile("(?:目标)?(?:任务|目标|计划)(?:数|量|为)?\\(?")
_ITS_SHARE = re.compile("\\)?的[0-9]")


def _due(reading: Reading, own: Moment | None, after: Moment | None, document: Document) -> bool:
    """其余7个6月底前完工, 12公里县道于9月通车: of the time that follows it in its clause, with what is done then."""
    clean, published = document.clean, document.published
    if after is None or not after.iso or reading.unit.kind not in _FINISHED or reading.link == "to":
        return False
    told = own is not None and own.start >= reading.lead_start
    if told or not _THEN.fullmatch(clean, reading.end, after.start) or not _DONE_THEN.match(clean, after.end):
        return False
    give(reading, after.iso, True, "period behind")
    meant = _MEANT.search(clean, reading.end, after.start) is not None
    if reading.status is Status.ACTUAL and meant:
        reading.status = Status.PLANNED
    if reading.status is Status.ACTUAL and published is not None and after.iso[:10] > str(published)[: len(after.iso)]:
        reading.status = Status.PLANNED
    return True


_FINISHED = frozenset({Kind.COUNT, Kind.AREA, Kind.LENGTH})
_MEANT = re.compile("计划|拟|预计")  # 二期1.8万平方米计划年内动工
_THEN = re.compile("[多余]?(?:[\u4e00-\u9fff、]{0,14}?(?:于|将于|已于|定于))?|[\u4e00-\u9fff]{1,6}?(?=$)")
_DONE_THEN = re.compile("[之以]?前?(?:[全都均可将须能]|全部|陆续|基本|主体)?[\u4e00-\u9fff]{2,6}(?=[,。;、\n]|$)")


_FOUNDED = re.compile("(?:成立|始建|创办|创建)于")


def _from_heading(reading: Reading, headings: Headings, clean: str) -> None:
    if _FOUNDED.search(clean, reading.sentence.start, reading.start):
        return  # 成立于2017年,现有大户93户
    if headings.last < 0 or reading.unit.kind is Kind.DURATION or holds(reading):
        return
    if reading.status in {Status.PLANNED, Status.EXPECTED}:
        moment = headings.promised(reading.sentence.paragraph)
    else:
        moment = headings.before(reading.sentence.paragraph)
        township = reading.actor_source in {"clause", "sentence"} and (reading.actor or "")[-1:] in "镇乡道村"
        told = (reading.unit.kind in STATISTICS or reading.grown) and not township
        moment = moment if told or not headings.only_statistics(reading.sentence.paragraph) else None
    reaches_it = moment is not None and (moment.granularity == "year" or is_flow(reading) or told_on(reading, moment))
    if moment is not None and reaches_it and not by_now(reading, clean):
        give(reading, moment.iso, False, "period of the heading")


def _governs(moment: Moment, clean: str) -> bool:
    if moment.iso is None or moment.shape == "same" or reaches(moment, clean):
        return False
    if moment.granularity == "rate" and clean.startswith(("均", "都"), moment.end):
        return False  # 四季度每个月均增长: every month of a time told
    if clean[moment.start - 1] in {"自", "从"} and _SINCE_THEN.match(clean, moment.end):
        return True
    if clean[moment.start - 1] == "从" and clean.startswith("起,", moment.end):
        return True  # 从8月1日起,1553艘渔船出海
    if clean[moment.end : moment.end + 1] in {"首", "第"} and clean[moment.start - 1 : moment.start] not in ",。;\n":
        return False
    if moment.granularity in BROAD and moment.shape != "whole" and OF_MEETING.match(clean, moment.end):
        return False
    if _APPROVED.match(clean, moment.end) or _MADE_KNOWN.match(clean, moment.end):
        return False
    if _CONDITION.match(clean, moment.end) or _THINGS_TO_COME.match(clean, moment.end):
        return False
    if moment.shape == "whole" and any(one.match(clean, moment.end) for one in (_OF_WORKS, _OF_FAIR, _BEGUN)):
        return False
    if moment.granularity in BROAD and (_EVENT.match(clean, moment.end) or _OF_TASKS.match(clean, moment.start)):
        return False
    if _YARDSTICK.match(clean, moment.end) and clean[moment.start - 1 : moment.start] not in {"由", "从"}:
        return False
    return (
        moment.granularity == "rate"
        or moment.shape == "years"
        or not _AGAINST.search(clean, max(0, moment.start - 2), moment.start)
    )


# 2月20日,某市2016年春风行动招聘会举行: the year is that of the name
_OF_FAIR = re.compile(
    "[^,。;]{0,26}?(?:招聘会|推介会|推介暨[^,。;]{0,8}|签约仪式|启动仪式|开幕式|博览会|洽谈会|运动会|文化节|旅游节|展销会)"
    "(?:在[^,。;]{1,12})?(?:举行|举办|召开|启动|开幕|,)"
    "|[^,。;]{0,26}?(?:活动|答辩|比武|比拼|竞赛|大赛|拉练|评审)”?(?:举行|举办|拉开)"
)
_BEGUN = re.compile("(?:正式)?(?:启动|创办|成立|设立|起步|建立),")  # 该计划2010年启动,共遴选1196名
# 昨天,某县2015年重大工程集中开工: the year is that of the list of works.
_OF_WORKS = re.compile("[一-鿿“”]{0,9}(?:重大|重点)[一-鿿]{0,4}(?:工程|项目)(?:集中|集体)(?:开竣?工|签约)")
# 是去年的1.5倍: what a figure is measured by is no time of it.
_YARDSTICK = re.compile("(?:同期|全年|水平)?的[0-9]")
_MADE_KNOWN = re.compile("(?:公布|发布|揭晓|出炉|通报|印发),")  # 7月成绩昨天公布,…
_APPROVED = re.compile("(?:经|由)[^,。;]{1,14}批准(?:设立|成立|建设|建立)")  # 1994年8月经省政府批准设立
# 6月30日前签约的农户: a term that those it speaks of must meet.
_CONDITION = re.compile("[之以]?前[^,。;0-9]{1,8}的")
# 明年的实事已征集建议1785条: the year is that of the things, not of what was done.
_THINGS_TO_COME = re.compile("的(?!任务|目标|计划|增速|增幅|产值|收入|税收|销售|产量|投资)[\u4e00-\u9fff]{1,6}已")
_OF_TASKS = re.compile(
    "(?<![,。;:\n])全年(?:[^,。;0-9]{0,10}考核)?(?:任务|目标)|全年(?:任务|目标)(?![是为:0-9])|全年[0-9][^,。;]{1,6}(?:任务|目标|计划)的"
)
# 明年6月投产, dates what is told of, not the figures after it.
_EVENT = re.compile(
    "(?:底|初|中旬|上旬|下旬)?前?[\u4e00-\u9fff]{0,6}?(?:投产|投用|开工|动工|完工|竣工|开园|开业|开馆|交付|启用|封顶|结顶|开建|上线|投运|通车|通过[\u4e00-\u9fff]{0,5}验收)(?=[,。;]|的)|启用新[\u4e00-\u9fff]{1,5}(?=,)"
)


def _starts_from(moment: Moment, reading: Reading, clean: str) -> bool:
    """由2019年的38.6%提高到…: the year belongs to the first level only."""
    if moment.granularity == "rate":
        return False  # 由每月1800元上调至2000元: both are of a month
    return moment.start >= reading.lead_start and clean[moment.start - 1 : moment.start] in {"由", "从"}


def _many_years(reading: Reading, clean: str) -> bool:
    """Whether a stretch of years is told of (近五年, 三年来): its figures are of no single year."""
    if reading.unit.base != "a":
        return False
    before = clean.endswith(("过去", "近", "最近", "前"), 0, reading.start)
    return before or clean.startswith(("来", "以来", "间"), reading.end)


def _those_years(reading: Reading, current: Moment | None) -> bool:
    """2014年至2021年…;8年来: the years just told."""
    first, _, last = (current.iso or "").partition("/") if current is not None else ("", "", "")
    return first.isdigit() and last.isdigit() and int(last) - int(first) + 1 == reading.token.low


def _is_share(reading: Reading) -> bool:
    """全镇有企业9家,占全市的8%: a share of what was told just before is of its time."""
    prior = reading.prior
    return reading.unit.kind is Kind.PERCENT and prior is not None and _SHARE.fullmatch(reading.lead) is not None


_SHARE = re.compile("约?占比?(?:到|达)?(?:[全该][市县区省国镇]|总[数量])?[^,。;]{0,6}")


def _of_the_end(reading: Reading) -> bool:
    """从2017年的38亿元增加到2022年的61亿元,年均增长9%: what is said of the change is of its end."""
    prior = reading.prior
    return prior is not None and "phrase taken over" in reading.rules and "period of the end" in prior.rules
