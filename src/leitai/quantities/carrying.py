"""How far a time that was told carries: to which figures after it, and to which no more."""

import re

from leitai.quantities.aims import AIM_OF_SHARE, ONCE_DONE
from leitai.quantities.dates import Moment
from leitai.quantities.figures import Role, Status
from leitai.quantities.layout import Layout, Sentence, open_quotation
from leitai.quantities.links import flow_verb
from leitai.quantities.reading import Reading
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
    if not (_of_no_time(reading, moment, clean, same) or _stays_behind(reading, moment, sentence, parts, clean)):
        give(reading, moment.iso, same, "period" if same else "period carried")
    return True


def _goes_on_about(reading: Reading, moment: Moment, told_in: Sentence, clean: str) -> bool:
    """9月23日,某区举行开竣工仪式。 / 本次集中开工的项目23项: of that day, though the paragraph is the next."""
    here = reading.sentence
    if moment.granularity != "day" or told_in.paragraph + 1 != here.paragraph or reading.unit.kind is not Kind.COUNT:
        return False
    return reading.status is Status.ACTUAL and _THIS_TIME.match(clean, here.start) is not None


def _of_no_time(reading: Reading, moment: Moment, clean: str, same: bool) -> bool:
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
    aim = _YEARS_TASK.search(reading.lead) or AIM_OF_SHARE.match(reading.lead)
    if amount and aim and moment.granularity != "year" and not (same and first):
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


_TASK_SIGNS = frozenset("划务标数量约的为")
_YEARS_TASK = re.compile("(?:年度|全年|年)(?:计划|任务|目标)(?:数|量)?(?:约|的|为)?$")


def _told_first(reading: Reading, moment: Moment, clean: str) -> bool:
    """Whether a figure is the first behind the time, or listed with it."""
    before = reading.prior.prior if reading.link == "to" and reading.prior is not None else reading.prior
    return before is None or before.start < moment.start or _listed_on(reading, moment, clean)


def holds(reading: Reading) -> bool:
    """Whether a figure is a price or a standard that a change ends in."""
    one = reading.prior if reading.link == "to" else None
    return one is not None and (_STANDING.search(one.lead) or _PRICE.search(one.lead)) is not None


def _terms_hold(reading: Reading, clean: str) -> bool:
    return _TERMS.search(reading.lead) is not None or _is_rule(reading, clean)


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


def _stays_behind(reading: Reading, moment: Moment, told_in: Sentence, parts: Layout, clean: str) -> bool:
    """Whether a time does not reach a figure: it was told in a sentence before it, or does not govern its own."""
    if told_in is reading.sentence:
        left = reading.prior is not None and _NOW_SINCE.search(clean, moment.end, reading.start) is not None
        return left or (moment.granularity not in BROAD and not day_governs(reading, moment, clean))
    if reading.token.printed in _OF_TEAMS and (_SENT.search(reading.lead) or "抽" in reading.tail[:8]):
        return True
    if reading.unit.kind is Kind.PERCENT and not reading.sentence.joined and _RATE_OF.search(reading.lead):
        return True
    if (
        "每" in reading.lead
        and _PRICE.search(reading.lead)
        and not _UNTIL.search(clean, max(0, moment.start - 2), moment.start)
    ):
        return True
    if _part_of_timeless(reading, moment, clean):
        return True
    if _behind_aims(reading, moment) or by_now(reading, clean) or _besides(reading, clean):
        return True
    aims = reading.status in {Status.TARGET, Status.EXPECTED} and not _aims_on(reading, moment)
    if aims and not (reading.sentence.joined or clean.startswith("其中", reading.sentence.start)):
        return True
    return not _carries(reading, moment, told_in.number, parts, clean)


# 电价由0.8元降到0.7元: a price or a standard holds from when it was set.
_STANDING = re.compile("(?:(?<!评)价|标准|费率|能力|门槛|单价|均价|额度|限额)[由从]?")


_RATE_OF = re.compile("(?:利|费)率(?:为|不超过|最[高低])?$")  # 年利率4.35%: holds until changed
_OF_TEAMS = frozenset({"名", "人", "个", "支"})
_SENT = re.compile("(?:抽调|抽派|抽|选派|编成|编组|组建)了?$")  # 抽调64名干部: who works on it, of no time told before


def _aims_on(reading: Reading, moment: Moment) -> bool:
    """2014年生产总值目标115亿元。税收14亿元: an aim behind an aim of the same time."""
    before = _before_sentence(reading) if reading.status is Status.TARGET else None
    return before is not None and before.status is Status.TARGET and before.period == moment.iso


def by_now(reading: Reading, clean: str) -> bool:
    """截至目前,已签约4191户: what has been done by now is of no time told before."""
    opened = max(clean.rfind(sign, 0, reading.sentence.start) + 1 for sign in "。\n") if reading.sentence.joined else 0
    places = {reading.lead_start, reading.sentence.start, opened or reading.sentence.start}
    return any(_BY_NOW.match(clean, place, reading.start) is not None for place in places)


def _behind_aims(reading: Reading, moment: Moment) -> bool:
    """今年要新增300家。工期由90天缩短到70天…: what is so is not told for the time that only aims were set for."""
    if reading.status is not Status.ACTUAL or reading.sentence.joined:
        return False
    before = _before_sentence(reading)
    return before is not None and before.status is Status.TARGET and before.period == moment.iso


_SUM = re.compile("投资(?:总额)?(?:约|近|超|逾)?$")


def _sum_of_project(reading: Reading, moment: Moment) -> bool:
    """投资2亿元的某工程开工: the sum of a project is that of all its years, whatever time an earlier clause tells."""
    if moment.start >= reading.lead_start:
        return False
    planned = reading.status is Status.PLANNED and reading.unit.kind is Kind.MONEY
    return planned and reading.tail.startswith("的") and _SUM.search(reading.lead) is not None


_BESIDES = re.compile("[^,。;:0-9]{0,6}还(?![有要需将可款贷是])")


def _besides(reading: Reading, clean: str) -> bool:
    """该镇还组建5支队伍: what was done besides is of no time told before."""
    return reading.unit.kind is Kind.COUNT and _BESIDES.match(clean, reading.sentence.start) is not None


# Since whenever it began, not since the time last told.
_NOW_SINCE = re.compile(
    ",(?:目前|如今|现在|现已)(?:还有|全[县市区镇乡]|尚有|仍有)"
)  # 2016年退出20个,目前还有贫困村43个
_BY_NOW = re.compile("[一-鿿]{0,4}前后|近年来|(?:(?:截至|截止|到)?目前|现已|眼下|如今|现在|至今|迄今)")
# What something can do, costs or brings by its terms, at whatever time: 日处理能力, 日费率, 每户奖励.
_CAN = re.compile("(?:处理|生产|接待|供水|供电|发电|承载|停车|救援)能力")
_TERMS = re.compile("总投资(?:约|达|为|额)*$|日[费利]率|[的至]日$|每[户家人个][^,。;]{0,4}(?:奖励|补助|奖补|补贴)")


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


def give(reading: Reading, iso: str | None, explicit: bool, rule: str) -> None:
    """Set the period of a figure, and say by which rule."""
    reading.period, reading.period_explicit = iso, explicit
    reading.rules.append(rule)


def _listed_on(reading: Reading, moment: Moment, clean: str) -> bool:
    """再拆除47户、6500平方米: what is listed with a figure has its period."""
    prior = reading.prior
    return prior is not None and clean[prior.end : reading.start] == "、" and prior.period == moment.iso


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
    if moment.granularity == "rate" or (not joined and (_left_off(reading, moment) or _silent(reading))):
        return False
    if clean.endswith(("截至", "截止", "截止到"), 0, moment.start):
        return True
    if moment.granularity in BROAD and _parts_of_it(reading, moment, clean):
        return True
    if moment.granularity == "day" and _THIS_TIME.match(clean, reading.sentence.start):
        return reading.status is Status.ACTUAL and reading.unit.kind is not Kind.MONEY
    if moment.granularity not in BROAD:
        until = _UNTIL.search(clean, max(0, moment.start - 2), moment.start) is not None
        if clean.startswith("其中", reading.sentence.start) and (until or reading.unit.kind is Kind.COUNT):
            return True
        if (until or reading.unit.kind is Kind.COUNT) and _told_in_part(reading, moment):
            return True
        if until and _is_part(reading, clean):
            return True
        return joined and (until or _opens(reading, moment, parts.sentences[number], clean))
    return (
        joined
        or moment.granularity == "year"
        or reading.unit.kind in STATISTICS
        or reading.token.printed == "分"
        or reading.grown
        or _OUTPUT.search(reading.indicator or "") is not None
        or (reading.unit.kind is Kind.COUNT and _VISITS.search(reading.indicator or "") is not None)
        or told_on(reading, moment)
        or _breaks_down(reading, clean)
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


def _told_in_part(reading: Reading, moment: Moment) -> bool:
    """到8月底完成4件。其中改路62公里;改小区9个: what goes on behind ； in a list of parts."""
    before = reading.earlier
    while (
        before is not None and before.status is Status.PLANNED and before.sentence.number >= reading.sentence.number - 1
    ):
        before = before.earlier  # 种养类项目6个、总投资14亿元;加工类项目5个
    return reading.sentence.joined and before is not None and before.period == moment.iso


def _opens(reading: Reading, moment: Moment, sentence: Sentence, clean: str) -> bool:
    """11月1日网上销售额6亿元;揽收快件9万件: the day that opens a sentence, or a clause of it, is that of all of it."""
    before = reading.earlier
    opens = moment.start == sentence.start or clean[moment.start - 1] == ","
    return opens and before is not None and before.period == moment.iso


def _parts_of_it(reading: Reading, moment: Moment, clean: str) -> bool:
    """其中东浦镇办件9000件;西坞镇…: the parts of what was told before, and what goes on behind ；."""
    before = reading.earlier
    goes_on = reading.sentence.joined and before is not None and before.period == moment.iso
    return goes_on or clean.startswith("其中", reading.sentence.start)


def _part_of_timeless(reading: Reading, moment: Moment, clean: str) -> bool:
    """2014年…。截至目前签约4191户。其中5个…: the parts of what is of no time are of none."""
    whole = _before_sentence(reading) if clean.startswith("其中", reading.sentence.start) else None
    timeless = whole is not None and whole.period is None and whole.status is Status.ACTUAL
    return timeless and whole is not None and whole.start > moment.start


def _before_sentence(reading: Reading) -> Reading | None:
    """The last figure before the sentence of a figure."""
    one = reading.earlier
    for _ in range(LONGEST_SENTENCE):
        if one is None or one.sentence is not reading.sentence:
            return one
        one = one.earlier
    return None


LONGEST_SENTENCE = 60  # figures of a sentence over which one looks back


def _left_off(reading: Reading, moment: Moment) -> bool:
    """Whether a sentence of no time stands between: what is told after it is no more of the time before it."""
    if reading.unit.kind is not Kind.PERCENT:
        return False
    one = _before_sentence(reading)
    return one is not None and one.start > moment.start and one.role is Role.MEASURE and one.period is None


def _silent(reading: Reading) -> bool:
    """Whether the figure before it in its sentence tells a deed of no time, or a price that changed: so does this."""
    before = reading.prior.prior if reading.prior is not None and reading.link == "to" else reading.prior
    if before is None or before.role is not Role.MEASURE or before.status is not Status.ACTUAL or before.period:
        return False
    return reading.link != "subject"


def told_on(reading: Reading, moment: Moment) -> bool:
    """Whether a figure goes on telling what was done: the one before it in its sentence had the period carried."""
    prior = reading.prior
    return prior is not None and prior.period == moment.iso and not prior.period_explicit


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


def new_actor(reading: Reading, moment: Moment, parts: Layout, clean: str) -> bool:
    """Whether a sentence turns to another actor than the one whose time was spoken of."""
    before = reading.earlier
    if before is None or before.actor == reading.actor or reading.actor_source not in {"clause", "sentence"}:
        return False
    if reading.sentence.joined or parts.sentence_at(moment.start) is reading.sentence or _breaks_down(reading, clean):
        return False
    if clean.startswith("其中", reading.sentence.start) or clean.startswith("其中", reading.lead_start):
        return False
    if _of_many(before):
        return False  # 甲镇以93分列第一,乙镇列第六。甲镇…: a list that goes on
    return moment.granularity != "year" or moment.start > parts.sentence_at(moment.start).start


def _of_many(reading: Reading) -> bool:
    """Whether the sentence of a figure ranks several actors one after the other."""
    one: Reading | None = reading
    actors = set[str | None]()
    while one is not None and one.sentence is reading.sentence:
        actors.add(one.actor if one.role is Role.RANK else reading.actor)
        one = one.earlier
    return len(actors) > 1


def _is_part(reading: Reading, clean: str) -> bool:
    """全县代办4.3万件,…。某镇代办5120件: a township's figure of what was told of the county just before."""
    if reading.actor_source != "clause" or (reading.actor or "")[-1:] not in "镇乡道":
        return False
    compared = _COMPARED.match(clean, reading.end, reading.sentence.end) is not None
    one = reading.earlier
    for _ in range(LONGEST_SENTENCE):
        if one is None or one.sentence.number < reading.sentence.number - 1:
            return False
        alike = one.unit.base == reading.unit.base and one.actor != reading.actor
        within = compared and (reading.actor or "").startswith(one.actor or "?")
        if alike and (within or one.indicator == reading.indicator):
            return True
        one = one.earlier
    return False


_COMPARED = re.compile("[多余]?[^,。;0-9]{0,3},?[均都]?(?:位?[居列]|排|占)(?:全|各|首|第|在)")


def _breaks_down(reading: Reading, clean: str) -> bool:
    """东浦镇、西坞镇的活动分别有20场、15场: the parts of what was told of the county just before."""
    before = reading.earlier
    if _is_part(reading, clean):
        return True
    if before is None or "actor respectively" not in reading.rules:
        return False
    return before.sentence is reading.sentence or (reading.actor or "").startswith(before.actor or "?")
