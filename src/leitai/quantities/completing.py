"""Phrases that say nothing by themselves and lean on the figure before them (增速, 占全市, 两项都是)."""

import re

from leitai.quantities.figures import Role
from leitai.quantities.reading import Reading
from leitai.quantities.shares import PER_HEAD, done_of_plan, is_aside, is_share, is_yardstick, share_of_level
from leitai.quantities.sharing import ANAPHORA
from leitai.quantities.topics import bare_deed
from leitai.quantities.trimming import AGAINST, DEGREE, NAMELESS, PEERS, SHORT, change
from leitai.quantities.units import Kind
from leitai.quantities.yardsticks import SHIFTS, is_times

_SUMMED = re.compile("[类项种大]")
_LIST = re.compile("[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,10})+")


def _summed_up(phrase: str, reading: Reading) -> str:
    """扬尘、油烟、噪声三类占四成: the list that a number sums up is what has the share, or the rank."""
    one = reading.prior
    if one is None or one.end != reading.lead_start:
        return ""
    ranked = _INDICATORS.match(reading.lead) if reading.role is Role.RANK and one.token.printed == "项" else None
    if ranked is not None and _ABOVE_SAID.fullmatch(one.lead):
        return _names(one.prior, int(one.token.low or 0)) + (ranked[1] or "")  # 以上3项指标均居首位
    if not _LIST.fullmatch(one.lead):
        return ""
    if ranked is not None:
        return one.lead + (ranked[1] or "")
    if reading.unit.kind is not Kind.PERCENT or not phrase.startswith("占"):
        return ""
    return one.lead + phrase if _SUMMED.fullmatch(one.token.printed or "") else ""


_INDICATORS = re.compile("(?:主要)?指标(增速|增幅|总量)?")  # 投资、产值、税收三项指标增速均居第一
_ABOVE_SAID = re.compile("[,;]?(?:以上|上述|这)")


def _names(reading: Reading | None, count: int) -> str:
    """What the last `count` indicators are called that were told up to a figure of its sentence, joined."""
    names: list[str] = []
    for _ in range(LOOKED_BACK):
        if reading is None or len(names) == count:
            break
        if reading.indicator and reading.indicator not in names:
            names.insert(0, reading.indicator)
        reading = reading.prior
    return "、".join(names)


def completed(phrase: str, reading: Reading, latest: Reading | None) -> str:
    """A phrase that says nothing by itself (增速, 高于全市平均, 两项都是) leans on the figure before it."""
    summed = _summed_up(phrase, reading)
    if summed:
        return summed
    if latest is None or latest.sentence.paragraph != reading.sentence.paragraph:
        return phrase
    graded = _of_grade(phrase, reading)
    if graded:
        return graded
    while latest.prior is not None and (
        latest.role is Role.QUALIFIER
        or _is_peers(latest, reading)
        or is_aside(latest, reading)
        or latest.start > reading.lead_start
        or (is_yardstick(latest) and reading.unit.base != "pp")
    ):
        latest = latest.prior
    if reading.role is Role.RANK and latest.start > reading.lead_start:
        return phrase  # 在90个县市区中排名第五: among how many is not what is ranked
    part = _part_of_deed(phrase, reading)
    if part:
        reading.rules.append("part of the deed")
        return part
    near = latest.sentence is reading.sentence or reading.sentence.joined
    leaning = _leaning(phrase, reading, latest) if near else ""
    return leaning or _taken(phrase, reading, latest)


_BATCH = re.compile("第[一二三四五六]批")  # 改造计划2100户(其中:第一批808户、第二批1292户)
_GRADES = frozenset({"国家级", "省级", "市级", "州级", "县级", "区级", "镇级"})


def _of_grade(phrase: str, reading: Reading) -> str:
    """建设项目27项(省级6项、市级5项): of what grade the things counted before are."""
    batch = _BATCH.fullmatch(phrase) is not None
    if not (phrase in _GRADES or batch) or reading.unit.kind is not Kind.COUNT:
        return ""
    one = reading.earlier
    for _ in range(LOOKED_BACK):
        if one is None:
            break
        whole = one.indicator or ""
        if one.unit.base == reading.unit.base and whole and whole[:3] not in _GRADES and whole[:2] not in _GRADES:
            reading.rules.append("grade of the things")
            return whole if batch else phrase + whole
        one = one.earlier
    return ""


def _is_peers(latest: Reading, reading: Reading) -> bool:
    """Whether a count only tells among how many the rank behind it stands (53个县市第1)."""
    return reading.role is Role.RANK and reading.lead_start == latest.end and PEERS.fullmatch(reading.lead) is not None


LONGEST_LOOK = 6  # figures before a part among which its whole is looked for


def _part_of_deed(phrase: str, reading: Reading) -> str:
    """办理审批事项9000件。其中区中心办理5000件: parts of a deed have its whole phrase."""
    if reading.unit.kind not in {Kind.COUNT, Kind.MONEY}:
        return ""
    deed, prior = phrase[-2:], reading.prior
    prior = prior.prior if prior is not None and prior.role is Role.GROWTH else prior
    goes_on = prior is not None and "part of the deed" in prior.rules
    if not goes_on and not reading.lead.startswith("其中"):
        return ""
    if len(phrase) < SHORT or not bare_deed().fullmatch(deed):
        return ""
    one = reading.earlier
    for _ in range(LONGEST_LOOK):
        if one is None or one.sentence.number < reading.sentence.number - 1:
            break
        whole = one.indicator or ""
        if one.unit.base == reading.unit.base and whole.startswith(deed) and len(whole) > len(deed) + 1:
            return whole
        one = one.earlier
    return ""


def _leaning(phrase: str, reading: Reading, latest: Reading) -> str:
    """A phrase of one word that needs the phrase before it (增幅, 户均, 占全市); nothing for any other."""
    before = latest.indicator or ""
    if reading.role is Role.RANK and reading.lead.lstrip(",").startswith("数量"):
        return _joined(_outside(latest).indicator or "", "数量")
    if ANAPHORA.match(phrase):
        return _of_both(reading, latest)
    if reading.role is Role.GROWTH and (phrase in DEGREE or phrase in {"新", "新增"}):
        return before
    if _TWO_DEGREES.fullmatch(phrase):
        return (_level(latest).indicator or "") + phrase
    if is_share(phrase, reading):
        return share_of_level(phrase, reading, latest)
    grown = _of_stem(phrase, reading, before)
    if grown:
        return grown
    if phrase == "新增" and _adds_to(reading, latest):
        return phrase + before
    before = _whole_of(phrase, reading, latest) or before
    under = _UNDER_WAY.match(before)
    if under is not None and len(phrase) == SHORT and bare_deed().fullmatch(phrase):
        return under[1] + phrase
    turns = phrase in _TURNS and reading.role is Role.MEASURE and latest.role is Role.GROWTH
    if turns or phrase in _NUMBERS:
        return _joined(before, phrase)
    if phrase in PER_HEAD or phrase in SHIFTS or phrase in DEGREE:
        return _joined(before, phrase)
    if phrase[:SHORT] in DEGREE and AGAINST.match(phrase, SHORT):
        return _joined(before, phrase[:SHORT])
    if _HANDED.fullmatch(phrase) and reading.unit.kind is Kind.MONEY is latest.unit.kind:
        return _HANDED_END.sub(phrase, before) if _HANDED_END.search(before) else ""
    return ""


_TWO_DEGREES = re.compile("(?:总量|增速|增幅)[和与、](?:总量|增速|增幅|占比|均量)")


def _level(reading: Reading) -> Reading:
    """The amount before the shares and growths that are told of it (增加值41亿元,占8%,总量和占比居首位)."""
    for _ in range(LONGEST_LOOK):
        if reading.prior is None or not (reading.unit.kind is Kind.PERCENT or "占" in (reading.indicator or "")):
            break
        reading = reading.prior
    return reading


def _whole_of(phrase: str, reading: Reading, latest: Reading) -> str:
    """新增商户300家,总量突破1万家: all of them; 办理转贷63笔、4.82亿元,笔数多9笔: those of that unit."""
    if phrase in _STOCK and reading.role is Role.MEASURE:
        return _NEW.sub("", latest.indicator or "")
    return (_like(reading, latest) or "") if phrase in _NUMBERS and reading.role is not Role.MEASURE else ""


def _outside(latest: Reading) -> Reading:
    """民宿3088家(省等级118家),数量居全省第1: what the brackets stand behind."""
    return latest.prior if latest.lead.startswith("(") and latest.prior is not None else latest


def _adds_to(reading: Reading, latest: Reading) -> bool:
    """企业达到1157家,新增166家: so many more of the same things."""
    alike = reading.unit.base == latest.unit.base and reading.token.printed == latest.token.printed
    return alike and reading.role is latest.role is Role.MEASURE and not (latest.indicator or "").startswith("新")


_NUMBERS = frozenset({"笔数", "户数", "件数", "人数"})  # 办理转贷63笔、4.82亿元,笔数比10月多9笔
_UNDER_WAY = re.compile("([一-鿿]{2,4}(?:改造|整治|征收|征迁))(?=[一-鿿]{2}$)")  # 城中村改造签约…,拆除…
_TURNS = frozenset({"增收", "减收", "增加", "减少", "提效"})  # 企业所得税下降2%,减收297万元
_HERD = frozenset({"存栏", "出栏"})  # 生猪存栏9500头、出栏4800头
_CLEARED = re.compile("拆除|征收|整治|清理|改造|流转")  # 拆除违建12处,面积达2500平方米
_DIMENSIONS = frozenset("长宽高深厚")
_BALANCE = re.compile("(?<=[\u4e00-\u9fff]{2})余额$")
_PAID = re.compile("(?<=[\u4e00-\u9fff]{2})投[入资]$")  # 环岛公路投入2亿元改造9公里
_BUILT = frozenset({Kind.LENGTH, Kind.AREA})
_BACK_TO = re.compile("恢复[到至][^,]*$")


def _follows(reading: Reading) -> bool:
    """Whether a figure stands in the clause of the money before it."""
    prior = reading.prior
    return prior is not None and prior.unit.kind is Kind.MONEY and reading.lead_start == prior.end


def _of_stem(phrase: str, reading: Reading, before: str) -> str:
    """A phrase that is the other half of the one before: its width, what is new of a balance, its recovery."""
    if phrase in _DIMENSIONS and before[-1:] in _DIMENSIONS and reading.unit.kind is Kind.LENGTH:
        return before.removeprefix("该")[:-1] + phrase
    if _PAID.search(before) and _follows(reading) and reading.unit.kind in _BUILT and bare_deed().fullmatch(phrase):
        return _PAID.sub("", before) + phrase
    if phrase in _HERD and before[-SHORT:] in _HERD and len(before) > SHORT:
        return before[:-SHORT] + phrase
    cleared = _CLEARED.search(before) if phrase in {"面积", "总面积"} and reading.unit.kind is Kind.AREA else None
    if cleared is not None:
        return cleared[0] + phrase
    if phrase == "新增" and reading.unit.kind is Kind.MONEY and _BALANCE.search(before):
        return _BALANCE.sub("", before) + phrase
    if phrase == "恢复" and reading.unit.kind is Kind.PERCENT and _BACK_TO.search(reading.lead):
        return before + phrase
    return ""


def _taken(phrase: str, reading: Reading, latest: Reading) -> str:
    """The phrase of the figure before for one that names nothing (同比增长, 共); any other is as it is."""
    before = latest.indicator or ""
    done = done_of_plan(reading, before) if phrase in NAMELESS else ""
    if done or not (phrase in NAMELESS or change().fullmatch(phrase) or is_times(phrase, reading)):
        return done or phrase
    reading.rules.append("phrase taken over")
    above = _ABOVE.fullmatch(reading.lead) if reading.role is Role.MEASURE else None
    if above is not None and reading.link != "to":
        return before + above[1]
    listed = latest.sentence is reading.sentence and reading.listed
    told = reading.role is not Role.MEASURE or reading.unit.kind is Kind.PERCENT
    phrase = "" if reading.unit.kind is Kind.COUNT and latest.unit.kind is Kind.MONEY else phrase
    if told or phrase or listed or AGAINST.match(reading.lead):
        return _of_one(before, reading, latest)
    return _of_one(_like(reading, latest) or _of_things(before, reading, latest), reading, latest)


# 增加值高于全省2.5个百分点: how far it is above a mean is told of it, and is not its growth
_ABOVE = re.compile("((?:高于|低于|高出)全[省市县区国](?:平均)?(?:水平|值)?)(?:约|近)?")


def _of_one(before: str, reading: Reading, latest: Reading) -> str:
    """各村平均得分82分,甲村以95分居首: one of many has no mean, but what the mean is of."""
    alone = reading.actor_source == "clause" and reading.actor != latest.actor
    levels = reading.role is not Role.GROWTH and not AGAINST.match(reading.lead)
    return before.removeprefix("平均") if alone and levels and len(before) > SHORT * 2 - 1 else before


_HANDLING = "申请|审批|批准|授信|下达|安排|筹集|募集|到账|到位|拨付|发放|兑现|支出|使用"
_HANDED = re.compile(_HANDLING)
_HANDED_END = re.compile(f"(?<=[\u4e00-\u9fff]{{2}})(?:{_HANDLING})$")  # 补贴资金申请5万元,发放4万元
_MEASURED = re.compile("(?<=[\u4e00-\u9fff]{2})(?:总?面积|总?金额|总额|总量|里程|长度|产值|投资)$")


def _of_things(before: str, reading: Reading, latest: Reading) -> str:
    """搬迁面积300平方米,共9户: a count that takes over the phrase of a measure leaves out what was measured."""
    if reading.unit.kind is not Kind.COUNT or latest.unit.kind is Kind.COUNT:
        return before
    return _MEASURED.sub("", before)


def _joined(before: str, phrase: str) -> str:
    """A phrase behind the one it leans on, once; 增速 takes the place of 总量."""
    if phrase in DEGREE:
        before = next((before.removesuffix(one) for one in DEGREE if one != phrase and before.endswith(one)), before)
    return before if before.endswith(phrase) else before + phrase


LOOKED_BACK = 40  # figures before one that takes over a phrase


def _like(reading: Reading, latest: Reading) -> str | None:
    """The phrase of the last figure in the same unit that is no time taken."""
    one: Reading | None = latest
    for _ in range(LOOKED_BACK):
        if one is None or one.sentence.paragraph != reading.sentence.paragraph:
            break
        part = one.lead.startswith("其中") and one.sentence is not reading.sentence and not reading.sentence.joined
        if one.unit.base == reading.unit.base and one.role is not Role.QUALIFIER and not part:
            return one.indicator
        one = one.earlier
    return None


def like_of_list(reading: Reading, prior: Reading) -> str | None:
    """民宿126家、床位2400张,其中甲镇28家、390张: each of a list of parts is named like the whole in its unit."""
    taken = "phrase taken over" in prior.rules or "phrase of the list" in prior.rules
    if not taken or prior.prior is None or reading.unit.base == prior.unit.base or reading.unit.kind is Kind.PERCENT:
        return None
    reading.rules.append("phrase taken over")
    return _like(reading, prior.prior)


_STOCK = frozenset({"总量", "总数", "存量"})
_NEW = re.compile("^(?:累计)?新增(?=[\u4e00-\u9fff]{2})")  # 新增商户300家,总量突破1万家: all of them
_DEGREES = re.compile("增幅|降幅|涨幅")


def _of_both(reading: Reading, latest: Reading) -> str:
    """两项都是: the two indicators last told before it, joined."""
    named = _DEGREES.search(reading.lead)
    ending = (named[0] if named else "增速") if latest.role is Role.GROWTH and reading.role is Role.RANK else ""
    return _names(latest, len("两项")) + ending
