"""Whether a figure happened, is promised, planned or expected."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from leitai.quantities import roles
from leitai.quantities.aims import AIM_OF_SHARE, DONE, ONCE_DONE, promised, under_aims
from leitai.quantities.dates import Moment, reaches
from leitai.quantities.document import Document
from leitai.quantities.figures import Role, Status
from leitai.quantities.layout import open_quotation
from leitai.quantities.lexicon import any_of, pattern_of
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind

_DONE_YET = re.compile(
    "已经?(?!知)|实际|完成了|实现了|达到了|累计|截至|(?<![由从])目前|(?<![比较到])[去上]年(?!同期)|[仍还尚](?:有|剩)"
)  # 确保年底前关停53家、建成管网40公里: both are aimed at
# 明年五一前开业,将新增床位800张
_OPENS = re.compile("(?:开业|开园|建成|投用|投产|竣工|完工|通车|开馆),$")
_COMES_OF_IT = re.compile("将(?:新增|增加|带动|提供|新添|可)")
_DONE_OF_PLAN = re.compile("完成|占(?!地)|(?<!总投资)(?<!下)达|为(?:年度)?计划")
_YET_TO_DO = re.compile("将(?:再|继续|全部|全面)?(?:完成|建成)|(?:计划|拟)(?:用|在|于|完成|新|建|[0-9]+年)")
_SO_FAR = re.compile("已经?(?!知)|实际|累计|截至|(?<![由从])目前")
_KEYS = ((Status.TARGET, "target"), (Status.PLANNED, "planned"), (Status.EXPECTED, "expected"))
_OF_PROJECT = re.compile(
    "的[\u4e00-\u9fff“”—·]{0,14}?(?:项目|工程|基地|示范带|园区|产业园|中心|建设|学校|医院|大桥|综合体|商城)"
)
_INVEST = re.compile("(?:(?<!完成)投资|肩负着?|承担着?|投资总额)(?:约|近|超|逾)?$")
LONGEST_LABEL = 12  # a longer stretch before ：introduces a speech, a shorter one (2021年目标：) governs what follows


_OF_TASK = re.compile("(?:完成|占|达到|为)[^,]{0,8}(?:任务|目标|计划)(?:数|量)?(?:[0-9.]+[万亿]?[一-鿿]{0,3})?的?$")


def judge(readings: Sequence[Reading], document: Document) -> None:
    """Set status and role of every reading. A target or expectation carries on until something done or a new time."""
    clean, moments = document.clean, document.moments
    latest: Reading | None = None
    place, under = 0, promised(document.parts, clean)
    for reading in readings:
        while place < len(moments) and moments[place].start < reading.start:
            place += 1
        reading.status = _status(reading, latest, moments[max(0, place - 2) : place], under, document)
        if reading.status is Status.ACTUAL and place and _ahead(moments[place - 1], reading, document):
            reading.status = _to_come(reading, latest, clean)
            reading.rules.append("time to come")
        if reading.link == "to" and reading.prior is not None:
            reading.prior.status = Status.ACTUAL  # 力争由71%提高到95%: what it starts from is so already
        roles.set_role(reading, clean)
        if (reading.role is not Role.THRESHOLD and not _is_yardstick(reading, clean)) or latest is None:
            latest = reading  # 亿元以上项目3个: a limit inside a promise does not end it


def _status(
    reading: Reading,
    latest: Reading | None,
    moments: Sequence[Moment],
    promised: frozenset[int],
    document: Document,
) -> Status:
    clean, published = document.clean, document.published
    own = _own(reading, clean)
    aimed = own is Status.EXPECTED and _AIMED_AT.search(clean, reading.sentence.start, reading.start)
    if own is not None and not aimed:
        return own
    low = max(reading.sentence.start, reading.start - FAR)
    if _ASKS.search(clean, low, reading.start) and _ASKED.search(clean, low, reading.start):
        return Status.TARGET
    foreseen = clean.find("预计", low, reading.start) >= 0
    if foreseen and _FORESEEN.search(clean, low, reading.start) and not DONE.search(clean, low, reading.start):
        return Status.EXPECTED
    if under_aims(reading, document):
        return Status.TARGET
    if latest is None or not _goes_on(latest, reading, clean):
        if clean.find("将", low, reading.start) >= 0 and _SETS_OUT.search(clean, low, reading.start):
            return Status.PLANNED
        return Status.TARGET if reading.sentence.paragraph in promised else Status.ACTUAL
    between = clean[latest.end : reading.start]
    ongoing = latest.status is Status.PLANNED and _PLANS.search(latest.lead) and latest.sentence is reading.sentence
    if (_DONE_YET if ongoing else DONE).search(between):
        return Status.ACTUAL  # 计划开工项目13个,建成12个: both are planned
    yet = latest.status is Status.PLANNED or latest.sentence is reading.sentence or reading.sentence.joined
    if _new_time(latest, reading, moments, published if yet else None, clean):
        return Status.TARGET if reading.sentence.paragraph in promised else Status.ACTUAL
    carried_out = latest.status is Status.EXPECTED and _CARRIED_OUT.match(reading.lead) is not None
    carried_out = carried_out and _DONE_LATER.search(latest.lead) is None
    return Status.ACTUAL if carried_out else latest.status


_DONE_LATER = re.compile("预计(?:可)?(?:完成|实现|达到)")  # 预计实现产量6000吨,实现收入1亿元: both are
# 2019年,某镇将聚焦沿江开发,重点完成…等10项实事
_SETS_OUT = re.compile(
    "(?:[,。年镇乡县市区]|街道)将(?:继续)?(?:聚焦|围绕|坚持|紧扣|着力|以)[^。;0-9]*,(?:重点|着力|全力|加快|大力)?(?:落实|完成|推进|实施|抓好|建成|打造)[^。;0-9,]*$"
)
_CARRIED_OUT = re.compile(",?(?:完成|实现)")  # 预计产值1亿元,完成投资2亿元: only the first is expected


_FORESEEN = re.compile("(?:^|(?<=[。;\n]))预计[^,。;]{0,10}[年月季度底份],[^。;]*$")  # 预计1-6月,西湖镇实现收入2亿元


SHORT = 2
_ASKS = re.compile("[求诺看年底末],")
_AIMED_AT = re.compile("目标看,")
# What a meeting asks for in the clause before: 推进会要求,今年优良率稳定在92%以上.
_ASKED = re.compile(
    "(?:会|镇里|县里|区里|市里|党委)要求,[^。;]*$|(?<![的书定作亮])承诺,[^。;]*$|目标看,[^。;]*$|(?:力争|争取|确保)(?:到|至|在)?(?:20[0-9]{2}|今|明)年[底末]?,[^。;]*$"
)


def _beginning(iso: str) -> str:
    """Where a time begins, as far as its form tells: the year of a quarter, the first day of a span."""
    return iso.partition("/")[0].partition("Q")[0].partition("T")[0][:10]


def _ahead(moment: Moment, reading: Reading, document: Document) -> bool:
    """Whether the time the figure stands under begins after the day of publication, or goes on with more to do."""
    published, iso = document.published, moment.iso or ""
    if published is None or not iso[:4].isdigit() or moment.start < reading.sentence.start:
        return False
    day = published.isoformat()
    later = _beginning(iso) > day[: len(iso[:10])] and not _DONE_SO_FAR.search(_clause(reading, document.clean))
    if not later and _last(iso) > day[:7]:
        clause = _clause(reading, document.clean)
        later = "要" in clause and _SHALL.search(clause) is not None
    return later and not reaches(moment, document.clean)


_DONE_SO_FAR = re.compile("已累计|已(?:完成|签|腾|拆)")  # 距6月30日还有10天,已累计签约7132户
_SHALL = re.compile("(?<![主需重紧首摘概简索不只就若想总])要(?![素求闻道点害件])")


def _to_come(reading: Reading, latest: Reading | None, clean: str) -> Status:
    """年底前再建20个 is a plan, 年底满意率达到95% and 明年要建成20个 are targets."""
    goes_on = latest is not None and latest.sentence is reading.sentence
    if latest is not None and goes_on and latest.status is Status.PLANNED:
        return Status.PLANNED
    degree = reading.unit.kind in {Kind.PERCENT, Kind.RANK} or _SHALL.search(_clause(reading, clean))
    return Status.TARGET if degree else Status.PLANNED


def _goes_on(latest: Reading, reading: Reading, clean: str) -> bool:
    """Whether the status of the figure before reaches this one."""
    if latest.sentence.paragraph != reading.sentence.paragraph or latest.role is Role.THRESHOLD:
        return False
    if latest.status is Status.PLANNED:
        if reading.unit.kind is Kind.RANK:
            return False
        if reading.unit.kind is Kind.AREA and latest.unit.kind is Kind.MONEY and _SIZE.fullmatch(reading.lead):
            return False  # 总投资48亿元、总占地1077亩
        if reading.unit.kind is Kind.MONEY and _SHARES_IT.fullmatch(reading.lead):
            return latest.sentence is reading.sentence
        if reading.unit.kind is Kind.AREA and _BUILT_SIZE.fullmatch(reading.lead):
            return latest.sentence is reading.sentence  # 总投资656万元,总建筑面积29亩
        return _plans_on(latest, reading, clean) or reading.link in {"list", "shared"}
    if latest.status is Status.ACTUAL or (latest.sentence is not reading.sentence and _RATE_SET.search(reading.lead)):
        return False
    near = latest.sentence is reading.sentence or (reading.sentence.joined and latest.status is Status.TARGET)
    alike = latest.status is Status.TARGET or latest.unit.base == reading.unit.base
    return near or (alike and clean.startswith("其中", reading.sentence.start))


# 补助标准由每户800元提高到1000元, told behind ；, is a rule that is so already.
_RATE_SET = re.compile("(?:标准|额度|门槛|价格|单价|均价|费率)[由从][^,。;]*$")
FAR = 80  # signs before a planned figure among which its verb is looked for
_PLANS = re.compile(
    "(?<!年度)(?:计划|拟)(?!总?投资|数|任务|的|安排)|将(?:再|继续|整合|集中|全部|共计|累计)?(?:投[资入]|实施|启动|改造|征收|征迁|拆[除迁]|新[增建]|[由从])"
)


def _plans_on(latest: Reading, reading: Reading, clean: str) -> bool:
    """计划建设30个,改造5个: a plan told by its verb is that of the whole sentence; 其中 is part of any plan."""
    if latest.sentence is not reading.sentence:
        return False
    works = latest.lead.endswith("计划投资") and clean[reading.lead_start - 1] == ","
    if (works and _FOR_WORKS.match(reading.lead)) or "plan goes on" in latest.rules:
        reading.rules.append("plan goes on")
        return True
    inside = clean.startswith("其中", reading.lead_start) and not _other_whole(latest, reading)
    verb = _PLANS.search(clean, max(reading.sentence.start, latest.start - FAR), latest.start)
    return inside or (
        verb is not None and verb.end() < latest.start
    )  # 计划5亿元 is no verb, but the sum that is planned


# 2012年计划投资2430万元,完成71个水站的改建,铺设管网575公里: what the sum is planned for.
_FOR_WORKS = re.compile("(?:完成|用于|新建|改建|建设|改造|铺设)(?!投资)")


def _other_whole(latest: Reading, reading: Reading) -> bool:
    """签约项目36个,总投资9亿元,其中亿元以上5个: a count is part of the count before the planned sum, which was done."""
    whole = latest.prior
    return (
        latest.unit.kind is Kind.MONEY
        and reading.unit.kind is Kind.COUNT
        and whole is not None
        and whole.unit.base == reading.unit.base
        and whole.status is Status.ACTUAL
    )


def _compared(moment: Moment, clean: str) -> bool:
    """比2020年提高三成: a time that is only measured against."""
    return clean[moment.start - 1 : moment.start] in {"比", "较"}


def _new_time(latest: Reading, reading: Reading, moments: Sequence[Moment], day: date | None, clean: str) -> bool:
    """Whether a time stands between two figures; if `day` is given, one that was over by then."""
    between = [one for one in moments if latest.end <= one.start < reading.start and not _compared(one, clean)]
    return any(day is None or not one.iso or _last(one.iso) < day.isoformat()[:7] for one in between)


def _last(iso: str) -> str:
    """The month in which a time ends; one after all for a rate."""
    year, _, quarter = iso.partition("Q")
    if quarter:
        return f"{year}-{int(quarter) * 3:02}"
    end = iso.rpartition("/")[2]
    return f"{end}-12" if end.isdigit() else end[:7]


# 为年度任务28万平方米的113%: what the share is of is still the task.
_YEARS_TASK = re.compile("(?:年度|全年|年|总)(?:计划|任务|目标){1,2}(?:数|量|总?投资)?(?:约|的)?$")
_YARDSTICK_ENDS = frozenset("年度的划务标数量资约")
_WHOLE_YEAR = re.compile("(?:年度|全年|今年|年)的?$")  # 完成全年8000人目标的26%
_TASK_SHARE = re.compile("的?(?:计划|任务|目标)(?:数|量)?的[0-9]")
_SHARE_OF_IT = re.compile("的[0-9]")


def _is_yardstick(reading: Reading, clean: str) -> bool:
    if reading.lead[-1:] not in _YARDSTICK_ENDS:
        return False
    if reading.unit.kind is not Kind.PERCENT and AIM_OF_SHARE.match(reading.lead):
        return _SHARE_OF_IT.match(clean, reading.end) is not None
    whole = _WHOLE_YEAR.search(reading.lead) is not None and _TASK_SHARE.match(clean, reading.end) is not None
    return whole or (
        _YEARS_TASK.search(reading.lead) is not None and _SHARE_OF_IT.match(clean, reading.end) is not None
    )


# Words of aims that set none here: a yardstick (距考核要求还差…), a plan whose sum is told before
# (总投资3亿元的绿道全长…).
_NO_AIM = re.compile(
    "(?:距离?|离|比|较|与|对照)[^,]{0,6}(?:要求|目标|任务)|目标(?=[、和])|(?:列入|纳入)[^,。;0-9]{0,12}计划|总投资[0-9.]+[万亿]?元(?:及?以上)|(?:总投资|投资总额|概算|估算)[^,、]{0,4}[0-9][^,、]*?元(?=[^,]*?的)"
)


_NAMED = re.compile("“[^“”]{1,12}”")  # 入选“百人计划”: a name


def _unsaid(lead: str) -> str:
    """A clause with the words blotted out that only look like plans and aims."""
    if "”" in lead:
        lead = _NAMED.sub(lambda found: "·" * len(found[0]), lead)
    lead = pattern_of("plan_neutral").sub(lambda found: "·" * len(found[0]), lead)
    return _NO_AIM.sub(lambda found: "·" * len(found[0]), lead)


def _own(reading: Reading, clean: str) -> Status | None:
    """The status by the cues of its own clause; None where the clause is silent."""
    if _is_yardstick(reading, clean):
        return Status.PLANNED if "计划" in reading.lead else Status.TARGET
    lead = _clause(reading, clean)
    told = pattern_of("target", "planned", "expected", "plan_neutral").search(lead) is not None
    lead = _unsaid(lead) if told else lead
    if lead.startswith("建设投资") and reading.unit.kind is Kind.MONEY:
        return Status.PLANNED
    if lead.startswith(("年度计划", "全年计划")) and _FOR_THE_YEAR.search(lead):
        return Status.PLANNED
    if "争取" in lead and _is_won(reading, lead, clean):
        return None
    given = clean[reading.start - 2 : reading.start] in _REWARDS
    if given and _REWARD.search(clean, max(reading.sentence.start, reading.start - FAR), reading.start):
        return Status.PLANNED
    best, place = _cue(lead) if told else (None, -1)
    of_task = reading.unit.kind is Kind.PERCENT and _OF_TASK.search(lead) is not None
    if reading.unit.kind is Kind.PERCENT and (best is Status.PLANNED or of_task):
        return best if _MEANS_TO.search(lead) else Status.ACTUAL if of_task else None
    if best is None:
        return _without_cue(reading, lead, clean)
    if best is Status.PLANNED and _OPENS.search(clean, reading.sentence.start, reading.start - len(lead)):
        best = Status.EXPECTED if _COMES_OF_IT.match(lead) else best
    if best is Status.TARGET and lead.startswith("前", place) and _PLANS.search(lead, 0, place):
        best = Status.PLANNED  # 计划年底前建成泊位3个
    if best is Status.TARGET and _TASK_DONE.search(lead):
        return Status.ACTUAL
    if best is Status.PLANNED and _YET_TO_DO.match(lead, place):
        return Status.ACTUAL if _SO_FAR.search(lead, place) else best
    done = best is Status.PLANNED and _DONE_OF_PLAN.search(lead, place)
    if done and "预计" in lead[:place] and reading.role is Role.MEASURE:
        return Status.EXPECTED  # 预计2013年投资总额、财政收入分别达到…
    meant = lead if best is Status.PLANNED else lead.replace("累计", "··")  # 有望累计培育1500家
    done = done or (_DONE_YET if best is Status.TARGET else DONE).search(meant, place)
    return Status.ACTUAL if done else best


# 完成招商引资目标任务3000万元; 完成造林1100亩,超目标任务200亩
_TASK_DONE = re.compile(
    "^(?:[一-鿿]{0,6}?(?<![要须]))?(?:(?:超额)?完成(?!全部)[^,。;]{0,10}(?:目标)?任务|超[^,。;]{0,10}目标的?|超(?:出|过|额)?(?:年度|全年)?(?:目标)?任务)(?:数|量)?$"
)


def _is_won(reading: Reading, lead: str, clean: str) -> bool:
    """累计服务170家,争取资金5亿元; 争取到项目36个: won, not striven for."""
    if "累计争取" in lead or reading.tail.startswith("的基础上"):
        return True
    if "争取到" in lead and not _NEXT_YEARS.search(lead) and not _STILL_MEANT.search(lead):
        return True
    if (lead == "争取" and _FUND.search(reading.tail)) or _FROM_ABOVE.search(lead):
        return True
    done = _WON.search(lead) and DONE.search(clean, reading.sentence.start, reading.lead_start)
    return done is not None


def _cue(lead: str) -> tuple[Status | None, int]:
    """The status that the last cue of a clause tells, and where it stands."""
    best, place = None, -1
    for status, key in _KEYS:
        for found in pattern_of(key).finditer(lead):
            if found.start() > place:
                best, place = _meant(status, lead, found.start()), found.start()
    return best, place


def _without_cue(reading: Reading, lead: str, clean: str) -> Status | None:
    """The status of a figure whose clause has no cue: by the form of its words, or None."""
    if reading.unit.kind is Kind.MONEY and reading.tail.startswith("的"):
        invested = _INVEST.search(reading.lead) or (not reading.lead and _OF_PROJECT.match(reading.tail))
        return Status.PLANNED if invested else None
    if reading.unit.kind is Kind.MONEY and (lead.removesuffix("约") in _WORKS_SUM or _BUDGET.search(lead)):
        return Status.PLANNED
    if lead.startswith("应") and _OUGHT.match(lead) and clean.startswith(",已", reading.end):
        return Status.TARGET
    if _OF_AIM.match(reading.tail) or (not _AIM_SIGNS.isdisjoint(lead) and _AIMED.search(lead)):
        return Status.TARGET
    if (not _STILL_SIGNS.isdisjoint(lead) and _HELD.search(lead)) or roles.is_grant(reading):
        return Status.ACTUAL
    if "将" in reading.tail and _WILL_RISE.match(reading.tail):
        return Status.PLANNED
    if "将" in lead and _WILL_TAKE.search(lead):
        return Status.PLANNED
    will = _will().search(lead) if "将" in lead else None
    if will is not None and not DONE.search(lead, will.end()):
        return Status.EXPECTED if will["more"] else Status.PLANNED
    if _once_built(reading, clean):
        return Status.EXPECTED
    if lead.startswith(("接下来", "下一步")):
        return Status.PLANNED
    if "安排" in lead and _LISTED.search(lead):
        return Status.PLANNED
    if "面积" in reading.lead and _is_planned_area(reading.prior) and _ITS_SIZE.fullmatch(reading.lead):
        return Status.PLANNED
    brings = ("可" in lead and _WILL_BRING.search(lead)) or lead.startswith("届时")
    return Status.EXPECTED if brings else None


_WORKS_SUM = frozenset({"该项目投资", "该工程投资", "项目投资", "工程投资"})
_AIM_SIGNS, _STILL_SIGNS = frozenset("要任目"), frozenset("仍还尚")
_BUDGET = re.compile("^(?![^,]*(?:完成|占|调整|压减|执行))[^,]*(?:收入|支出)预算(?:数|安排)?(?:约|为)?$")
_OUGHT = re.compile("应(?:扣|缴|收|检|参保|拆|签|改|返|享受)")  # 应扣大棚13642栋,已扣9100栋
_SHARES_IT = re.compile(
    ",?(?:中央|省|州|市|县|区|镇|乡)级?(?:财政)?(?:投入|配套|自筹|补助)(?:资金)?"
)  # 规划投资934万元,其中中央投入517万元,省级投入…
_FOR_THE_YEAR = re.compile("^(?:年度|全年)计划(?:完成)?(?:总)?投资(?:约|为|达)?$")
# 将用时2个月拆除房屋273间, 县财政将给予每村35万元补助
_WILL_TAKE = re.compile(
    "后将建(?![成设])|将(?:用时?|耗时|花|利用)[0-9一二两三四五六七八九十]|将[^,。;]{0,10}给予[^,。;]{0,6}$"
)


@cache
def _will() -> re.Pattern[str]:
    """将 before what is to be done (该区将下达…, 银行将向企业新增…), not before what something is done with."""
    return re.compile(
        "(?<![即军主健大小])将(?:(?:[向在对]|通过)[一-鿿0-9]{1,10}?)?(?:再|共|累计|全部|陆续|继续|集中|同步|正式|统一|新|一次性)*"
        f"(?:(?P<more>新?增(?![值补])加?)|{any_of('verbs', 'count_verbs', 'doing')}"
        "|开发(?!区)|下达|督促|整合|涵盖|架[起设]|补齐|建(?![筑制])|种植(?!户))"
    )


# 10栋大楼将拔地而起
_WILL_RISE = re.compile("[一-鿿]{0,8}?(?:即将|将)(?:拔地|开工|动工|建成|投用|投产|启用|开建|陆续|全部)")
_SIZE = re.compile("[,、]?总?(?:占地|用地)(?:面积)?(?:约|达)?")
_BUILT_SIZE = re.compile("[,、]?(?:总建筑面积|建筑总面积)(?:约|达|为)?")
# 规划占地830亩、建筑面积15万平方米,其中绿化面积3万平方米
_ITS_SIZE = re.compile("[,、]?总?建筑面积(?:约|达)?|[,:]?(?:其中:?)?[一-鿿]{2,8}面积(?:约|达|为)?")


def _is_planned_area(reading: Reading | None) -> bool:
    return reading is not None and reading.status is Status.PLANNED and reading.unit.kind is Kind.AREA


def _once_built(reading: Reading, clean: str) -> bool:
    """项目完成后,全县户纳管率提高至60%: what comes of a work once it is done."""
    comma = clean.rfind("后,", reading.sentence.start, reading.start)
    if comma < 0:
        comma = clean.rfind("后全", reading.sentence.start, reading.start)
    if comma < 0 or _DONE_WORK.search(clean, reading.sentence.start, comma + SHORT) is None:
        return False
    return not _DID.search(clean, comma, reading.start) and not _DIGIT.search(clean, comma, reading.start)


_DONE_WORK = re.compile("(?:^|(?<=[,;。\n]))[一-鿿]{0,8}?(?:建成|完成|完工|竣工|投产|投用|达产)[之以]?后[,全]$")
_DID = re.compile("已经?(?!知)|累计")
_DIGIT = re.compile("[0-9]")


# 全区要新签约12个, 今年搬迁任务800户
_AIMED = re.compile(
    "(?:任务|目标)[^,。;:0-9]{0,6}:[^,]*$|(?<![主重需紧首纪摘概简索不只就若想总])要(?:再|新|全部|累计|至少|力争)[一-鿿]{1,8}$"
    "|^(?![^,]*(?:完成|占|达|落实|下达|承担|超))[^,]*(?<![总])任务(?:数|量)?(?:共|约|有)?$"
)
_MEANS_TO = re.compile(
    "^(?:接下来|下一步)?计划(?:到|在|于)?·*[0-9月年底前内]*(?!完成|总?投资|数|的)[一-鿿]{2,8}$"
)  # 计划7月底前收割95%
_HELD = re.compile("(?:仍|还|尚)[有剩][^,]{0,6}$")
_LISTED = re.compile("(?<!已)(?<!共)安排(?:了)?[^,。;]{0,30}(?:项目|实事|工程|预算支出|预算)共?$")
_WILL_BRING = re.compile(
    "年(?:接待|产|销|增|供|处理|生产)[^,。;]{0,6}可[达超]$|(?<![高多])(?<!能力)可达到?$|[后将](?:还)?可(?!以|用|供|比|行|控|视)[\u4e00-\u9fff]{2,6}$|(?:每年|[年日]均|预计|一年)可[\u4e00-\u9fff]{1,6}$"
)


# 还将改造路口5处: what one means to do is a plan, what comes of it (将惠及, 将增收) is expected.
@cache
def _will_do() -> re.Pattern[str]:
    return re.compile(f"[还也又仍再]?将(?:继续|全部|共计|累计|共)?{any_of('will_do')}")


_MEANS_FOR = re.compile("(?:拟|计划|将)(?:再|继续)?$")


def _meant(status: Status, lead: str, place: int) -> Status:
    """A plan for an expectation whose verb is a deed of the one who tells of it, not what a finished work brings."""
    if status is Status.TARGET and _MEANS_FOR.search(lead, 0, place) and lead.startswith("争取", place):
        return Status.PLANNED  # 拟再争取专项债14亿元
    planned = status is Status.EXPECTED and _will_do().match(lead, place) and not ONCE_DONE.search(lead, 0, place)
    return Status.PLANNED if planned else status


_STILL_MEANT = re.compile("力争|计划|确保|拟|将")
_NEXT_YEARS = re.compile("争取到(?:[0-9]|今年|明年|年底)")
_FUND = re.compile("资金|补助|专项债")  # 争取1700万元项目资金
_FROM_ABOVE = re.compile("^争取(?:到)?(?:上级|中央|省级|市级|专项债|债券|地方政府)")
_WON = re.compile(
    "争取(?!到?[0-9在]|全年|年[内底]|明年|早日|尽[早快]|达|完成|实现|突破|新[增建开]|建成|开工|竣工|投产|签约|引进|落[地户]|培育|创|通过|进入|取得|超|有)[^,]{2,8}$"
)
# 6月30日前签约的,每户奖励2万元: what is promised to those who meet a condition.
_REWARDS = frozenset({"奖励", "补助", "奖补", "补贴"})
_REWARD = re.compile("[前后内][^,。;]{1,10}的[^,。;]{0,6},?每[户人家个][^,。;]{0,4}(?:奖励|补助|奖补|补贴)$")


_OF_AIM = re.compile(
    "(?:今?年[底内]|[0-9]{1,2}月(?:[底初中]|[0-9]{1,2}日)?)前(?:可?完|竣|开|交|[腾搬签]|全部)|[^,]{0,6}(?:须|必须|力争|要完成|要全部|目标任务)|的(?:年度|全年|既定)?(?:任务|目标)"
)


def _clause(reading: Reading, clean: str) -> str:
    """The words from the last comma up to the number, over numbers that stand between."""
    start = reading.sentence.start
    for sign in ",;。":
        mark = clean.rfind(sign, start, reading.start)
        start = mark + 1 if mark >= 0 else start
    mark = open_quotation(clean, start, reading.start)
    start = mark + 1 if mark >= 0 else start
    colon = clean.rfind(":", start, reading.start)
    if colon - start > LONGEST_LABEL:
        start = colon + 1
    return clean[start : reading.start]
