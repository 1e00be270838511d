"""The phrase that names what a figure measures: what its clause says without time, actor and verbs of change."""

import re
from collections.abc import Sequence

from leitai.quantities.completing import completed, like_of_list
from leitai.quantities.counting import counted, done_then, done_to, happened, with_shared_verb
from leitai.quantities.figures import Role
from leitai.quantities.links import RESPECTIVELY, respectively
from leitai.quantities.nouns import MEASURE_NOUN, RANKED, noun_of
from leitai.quantities.reading import Reading
from leitai.quantities.sharing import deal_growth_out, deal_out, deal_rates_out, lend, share_noun, tell_apart
from leitai.quantities.subjects import lead_of
from leitai.quantities.topics import of_same_thing, same_measure, topic
from leitai.quantities.trimming import CUT, LONGEST, NAMELESS, Cuts, best_piece, last_verb
from leitai.quantities.units import Kind
from leitai.quantities.yardsticks import against_yardstick, extreme_of, granted_by, shift_among


def name(readings: Sequence[Reading], cuts: Cuts, clean: str) -> None:
    """Set the phrase of every reading, and where it stands."""
    latest: Reading | None = None
    for reading in readings:
        _end_tail(reading, cuts, clean)
        reading.indicator = _bare(_counted_rank(_phrase(reading, latest, cuts, clean), reading)) or None
        latest = reading
    for run in respectively(readings):
        deal_out(run, cuts, clean)
        deal_growth_out(run, readings)
    deal_rates_out(readings, clean)
    share_noun(readings, clean)
    lend(readings)
    tell_apart(readings)
    for reading in readings:
        if reading.indicator:
            reading.spans = _places(reading.indicator, reading, clean)


# 15个新建、改扩建学校项目, 3千多项行政许可、公共服务事项
_OF_KINDS = re.compile(
    "(?:新建|续建|改建|扩建|改扩建|在建)、(?:新建|续建|改建|扩建|改扩建|在建)[一-鿿]{0,6}?(?:项目|工程)"
    "|[一-鿿]{2,5}(?<!事项)、[一-鿿]{2,6}(?:事项|酒店)(?=[,。;]|$)"
)


def _counted_rank(phrase: str, reading: Reading) -> str:
    """项目数量居全省第二: where the number of things has the rank."""
    told = reading.unit.kind is Kind.RANK and phrase and f"{phrase}数量" in reading.lead
    return phrase + "数量" if told else phrase


def _end_tail(reading: Reading, cuts: Cuts, clean: str) -> None:
    """End the words behind a count before the next time or actor (18名专家 每周坐诊)."""
    place = cuts.first_in(reading.end, reading.end + len(reading.tail))
    kinds = (
        _OF_KINDS.match(clean, reading.end, reading.sentence.end) if clean.startswith("、", reading.tail_end) else None
    )
    if kinds is not None and place is None and reading.unit.kind is Kind.COUNT:
        reading.tail, reading.tail_end = kinds[0], kinds.end()
    if place is not None and reading.end < place < reading.end + 2:
        place = cuts.first_in(reading.end + 2, reading.end + len(reading.tail))
    if place is not None and reading.unit.kind in {Kind.COUNT, Kind.MONEY, Kind.AREA, Kind.LENGTH}:
        reading.tail = reading.tail[: place - reading.end]


def _places(phrase: str, reading: Reading, clean: str) -> tuple[tuple[int, int], ...]:
    """Where a phrase stands in its sentence: in one piece, or in one before the number and one behind it."""
    low, high = reading.sentence.start, min(reading.sentence.end, reading.end + LONGEST + len(phrase))
    start = clean.rfind(phrase, low, reading.start)
    start = clean.find(phrase, reading.end, high) if start < 0 else start
    if start >= 0:
        return ((start, start + len(phrase)),)
    for length in range(len(phrase) - 1, 0, -1):
        head = clean.rfind(phrase[:length], low, reading.start)
        tail = clean.find(phrase[length:], reading.end, high)
        if head >= 0 and tail >= 0:
            return ((head, head + length), (tail, tail + len(phrase) - length))
    return ()


_MEAN = re.compile("(?<=[人户村亩]均)(?:年(?=增收)|可(?!支配|比)|[能将就已])(?=[\u4e00-\u9fff]{2})")
_HELPS = re.compile("^[一-鿿]*带动[一-鿿]{2,4}(?=[户人]均)")  # 柑橘产业带动果农户均增收
_LONG_LIST = re.compile("^[^,]*、[^,]*等(?=[一-鿿]{2,8}$)")  # 检查出通道堆放杂物、经营超范围等安全隐患9条
_WHOLE_QUOTE = re.compile("[“‘「]([^“”‘’「」]*)[”’」]")


def _bare(phrase: str) -> str:
    """A phrase without the quotation marks that hold all of it, and without marks of what was cut out."""
    phrase = phrase.replace(CUT, "")
    if len(phrase) > LONGEST and "等" in phrase:
        phrase = _LONG_LIST.sub("", phrase)
    phrase = _MEAN.sub("", _HELPS.sub("", phrase)) if "均" in phrase else phrase
    found = _WHOLE_QUOTE.fullmatch(phrase)
    return found[1] if found else phrase


_AIM = re.compile("(?:完成|占|达到?|为)(?:全年|年度)?(?:目标任务|任务|目标|计划)数?$")


def _share_of_aim(reading: Reading) -> str:
    """完成全年目标任务1200人的114%: the share is of the aim whose number stands inside."""
    prior = reading.prior
    if prior is None or reading.unit.kind is not Kind.PERCENT or reading.lead.lstrip(")") != "的":
        return ""
    return prior.lead.strip(",;(") if _AIM.search(prior.lead.rstrip("(")) else ""


def _aim_itself(reading: Reading, clean: str) -> str:
    """劳务输转10.06万人,占全年任务11.06万人的90.96%: the aim is of what was told before it in its unit."""
    if "的" not in reading.tail[:3] and clean[reading.end : reading.end + 2] != ")的":
        return ""
    found = _ITS_AIM.fullmatch(reading.lead) if _ITS_SHARE.match(clean, reading.end) else None
    if found is None:
        return ""
    one = reading.prior
    while one is not None and (one.unit.base != reading.unit.base or one.role is not Role.MEASURE):
        one = one.prior
    told = (one.indicator or "").removeprefix("完成") if one is not None else ""
    return told + (found[1] or "任务") if told else ""


_ITS_AIM = re.compile("[,;]?(?:占|完成|达到?)了?(?:全年|年)(?:目标)?(任务|目标|计划)?(?:数|量)?\\(?")
_ITS_SHARE = re.compile("\\)?的[0-9]")
_RATE_EACH = re.compile("^(?:[由从]|(?:提高|上调|增加|调整)[至到])?每[人户亩](?:每[年月])?$")
_STANDARD = re.compile("([一-鿿]{2,}?(?:标准|待遇|工资|津贴|补贴|补助))(?=,|[由从])")


def _standard_before(reading: Reading, clean: str) -> str:
    """提高全县垃圾处理补助标准,由每人20元…: the standard that the clause before speaks of."""
    found = list(_STANDARD.finditer(clean, reading.sentence.start, reading.lead_start))
    return _RAISED.sub("", found[-1][1]) if found else ""


_RAISED = re.compile("^(?:提高|上调|调整|完善|落实)?(?:全[县市区镇])?")
_ADJOINS = re.compile("[多余]?(?:、|共(?:计)?)?")


def _adjoins(prior: Reading, reading: Reading, clean: str) -> bool:
    """拆除28处、4360平方米: nothing but a mark stands between the two, so that both measure the same."""
    return reading.role is not Role.QUALIFIER and _ADJOINS.fullmatch(clean, prior.end, reading.start) is not None


def _phrase(reading: Reading, latest: Reading | None, cuts: Cuts, clean: str) -> str:
    prior = reading.prior
    if prior is not None and (reading.link in {"list", "to"} or _adjoins(prior, reading, clean)):
        reading.rules.append(f"phrase of the {reading.link}")
        return like_of_list(reading, prior) or prior.indicator or ""
    listed = _things_after(reading, clean) or _handled(reading)
    if listed:
        return listed
    told = (_of_share(reading) if reading.unit.kind is Kind.PERCENT else _of_amount(reading, clean)) or _extreme(
        reading, cuts
    )
    if told:
        return told
    rate = _RATE_EACH.search(reading.lead) if "每" in reading.lead else None
    if rate is not None:
        standard = _standard_before(reading, clean)
        if standard:
            return standard
    lead = lead_of(reading, cuts, clean)
    if reading.unit.kind is Kind.DURATION and reading.lead.endswith("连续") and len(reading.tail) > 1:
        return reading.tail[:LONGEST_TOLD]
    if reading.role is Role.QUALIFIER:
        return _task(reading, lead, cuts)
    if reading.unit.kind in {Kind.COUNT, Kind.RANK} or not lead or _TIME.match(reading.tail):
        phrase = happened(reading, clean) or done_to(reading, clean) or done_then(reading, cuts, clean)
        phrase = phrase or counted(reading, lead)
    else:
        phrase = done_then(reading, cuts, clean) or _total(_named_behind(reading, lead), reading)
    if _OF_TRADE.fullmatch(phrase):
        phrase = (_trade_before(reading, cuts, clean) or of_same_thing(phrase, reading)) + phrase
    phrase = topic(phrase, reading, clean) + phrase + same_measure(phrase, reading)
    if phrase in NAMELESS:
        told = _announced(reading, cuts, clean) or _on_topic(reading, clean) or _grew(reading, cuts, clean)
        phrase = told or _judged(reading, clean) or phrase
    return completed(phrase, reading, latest)


def _of_share(reading: Reading) -> str:
    """The phrase of a percentage that is told by what it is given, granted or measured by."""
    return _given_for(reading) or granted_by(reading) or against_yardstick(reading) or _share_of_aim(reading)


def _of_amount(reading: Reading, clean: str) -> str:
    """The phrase of any other figure that is told by a yardstick, by places gained, or as an aim."""
    if reading.role is Role.QUALIFIER:
        return against_yardstick(reading)
    return (shift_among(reading) if reading.unit.kind is Kind.COUNT else "") or _aim_itself(reading, clean)


def _announced(reading: Reading, cuts: Cuts, clean: str) -> str:
    """年度计划完成率,水头镇96.8%: before a division and its figure, the clause that says what is told of each."""
    if reading.actor_source != "clause" or RESPECTIVELY.search(reading.lead):
        return ""
    if clean[reading.lead_start - 1] not in {",", ":"}:
        return ""
    start = clean.rfind(",", reading.sentence.start, reading.lead_start - 1) + 1 or reading.sentence.start
    if reading.prior is not None and reading.prior.end > start:
        return ""
    text = cuts.without(clean[start : reading.lead_start - 1], start, reading.lead_start - 1)
    phrase = _RESULT.sub("", best_piece(_MADE_KNOWN.sub("", text), reading))
    scored = reading.token.printed == "分" and _SCORED.search(phrase)
    return phrase if scored or MEASURE_NOUN.search(phrase) or phrase.endswith(("增幅", "增速", "降幅")) else ""


def _grew(reading: Reading, cuts: Cuts, clean: str) -> str:
    """大厅的人流量,去年较2018年下降了20%: what the clause before a rate speaks of, if it has no figure."""
    comma = reading.lead_start - 1
    if reading.role is not Role.GROWTH or comma <= reading.sentence.start or clean[comma] != ",":
        return ""
    start = _clause_start(reading, clean, comma)
    if reading.prior is not None and reading.prior.end > start:
        return ""
    phrase = best_piece(cuts.without(clean[start:comma], start, comma), reading)
    return phrase if MEASURE_NOUN.search(phrase) else ""


_MADE_KNOWN = re.compile(f"{CUT}*(?:公布|发布|揭晓|出炉|通报)$")
_RESULT = re.compile("(?:结果|情况)(?:为|是|如下)?$")
_SCORED = re.compile("(?:[打评测]分|成绩|[考测]评|考核|评[议比])$")  # 现场打分,东浦镇以93分列第一


def _judged(reading: Reading, clean: str) -> str:
    """公布综合评价结果,东浦镇在9个镇中排名第五: what the ranks are of."""
    if reading.unit.kind is not Kind.RANK:
        return ""
    won = _WON_IN.search(reading.lead)
    if won is not None:
        return won[1]
    low = max(reading.sentence.start, reading.lead_start - LONGEST_JUDGED)
    found = _JUDGED.search(clean, low, reading.lead_start)
    return found[1] or found[2] if found else ""


LONGEST_JUDGED = 16  # signs before the words of a rank, in which the contest is named
_WON_IN = re.compile("获得?([一-鿿]{2,12}(?:竞赛|大赛|比赛|考核|评比|考评))$")  # 东浦镇获经济提质竞赛第一名
_JUDGED = re.compile(
    "([一-鿿]{0,2}(?:评价|考核|考评|评比|测评))(?:结果|情况)?[一-鿿]{0,6},$"
    "|(?:全[国省市县]|的)([一-鿿]{0,8}[百千十]强[县镇市区村]?)(?:榜单?|名单|排名)?[上中],$"
)


def _on_topic(reading: Reading, clean: str) -> str:
    """在固定资产投资上,全区达到800亿元: what the sentence says it is about."""
    found = _ON.match(clean, reading.sentence.start, reading.start)
    return found[1] if found and reading.lead_start <= found.end() + LONGEST_TOLD else ""


_ON = re.compile("在([一-鿿]{2,10}?)[上面],")
_TOTAL = re.compile("^.{2,}?((?:计划|估算|概算|协议)?总投资)$")
_CLASS = re.compile(
    "(?:(?:重点|在建|续建|新建|开工|签约|产业|民生|工业|交通|水利)(?:项目|工程)|重点|产业|[类业级])$|^(?:项目|工程)$"
)


_SITE = re.compile(
    "^(?:该[一-鿿]{1,3}|[该这批]*项目|[一-鿿]{2,}?项目|[一-鿿]{2,}?(?:基地|中心|公园|园区?|改造|地块|片区|[一二三四]期|馆|厂|客厅|大厅|医院|学校|[中小大]学|广场))(?:总?规划)?(?=总?(?:用地|占地|建筑)(?:面积)?$|总面积$)"
)


def _total(phrase: str, reading: Reading) -> str:
    """东浦安置点总投资: the total of one project is told without its name, that of a class with it (重点项目总投资)."""
    if reading.unit.kind is Kind.AREA:
        return _SITE.sub("", phrase)
    found = _TOTAL.match(phrase) if reading.unit.kind is Kind.MONEY else None
    return phrase if found is None or _CLASS.search(phrase[: found.start(1)]) else found[1]


_GIVES = re.compile("的([一-鿿]{2,4}?)(?:贡献|创造|产出|提供)了?$")
_GIVEN = re.compile("的([一-鿿]{2,6})$")


def _given_for(reading: Reading) -> str:
    """甲类企业以15%的用地贡献了46%的税收: the second share is named like the first, by what it is a share of."""
    prior = reading.prior
    if prior is None or reading.unit.kind is not Kind.PERCENT or prior.unit.kind is not Kind.PERCENT:
        return ""
    taken, given = _GIVES.fullmatch(reading.lead), _GIVEN.match(reading.tail)
    if taken is None or given is None:
        return ""
    return (prior.indicator or "").removesuffix(taken[1]) + given[1]


_TRADE_ACTS = re.compile("([\u4e00-\u9fff]{1,6}?业)(?=保持|面临|受|因|在|继续|持续|呈|逆势|稳步|快速|增长|回暖)")
_OF_TRADE = re.compile("(?:出口|进口|销售|成交|交易|利润)[额量]|(?:年|总)?产[值量]|营收|营业收入|销量|规模|从业人员")
_TRADE = re.compile("[\u4e00-\u9fff]{1,8}?(?:产业|行业|业)(?![园带区链集基])(?![\u4e00-\u9fff]{0,1}$)")


def _clause_start(reading: Reading, clean: str, comma: int) -> int:
    """Where the clause begins that ends in a comma, whose list may have marks of its own."""
    return max(clean.rfind(sign, reading.sentence.start, comma) for sign in ",:") + 1 or reading.sentence.start


def _trade_before(reading: Reading, cuts: Cuts, clean: str) -> str:
    """家具产业回暖,出口额8亿元: the trade that the clause before the comma speaks of, if it has no figure."""
    comma = reading.lead_start - 1
    if comma <= reading.sentence.start or clean[comma] != ",":
        return ""
    start = max(clean.rfind(sign, reading.sentence.start, comma) for sign in ",:、") + 1 or reading.sentence.start
    if reading.prior is not None and reading.prior.end > start:
        return ""
    found = _TRADE.match(cuts.without(clean[start:comma], start, comma).split(CUT)[-1])
    if found is None:
        start = _clause_start(reading, clean, comma)
        found = _TRADE_ACTS.match(cuts.without(clean[start:comma], start, comma).lstrip(CUT))
        return found[1] if found else ""  # 纺织业面临原材料上涨、用工成本增加,实现产值3.8亿元
    return found[0]


def _extreme(reading: Reading, cuts: Cuts) -> str:
    """The phrase of the figure before it for one that is its longest or highest, times and actors aside."""
    prior = reading.prior
    if prior is None or prior.unit.base != reading.unit.base:
        return ""
    return extreme_of(prior, cuts.without(reading.lead, reading.lead_start, reading.start).replace(CUT, ""))


_TIME = re.compile("(?:的)?时间")
_THINGS = re.compile("(?:以上|以下|左右)?的([\u4e00-\u9fff“”‘’·—、]{2,40})(?=[,;。(（]|$)")
_HELD = re.compile("(?:投资|资金|产值|收入|总额|额|款|贷款|营收|税收|支出|成本|价值)$")


def _things_after(reading: Reading, clean: str) -> str:
    """须完成1200户的签约、腾空和拆除: the whole list behind 的 is what is measured."""
    if reading.unit.kind not in {Kind.COUNT, Kind.MONEY} or _HELD.search(reading.lead):
        return ""
    found = _THINGS.match(clean, reading.end, reading.sentence.end)
    return found[1] if found and "、" in found[1] else ""


_HANDLES = re.compile("[把将]$")


def _handled(reading: Reading) -> str:
    """把80亩滩涂流转给企业: a measure of something that is dealt with is named by the words behind it."""
    return noun_of(reading) if reading.unit.kind in _EXTENTS and _HANDLES.search(reading.lead) else ""


def _task(reading: Reading, lead: str, cuts: Cuts) -> str:
    """What was done in a time: the words behind it, or before it where none follow (none at all: what comes next)."""
    tail = cuts.without(reading.tail, reading.end, reading.tail_end)
    tail = tail.replace(CUT, "")
    tail = re.sub("^(?:多|以?内|之内|左右|以上)?(?:的?时间)?[就即的]?", "", tail)
    tail = _FOR_WHOM.sub("", tail)
    if len(tail) >= 2 and not RANKED.match(tail):
        return ("" if lead in _IDLE or _USES.search(reading.lead) else lead) + tail[:10]
    return lead if lead not in _IDLE else ""


_FOR_WHOM = re.compile(
    "^[为帮给][\u4e00-\u9fff]{0,8}?(?:企业|农户|群众|商户|居民|村民|老人|项目)(?=[\u4e00-\u9fff]{3})"
)
_USES = re.compile("用了?$")
_IDLE = frozenset(
    {"", "用", "我们", "历时", "耗时", "我们用", "用时", "要求", "需要", "需", "连续", "已连续", "过去", "近", "最近"}
)


_VERB_LEAD = re.compile(
    "(?:设立(?:规模|总规模)?|启动|投入|安排|发放|兑现|获得?|争取|募集|筹集|建立|拨付|下达|提供|授信|申请|给予|减免)了?$"
)


def _named_behind(reading: Reading, lead: str) -> str:
    """设立5000万元转贷资金池: money whose verb says nothing is named by what stands behind it."""
    lead = _ALONG.sub("", lead) if lead.startswith("沿") else lead
    verb = _VERB_LEAD.fullmatch(lead) or lead.endswith(("给予", "获得"))
    built = _BUILDING.match(reading.tail) or (lead == "投入" and reading.tail.startswith("的"))
    if reading.unit.kind is Kind.MONEY and verb and not built:
        return noun_of(reading) or lead
    held = _OF_THING.match(reading.tail) if reading.unit.kind in _HANDED_OUT and "的" in reading.tail[:4] else None
    if held and _GIVES_TO.fullmatch(lead):
        return lead + held[1]
    if reading.unit.kind in _EXTENTS and (last_verb().fullmatch(lead) or _SIGN_DONE.fullmatch(lead)):
        return lead + noun_of(reading)
    if reading.unit.kind is Kind.DURATION and lead.endswith("连续"):
        return lead + reading.tail[:LONGEST_TOLD]
    works = _WORKS.match(reading.tail) if reading.unit.kind is Kind.MONEY and lead.endswith("投资") else None
    if works is not None:
        return "投资" + works[1]
    done = _SHARE_DONE.match(reading.tail) if reading.unit.kind is Kind.PERCENT and lead.endswith("完成") else None
    if done is not None:
        return "完成" + done[1]
    if reading.unit.kind in _EXTENTS and lead[-1:] in {"和", "及", "与"} and reading.tail.startswith("的"):
        return noun_of(reading) or lead
    if reading.unit.kind in _EXTENTS and _WITHIN.search(reading.lead) and not MEASURE_NOUN.search(lead):
        return noun_of(reading) or lead
    if reading.unit.kind in _EXTENTS and _HAS.fullmatch(lead) and noun_of(reading):
        return noun_of(reading)
    if reading.unit.kind is Kind.AREA and _STANDS.match(reading.tail):
        return noun_of(reading) or lead
    plot = _PLOT.match(reading.tail) if reading.unit.kind is Kind.AREA else None
    if plot is not None:
        return plot[1]
    paid = _ALLOWANCE.match(reading.tail) if reading.unit.kind is Kind.MONEY and _TO_EACH.search(reading.lead) else None
    if paid is not None:
        return paid[0]
    before = reading.prior.unit.kind if reading.prior is not None else None
    things = before is Kind.COUNT and not MEASURE_NOUN.search(lead)  # 清理死角410处、垃圾560吨
    shares = reading.unit.kind in _EXTENTS and (before is reading.unit.kind or things)
    return with_shared_verb(lead, reading) if shares else lead


_ALONG = re.compile("^沿[一-鿿]{2,4}?(?=(?:建成|新建|建设|改造|铺设|打造)$)")  # 沿仕溪建成12公里茶香产业带
_WITHIN = re.compile("(?:范围内|红线内|线内|区内|沿线|周边)(?:约|近)?$")  # 红线内约3350平方米违建
_HAS = re.compile("(?:配套)?(?:建|设|配)有?")  # 配套建有1500平方米停车场
_PLOT = re.compile("([一-鿿()“”]{2,14}(?:示范园|基地|示范片|示范区|高标准农田项目))(?=$|[、,])")  # 200亩茶叶示范园
_STANDS = re.compile("的[一-鿿]{2,6}被[一-鿿]{2,4}$")  # 楼顶75平方米的违法建筑被拆除
_TO_EACH = re.compile("(?:每[人户村家名](?:每[年月])?|给予|发放)$")
_ALLOWANCE = re.compile("(?:的)?[一-鿿]{0,6}(?:补贴|补助|津贴|奖励|资助|生活费)")  # 发放每人每月50元高龄补贴
_WORKS = re.compile("(?:推进|实施|启动)([一-鿿—]{2,16}(?:工程|项目))$")  # 投资23亿元推进围垦工程
_SHARE_DONE = re.compile("的?([一-鿿]{2,8}?(?:任务|计划|工程量|工作量|(?=工作)))(?:工作)?$")  # 完成60%的拆迁任务
_OF_THING = re.compile("(?:以上|左右|以内)?的([\u4e00-\u9fff]{2,6})$")
_GIVES_TO = re.compile(
    "(?!.*(?:投资|产值|收入|规模|价值|总额|面积|投入|占地|用地|全长|总长|总价))[\u4e00-\u9fff]{2}"
)  # 补回1200万元的缺口
_SIGN_DONE = re.compile(".了")  # 收了3吨梨
LONGEST_TOLD = 8
_BUILDING = re.compile("的?(?:建设|打造|改造|修建|新建|建成|用于|支持|扶持|购买)")
_HANDED_OUT = frozenset({Kind.MONEY, Kind.AREA, Kind.LENGTH})
_EXTENTS = frozenset({Kind.AREA, Kind.LENGTH, Kind.MASS, Kind.VOLUME})
