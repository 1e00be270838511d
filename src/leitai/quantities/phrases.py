"""The phrase that names what a figure measures: what its clause says without time, actor and verbs of change."""

import re
from collections.abc import Sequence
from functools import cache

from leitai.quantities.figures import Role
from leitai.quantities.lexicon import one_of, table
from leitai.quantities.links import RESPECTIVELY, flow_verb, respectively, served, verbs
from leitai.quantities.reading import Reading
from leitai.quantities.shares import PER_HEAD, done_of_plan, is_aside, is_share, share_of_level
from leitai.quantities.sharing import ANAPHORA, deal_out, lend, tell_apart
from leitai.quantities.trimming import (
    AGAINST,
    CUT,
    DEGREE,
    LONGEST,
    MEASURE_NOUN,
    NAMELESS,
    SHORT,
    Cuts,
    best_piece,
    change,
    last_verb,
    noun_of,
    rank_tail,
)
from leitai.quantities.units import Kind
from leitai.quantities.yardsticks import against_yardstick, extreme_of, is_times, shift_among, SHIFTS

_LISTED = re.compile("^(.*?)([\u4e00-\u9fff]{2}了).*等$")


def name(readings: Sequence[Reading], cuts: Cuts, clean: str) -> None:
    """Set the phrase of every reading, and where it stands."""
    latest: Reading | None = None
    for reading in readings:
        _end_tail(reading, cuts)
        reading.indicator = _bare(_phrase(reading, latest, cuts, clean)) or None
        latest = reading
    for run in respectively(readings):
        deal_out(run, cuts, clean)
    lend(readings)
    tell_apart(readings)
    for reading in readings:
        if reading.indicator:
            reading.spans = _places(reading.indicator, reading, clean)


def _end_tail(reading: Reading, cuts: Cuts) -> None:
    """End the words behind a count before the next time or actor (18名专家 每周坐诊)."""
    place = cuts.first_in(reading.end + 2, reading.end + len(reading.tail))
    if place is not None and reading.unit.kind is Kind.COUNT:
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


_MEAN = re.compile("(?<=[人户村亩]均)(?:可(?!支配|比)|[能将就已])(?=[\u4e00-\u9fff]{2})")
_WHOLE_QUOTE = re.compile("[“‘「]([^“”‘’「」]*)[”’」]")


def _bare(phrase: str) -> str:
    """A phrase without the quotation marks that hold all of it, and without marks of what was cut out."""
    phrase = _MEAN.sub("", phrase.replace(CUT, ""))
    found = _WHOLE_QUOTE.fullmatch(phrase)
    return found[1] if found else phrase


_ADJOINS = re.compile("[多余]?、?")


def _adjoins(prior: Reading, reading: Reading, clean: str) -> bool:
    """拆除28处、4360平方米: nothing but a mark stands between the two, so that both measure the same."""
    return reading.role is not Role.QUALIFIER and _ADJOINS.fullmatch(clean, prior.end, reading.start) is not None


def _phrase(reading: Reading, latest: Reading | None, cuts: Cuts, clean: str) -> str:
    prior = reading.prior
    if prior is not None and (reading.link in {"list", "to"} or _adjoins(prior, reading, clean)):
        reading.rules.append(f"phrase of the {reading.link}")
        return prior.indicator or ""
    listed = _things_after(reading, clean) or _handled(reading)
    if listed:
        return listed
    told = against_yardstick(reading) or shift_among(reading) or extreme_of(reading, _words(reading, cuts))
    if told:
        return told
    lead = _lead(reading, cuts, clean)
    if reading.role is Role.QUALIFIER:
        return _task(reading, lead, cuts)
    if reading.unit.kind in {Kind.COUNT, Kind.RANK} or not lead or _TIME.match(reading.tail):
        phrase = _done_to(reading, clean) or _counted(reading, lead)
    else:
        phrase = _named_behind(reading, lead)
    return _completed(phrase or _announced(reading, cuts, clean), reading, latest)


def _announced(reading: Reading, cuts: Cuts, clean: str) -> str:
    """年度计划完成率,水头镇96.8%: before a division and its figure, the clause that says what is told of each."""
    if reading.prior is not None or reading.actor_source != "clause" or RESPECTIVELY.search(reading.lead):
        return ""
    if clean[reading.lead_start - 1] != ",":
        return ""
    start = clean.rfind(",", reading.sentence.start, reading.lead_start - 1) + 1 or reading.sentence.start
    text = cuts.without(clean[start : reading.lead_start - 1], start, reading.lead_start - 1)
    phrase = best_piece(text, reading)
    return phrase if MEASURE_NOUN.search(phrase) else ""


def _words(reading: Reading, cuts: Cuts) -> str:
    """The words before a figure without times and actors."""
    return cuts.without(reading.lead, reading.lead_start, reading.start).replace(CUT, "")


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
    tail = re.sub("^(?:多|以?内|之内|左右|以上)?[就即的]?", "", tail)
    if len(tail) >= 2 and not rank_tail().match(tail):
        return ("" if lead in _IDLE or _USES.search(reading.lead) else lead) + tail[:10]
    return lead if lead not in _IDLE else ""


_USES = re.compile("用了?$")
_IDLE = frozenset(
    {"", "用", "我们", "历时", "耗时", "我们用", "用时", "要求", "需要", "需", "连续", "已连续", "过去", "近", "最近"}
)


_VERB_LEAD = re.compile(
    "(?:设立(?:规模|总规模)?|投入|安排|发放|兑现|获得?|争取|募集|筹集|建立|拨付|下达|提供|授信|申请|给予|减免)了?$"
)


def _named_behind(reading: Reading, lead: str) -> str:
    """设立5000万元转贷资金池: money whose verb says nothing is named by what stands behind it."""
    verb = _VERB_LEAD.fullmatch(lead) or lead.endswith("给予")
    if reading.unit.kind is Kind.MONEY and verb and not _BUILDING.match(reading.tail):
        return noun_of(reading) or lead
    if reading.unit.kind in _EXTENTS and last_verb().fullmatch(lead):
        return lead + noun_of(reading)
    return lead


_BUILDING = re.compile("的?(?:建设|打造|改造|修建|新建|建成|用于|支持|扶持|购买)")
_EXTENTS = frozenset({Kind.AREA, Kind.LENGTH, Kind.MASS, Kind.VOLUME})


def _counted(reading: Reading, lead: str) -> str:
    apart = reading.tail.startswith("的") and not _ONE_OF.search(reading.lead)
    noun = "" if lead and apart else noun_of(reading)
    if reading.unit.kind is Kind.RANK:
        kind = (reading.token.form == "first" and reading.token.printed != "位") or reading.token.printed in _OF_KIND
        return _of_its_kind(lead, noun) if kind else lead
    lead = _LISTED.sub(r"\2", lead)
    if not noun:
        return _with_shared_verb(lead, reading)
    if _DONE_WITH.fullmatch(noun):
        return noun
    if _ONE_OF.search(reading.lead):
        return noun_of(reading) or lead
    if reading.lead.endswith("的"):
        return f"{lead}的{noun}"[-LONGEST:] if lead else noun
    verb = last_verb().search(lead)
    lead = verb[0] if verb else _head_of(lead)
    return (lead + ("了" if lead and reading.lead.endswith("了") and lead[-1] != "了" else "") + noun)[-LONGEST:]


# Words of place, of circumstance, or a list of names: they say which things are counted, not what they are.
_WHICH = re.compile(
    "^(?:[向因给在从对]|来自|会上|眼下|如今|该|周边|附近|最后|沿线|以?前)|(?:街道|[市县区镇乡村期路段]|、[^、]{2,8}|等)$"
)


def _head_of(lead: str) -> str:
    """Words before a count whose noun follows: without those that only say which things; a verb before a list stays."""
    if lead in _IDLE_LEADS:
        return ""
    if not _WHICH.search(lead):
        return lead
    verb = flow_verb().match(lead)
    return verb[0] if verb and verb[0] not in {"完成", "实现"} else ""


_ALL_DONE = re.compile("(?:已?(?:全部|均已?|都已?|悉数|全数)(?:完成)?)([\u4e00-\u9fff]{2,6})$")


def _done_to(reading: Reading, clean: str) -> str:
    """300户全部搬离: what was done with all the things counted names them, where no figure of its own follows."""
    found = _ALL_DONE.match(reading.tail)
    if found is None or reading.unit.kind is not Kind.COUNT:
        return ""
    return found[1] if clean[reading.tail_end : reading.tail_end + 1] in {"", ",", ";", "。", ")", "、"} else ""


_ONE_OF = re.compile("一[支个名批家所座条]$")  # 组建一支28人的队伍: the size of one thing
# 完成旧村562户签约: what was done with the things counted names them.
_DONE_WITH = re.compile("签约|腾空|拆除|搬迁|征收|征迁|安置|整改|改造|销号")


def _with_shared_verb(lead: str, reading: Reading) -> str:
    """走访企业80家、商户20户: the second noun takes the verb of the first."""
    prior = reading.prior
    if prior is None or prior.unit.kind is not Kind.COUNT or not reading.listed:
        return lead
    verb = flow_verb().match(prior.indicator or "")
    if verb is None or not lead or verb[0] in {"完成", "实现"} or len(lead) > LONGEST_SHARED:
        return lead
    return lead if flow_verb().match(lead + "者") else verb[0] + lead


LONGEST_SHARED = 6
_BUILT = re.compile("(?:建成|打造|创建|成立|成为|建设|新建|获评|创成|设立|推出|建立|取得)了?$")


def _of_its_kind(lead: str, noun: str) -> str:
    """建成全省首个智慧菜场 is about the thing; 引种全县第一株柚树 about what was done with it."""
    verb = last_verb().search(lead)
    return noun if verb is None or _BUILT.search(verb[0]) else verb[0] + noun


_IDLE_LEADS = frozenset({"突出抓好", "对", "要求", "把", "将", "我们", "从", "建有"})
_OF_KIND = frozenset({"个", "家", "部", "条", "台", "座", "例", "支", "所", "处"})


def _completed(phrase: str, reading: Reading, latest: Reading | None) -> str:
    """A phrase that says nothing by itself (增速, 高于全市平均, 两项都是) leans on the figure before it."""
    if latest is None or latest.sentence.paragraph != reading.sentence.paragraph:
        return phrase
    while latest.prior is not None and (latest.role is Role.QUALIFIER or is_aside(latest, reading)):
        latest = latest.prior
    near = latest.sentence is reading.sentence or reading.sentence.joined
    before = latest.indicator or ""
    if ANAPHORA.match(phrase) and near:
        return _of_both(reading, latest)
    if phrase in DEGREE and near:
        return before if reading.role is Role.GROWTH else before + phrase
    if near and is_share(phrase, reading):
        return share_of_level(phrase, reading, latest)
    if near and (phrase in PER_HEAD or phrase in SHIFTS):
        return before + phrase
    done = done_of_plan(reading, before) if phrase in NAMELESS else ""
    if done:
        return done
    if phrase in NAMELESS or change().fullmatch(phrase) or is_times(phrase, reading):
        reading.rules.append("phrase taken over")
        listed = latest.sentence is reading.sentence and reading.listed
        told = reading.role is not Role.MEASURE or reading.unit.kind is Kind.PERCENT
        follows = told or phrase or listed or AGAINST.match(reading.lead)
        return before if follows else _like(reading, latest) or before
    return phrase


LOOKED_BACK = 40  # figures before one that takes over a phrase


def _like(reading: Reading, latest: Reading) -> str | None:
    """The phrase of the last figure in the same unit that is no time taken."""
    one: Reading | None = latest
    for _ in range(LOOKED_BACK):
        if one is None or one.sentence.paragraph != reading.sentence.paragraph:
            break
        if one.unit.base == reading.unit.base and one.role is not Role.QUALIFIER:
            return one.indicator
        one = one.earlier
    return None


def _of_both(reading: Reading, latest: Reading) -> str:
    """两项都是: the two indicators before it, joined."""
    other = latest.prior
    names = [one.indicator for one in (other, latest) if one is not None and one.indicator]
    ending = "增速" if latest.role is Role.GROWTH and reading.role is Role.RANK else ""
    return "、".join(dict.fromkeys(names)) + ending


def _lead(reading: Reading, cuts: Cuts, clean: str) -> str:
    if reading.link == "shared" and reading.prior is not None:
        return _verb_of(reading.prior)
    start = reading.lead_start
    if reading.link == "subject":
        start = _predicate(clean, start, reading.start)
    text = cuts.without(clean[start : reading.start], start, reading.start)
    lead = best_piece(text, reading)
    return _with_subject(reading, lead, clean[reading.lead_start : reading.start])


_STATE = re.compile("[已均都全各]")
WHOLE_SUBJECT, CORE_SUBJECT = 6, 2


def _with_subject(reading: Reading, lead: str, clause: str) -> str:
    """46家企业销售4亿元: the things counted before it name a figure with what they do, their last word a longer one."""
    prior = reading.prior
    if prior is None or reading.link != "subject" or len(lead) < SHORT or noun_of(reading):
        return lead
    noun = noun_of(prior)
    if len(noun) < SHORT or noun[-SHORT:] in lead or not clause.startswith(noun) or served().search(prior.lead) or last_verb().search(prior.lead):
        return lead
    if _STATE.match(clause, len(noun)) or reading.role is Role.QUALIFIER:
        return lead
    return noun[-(WHOLE_SUBJECT if len(lead) <= SHORT else CORE_SUBJECT) :] + lead


@cache
def _counted_noun() -> re.Pattern[str]:
    return re.compile(f"[\u4e00-\u9fff]{{0,8}}?{one_of(table('units')['nouns'])}")


def _predicate(clean: str, start: int, end: int) -> int:
    """Where the verb begins behind a counted subject: behind a noun that is counted (企业 + 缓缴税费), or at a verb."""
    noun = _counted_noun().match(clean, start, end)
    if noun and end - noun.end() >= 2:
        return noun.end()
    found = verbs().search(clean, start, end)
    return found.start() if found else start


def _verb_of(prior: Reading) -> str:
    """The words before the first of two counts that share a verb (惠及 of 惠及9个社区3万群众)."""
    noun = noun_of(prior)
    phrase = prior.indicator or ""
    return phrase.removesuffix(noun) if noun else phrase
