"""How far a time that was told carries: to which figures after it, and to which no more."""

import re

from leitai.quantities.continuing import (
    aims_on,
    behind_aims,
    breaks_down,
    is_part,
    left_off,
    of_same_things,
    opens,
    part_of_timeless,
    parts_of_it,
    silent,
    told_in_part,
    told_on,
)
from leitai.quantities.dates import Moment
from leitai.quantities.figures import Status
from leitai.quantities.layout import Layout, Sentence, open_quotation
from leitai.quantities.links import flow_verb
from leitai.quantities.reading import Reading
from leitai.quantities.timeless import is_price, of_no_time
from leitai.quantities.trimming import doing
from leitai.quantities.units import Kind

BROAD = frozenset({"year", "quarter", "month", "span"})
_UNTIL = re.compile("(?:到|至|截至|截止|止)$")
STATISTICS = frozenset({Kind.MONEY, Kind.PERCENT, Kind.RANK})
_COUNTED = frozenset({Kind.COUNT, Kind.LENGTH, Kind.AREA, Kind.MASS, Kind.VOLUME})


def from_current(reading: Reading, moment: Moment | None, parts: Layout, clean: str) -> bool:
    """Give a figure the time last told, where it reaches it. False where that is of another paragraph or voice."""
    if moment is None:
        return False
    sentence = parts.sentence_at(moment.start)
    same = sentence is reading.sentence
    if _goes_on_about(reading, moment, sentence, clean):
        give(reading, moment.iso, explicit=False, rule="period carried")
        return True
    if sentence.paragraph != reading.sentence.paragraph or (not same and _other_voice(reading, moment, parts, clean)):
        return False
    if not (of_no_time(reading, moment, clean, same) or _stays_behind(reading, moment, sentence, parts, clean)):
        give(reading, moment.iso, same, "period" if same else "period carried")
    return True


def _goes_on_about(reading: Reading, moment: Moment, told_in: Sentence, clean: str) -> bool:
    """9月23日,某区举行开竣工仪式。 / 本次集中开工的项目23项: of that day, though the paragraph is the next."""
    here = reading.sentence
    if moment.granularity != "day" or told_in.paragraph + 1 != here.paragraph or reading.unit.kind is not Kind.COUNT:
        return False
    return reading.status is Status.ACTUAL and _THIS_TIME.match(clean, here.start) is not None


def _stays_behind(reading: Reading, moment: Moment, told_in: Sentence, parts: Layout, clean: str) -> bool:
    """Whether a time does not reach a figure: it was told in a sentence before it, or does not govern its own."""
    if told_in is reading.sentence:
        since = _NOW_SINCE if moment.granularity in {"year", "span"} else _NOW_DONE
        left = reading.prior is not None and since.search(clean, moment.end, reading.start) is not None
        return left or (moment.granularity not in BROAD and not day_governs(reading, moment, clean))
    if reading.token.printed in _OF_TEAMS and (_SENT.search(reading.lead) or "抽" in reading.tail[:8]):
        return True
    if reading.unit.kind is Kind.PERCENT and not reading.sentence.joined and _RATE_OF.search(reading.lead):
        return True
    if "每" in reading.lead and is_price(reading) and not _UNTIL.search(clean, max(0, moment.start - 2), moment.start):
        return True
    if part_of_timeless(reading, moment, clean):
        return True
    if behind_aims(reading, moment) or by_now(reading, clean) or _besides(reading, clean):
        return True
    aims = reading.status in {Status.TARGET, Status.EXPECTED} and not aims_on(reading, moment)
    if aims and not (reading.sentence.joined or clean.startswith("其中", reading.sentence.start)):
        return True
    return not _carries(reading, moment, told_in.number, parts, clean)


_RATE_OF = re.compile("(?:利|费)率(?:为|不超过|最[高低])?$")  # 年利率4.35%: holds until changed
_OF_TEAMS = frozenset({"名", "人", "个", "支"})
_SENT = re.compile("(?:抽调|抽派|抽|选派|编成|编组|组建)了?$")  # 抽调64名干部: who works on it, of no time told before


def by_now(reading: Reading, clean: str) -> bool:
    """截至目前,已签约4191户: what has been done by now is of no time told before."""
    opened = max(clean.rfind(sign, 0, reading.sentence.start) + 1 for sign in "。\n") if reading.sentence.joined else 0
    places = {reading.lead_start, reading.sentence.start, opened or reading.sentence.start}
    return any(_BY_NOW.match(clean, place, reading.start) is not None for place in places)


_BESIDES = re.compile("[^,。;:0-9]{0,6}还(?![有要需将可款贷是])")


def _besides(reading: Reading, clean: str) -> bool:
    """该镇还组建5支队伍: what was done besides is of no time told before."""
    return reading.unit.kind is Kind.COUNT and _BESIDES.match(clean, reading.sentence.start) is not None


# Since whenever it began, not since the time last told.
_NOW_SINCE = re.compile(
    ",(?:目前|如今|现在|现已)(?:还有|全[县市区镇乡]|尚有|仍有)"
)  # 2016年退出20个,目前还有贫困村43个
_NOW_DONE = re.compile(f"{_NOW_SINCE.pattern}|,目前已")  # 去年1月调高到1亿元,目前已为42家企业解困
_BY_NOW = re.compile(
    "[一-鿿]{0,4}前后|(?![今去前本上])[一-鿿]{0,8}?(?:运营|运行|成立|启动|实施|设立|建成|开通|上线|投用|开放)以来|近年来|(?:(?:截至|截止|到)?目前|现已|眼下|如今|现在|至今|迄今)"
)


def give(reading: Reading, iso: str | None, explicit: bool, rule: str) -> None:
    """Set the period of a figure, and say by which rule."""
    reading.period, reading.period_explicit = iso, explicit
    reading.rules.append(rule)


def _other_voice(reading: Reading, moment: Moment, parts: Layout, clean: str) -> bool:
    """Whether a speech holds the time, told in a sentence before, or the figure only: each voice has its own time."""
    start = parts.paragraphs[reading.sentence.paragraph].start
    times, figures = (
        open_quotation(clean, max(start, place - LONGEST_SPEECH), place) for place in (moment.start, reading.start)
    )
    return times != figures


LONGEST_SPEECH = 600


def _carries(reading: Reading, moment: Moment, number: int, parts: Layout, clean: str) -> bool:
    """Over ；a period carries to all; over 。 a broad one does, but a plan is not of a quarter or a month."""
    between = parts.sentences[number + 1 : reading.sentence.number + 1]
    joined = all(sentence.joined for sentence in between)
    if not joined and clean.endswith(("仅", "光"), 0, moment.start):
        return False  # 仅8月就开工3个: a part of what the text speaks of, left with its sentence
    if moment.granularity == "rate" or (not joined and (left_off(reading, moment) or silent(reading))):
        return False
    if clean.endswith(("截至", "截止", "截止到"), 0, moment.start):
        return True
    if (moment.granularity in BROAD and parts_of_it(reading, moment, clean)) or of_same_things(reading, moment):
        return True
    if moment.granularity == "day" and _THIS_TIME.match(clean, reading.sentence.start):
        return reading.status is Status.ACTUAL and reading.unit.kind is not Kind.MONEY
    if moment.granularity not in BROAD:
        until = _UNTIL.search(clean, max(0, moment.start - 2), moment.start) is not None
        if clean.startswith("其中", reading.sentence.start) and (until or reading.unit.kind is Kind.COUNT):
            return True
        if (until or reading.unit.kind is Kind.COUNT) and told_in_part(reading, moment):
            return True
        if until and is_part(reading, clean):
            return True
        return joined and (until or opens(reading, moment, parts.sentences[number], clean))
    return (
        joined
        or moment.granularity == "year"
        or reading.unit.kind in STATISTICS
        or reading.token.printed == "分"
        or reading.grown
        or _OUTPUT.search(reading.indicator or "") is not None
        or (reading.unit.kind is Kind.COUNT and _VISITS.search(reading.indicator or "") is not None)
        or told_on(reading, moment)
        or breaks_down(reading, clean)
        or _deed_of_frame(reading, moment, parts.sentences[number])
    )


# 6月19日,…开展行动。本次行动共出动30人: told of the day of what it goes on about.
_THIS_TIME = re.compile(
    "(?:据悉,|据了解,|记者注意到,)?(?:此次|本次|这次|本场|集中(?:开工|开竣工|竣工|签约)的)(?![^,]{0,4}涉及)"
)
_VISITS = re.compile("游客$|客流|[进入]园|接待")
_OUTPUT = re.compile("(?:产|销|发电|用电|供电|货运|客运|吞吐|运输|交易|寄递)量$")


def _deed_of_frame(reading: Reading, moment: Moment, sentence: Sentence) -> bool:
    """一季度…。沿河拆除违建187处: what was done in the time that opens the sentence before, not what there is."""
    if moment.start != sentence.start or reading.status is not Status.ACTUAL or reading.link == "to":
        return False
    return reading.unit.kind in _COUNTED and doing().search(reading.indicator or "") is not None


def is_flow(reading: Reading) -> bool:
    """Whether a figure is of a time: statistics are, and counts of what was done (走访企业), not of what there is."""
    if reading.unit.kind in STATISTICS or reading.grown:
        return True
    return reading.unit.kind in _COUNTED and _told(reading.indicator or "")


_FRESH = re.compile("新[改扩续]?[建增开]")


def _told(phrase: str) -> bool:
    """Whether a phrase says what was done: with a verb before the thing (走访企业, 新开工项目)."""
    fresh = _FRESH.match(phrase) or (doing().match(phrase, 1) if phrase.startswith("新") else None)
    return flow_verb().match(phrase) is not None or fresh is not None


def day_governs(reading: Reading, moment: Moment, clean: str) -> bool:
    """Whether a day, an hour or a rate (每天) tells the time of a figure in its sentence."""
    if moment.granularity == "rate":
        listed = not reading.lead and reading.prior is not None and reading.prior.period == moment.iso
        return (
            listed
            or "," not in clean[moment.end : reading.start]
            or (
                reading.prior is not None
                and reading.prior.period == moment.iso
                and reading.status is Status.EXPECTED
                and reading.prior.link != "to"
            )
        )
    if "T" in (moment.iso or "") and not _UNTIL.search(clean, max(0, moment.start - 2), moment.start):
        return clean.startswith((",", "许,", "左右,"), moment.end)
    if clean.startswith(("以来", "起,"), moment.end):
        return True  # 10月1日以来检查餐饮场所356家
    if _ANNOUNCED.match(clean, moment.end, reading.start):
        return False
    until = _UNTIL.search(clean, max(0, moment.start - 2), moment.start) is not None
    own_clause = moment.start >= reading.lead_start
    before = reading.prior
    if before is not None and before.start > moment.end and before.period == moment.iso:
        return True
    return until or own_clause or clean[moment.end : moment.end + 1] == ","


# 昨天,某镇晒出账本:…, the day of a report is none of its figures.
_ANNOUNCED = re.compile(
    "[^。;:0-9]*(?:通报|晒出?|公布|发布|报告|汇报|介绍|透露|亮出|出炉|传来|获悉|消息|账本|成绩单|答卷|表示|说)[^。;:0-9]{0,12}:"
)
