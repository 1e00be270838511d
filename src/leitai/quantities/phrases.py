"""The phrase that names what a figure measures: what its clause says without time, actor and verbs of change."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from leitai.quantities.clauses import without_brackets
from leitai.quantities.figures import Role
from leitai.quantities.lexicon import any_of, one_of, table, words
from leitai.quantities.links import flow_verb, respectively, verbs
from leitai.quantities.reading import Reading
from leitai.quantities.units import Kind

LONGEST = 20
CUT = "\x00"


@cache
def _start(key: str, guard: str) -> re.Pattern[str]:
    return re.compile(f"(?:(?!{any_of(guard)}){any_of(key)})+")


@cache
def _end() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of('lead_out')}|{any_of('change_to')})$")


@cache
def _change() -> re.Pattern[str]:
    names = "|".join(any_of(key) for key in ("yoy", "mom", "cagr", "up", "down", "change_to"))
    return re.compile(f"(?:{names}|幅度|速度|率|速|幅|净)+$")


@cache
def _counted_noun() -> re.Pattern[str]:
    return re.compile(f"[\u4e00-\u9fff]{{0,8}}?{one_of(table('units')['nouns'])}")


@cache
def _changes() -> re.Pattern[str]:
    return re.compile(any_of("change_to"))


@cache
def _rank_tail() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of('rank_verbs')}|{any_of('scopes')}).*$")


@cache
def _noun_stop() -> re.Pattern[str]:
    return re.compile(any_of("noun_stops"))


@cache
def _last_verb() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of('count_verbs')})+了?$")


_MARKS = re.compile(r"^[、,/的了\s—）)-]+|[、,/\s的—（(-]+$")
_INNER = re.compile(
    "(?:(?<=[\u4e00-\u9fff]{2})(?<!即)将(?![军来要])|(?<!公)共(?![同建享富有治产])|累计|已经?(?!知)|总共|合计|一共)"
    "(?=[\u4e00-\u9fff]{2})"
)
_AGAINST = re.compile("^(?:同)?(?:比|较|高于|高出|低于|多于|少于|与|快于|优于|超出?(?!序))")
_LISTED = re.compile("^(.*?)([\u4e00-\u9fff]{2}了).*等$")
_APART = re.compile("(?:剔除|扣除|按|不含)[^,]{0,12}?(?:因素|口径|影响)后?")
_DEGREE = frozenset({"增幅", "增速", "降幅", "涨幅", "总量", "增量", "总额", "总数"})
_ANAPHORA = re.compile("^(?:[两三四五六2-6]项(?:指标)?|两者|前者|后者|均|都)")
_FROM_TAIL = re.compile("(?:[从由]|的)*$")
_NAMELESS = frozenset(
    {"", "共", "占", "率", "增长", "完成", "达到", "同期", "比重", "数", "等", "翻了", "翻", "居", "列"}
)


def name(readings: Sequence[Reading], cuts: Sequence[tuple[int, int]], clean: str) -> None:
    """Set the phrase of every reading. `cuts` are the places of times and actors, in order."""
    starts = [start for start, _ in cuts]
    latest: Reading | None = None
    for reading in readings:
        reading.indicator = _bare(_phrase(reading, latest, cuts, starts, clean)) or None
        latest = reading
    for run in respectively(readings):
        _deal_out(run, cuts, starts, clean)
    _lend(readings)


_WHOLE_QUOTE = re.compile("[“‘「]([^“”‘’「」]*)[”’」]")


def _bare(phrase: str) -> str:
    """A phrase without the quotation marks that hold all of it, and without marks of what was cut out."""
    phrase = phrase.replace(CUT, "")
    found = _WHOLE_QUOTE.fullmatch(phrase)
    return found[1] if found else phrase


def _lend(readings: Sequence[Reading]) -> None:
    """A time taken that names nothing itself is about the next figure: 仅用15天,解决了3大难题."""
    following: Reading | None = None
    for reading in reversed(readings):
        if reading.role is Role.QUALIFIER and following is not None and following.sentence is reading.sentence:
            reading.of = following if following.role is not Role.QUALIFIER else following.of
            if reading.indicator is None and reading.of is not None:
                reading.indicator = reading.of.indicator
        following = reading


def _phrase(
    reading: Reading, latest: Reading | None, cuts: Sequence[tuple[int, int]], starts: list[int], clean: str
) -> str:
    prior = reading.prior
    if reading.link in {"list", "to"} and prior is not None:
        reading.rules.append(f"phrase of the {reading.link}")
        return prior.indicator or ""
    listed = _things_after(reading, clean)
    if listed:
        return listed
    lead = _lead(reading, cuts, starts, clean)
    if reading.role is Role.QUALIFIER:
        return _task(reading, lead, cuts, starts)
    if reading.unit.kind in {Kind.COUNT, Kind.RANK} or not lead or _TIME.match(reading.tail):
        phrase = _counted(reading, lead)
    else:
        phrase = _named_behind(reading, lead)
    return _completed(phrase, reading, latest)


_TIME = re.compile("(?:的)?时间")
_THINGS = re.compile("(?:以上|以下|左右)?的([\u4e00-\u9fff“”‘’·—、]{2,40})(?=[,;。(（]|$)")
_HELD = re.compile("(?:投资|资金|产值|收入|总额|额|款|贷款|营收|税收|支出|成本|价值)$")


def _things_after(reading: Reading, clean: str) -> str:
    """须完成3787户以上的签约、腾空和拆除: the whole list behind 的 is what is measured."""
    if reading.unit.kind not in {Kind.COUNT, Kind.MONEY} or _HELD.search(reading.lead):
        return ""
    found = _THINGS.match(clean, reading.end, reading.sentence.end)
    return found[1] if found and "、" in found[1] else ""


def _task(reading: Reading, lead: str, cuts: Sequence[tuple[int, int]], starts: list[int]) -> str:
    """What was done in a time: the words behind it, or before it where none follow (none at all: what comes next)."""
    tail = _without(reading.tail, reading.end, reading.tail_end, cuts, starts)
    tail = tail.replace(CUT, "")
    tail = re.sub("^(?:多|以?内|之内|左右|以上)?[就即的]?", "", tail)
    if len(tail) >= 2 and not _rank_tail().match(tail):
        return ("" if lead in _IDLE else lead) + tail[:10]
    return lead if lead not in _IDLE else ""


_IDLE = frozenset(
    {"", "用", "我们", "历时", "耗时", "我们用", "用时", "要求", "需要", "需", "连续", "已连续", "过去", "近", "最近"}
)


_VERB_LEAD = re.compile("(?:设立|投入|安排|发放|兑现|获得?|争取|募集|筹集|建立|拨付|下达|提供|授信|申请|给予|减免)了?$")


def _named_behind(reading: Reading, lead: str) -> str:
    """设立5000万元转贷资金池: money whose verb says nothing is named by what stands behind it."""
    if reading.unit.kind is Kind.MONEY and _VERB_LEAD.fullmatch(lead) and not _BUILDING.match(reading.tail):
        return _noun(reading) or lead
    if reading.unit.kind in _EXTENTS and _last_verb().fullmatch(lead):
        return lead + _noun(reading)
    return lead


_BUILDING = re.compile("的?(?:建设|打造|改造|修建|新建|建成|用于|支持|扶持|购买)")
_EXTENTS = frozenset({Kind.AREA, Kind.LENGTH, Kind.MASS, Kind.VOLUME})


def _counted(reading: Reading, lead: str) -> str:
    noun = "" if lead and reading.tail.startswith("的") else _noun(reading)
    if reading.unit.kind is Kind.RANK:
        kind = (reading.token.form == "first" and reading.token.printed != "位") or reading.token.printed in _OF_KIND
        return _of_its_kind(lead, noun) if kind else lead
    lead = _LISTED.sub(r"\2", lead)
    if not noun:
        return _with_shared_verb(lead, reading)
    if _DONE_WITH.fullmatch(noun):
        return noun
    if reading.lead.endswith("的"):
        return f"{lead}的{noun}"[-LONGEST:] if lead else noun
    verb = _last_verb().search(lead)
    lead = verb[0] if verb else "" if lead in _IDLE_LEADS else lead
    return (lead + ("了" if lead and reading.lead.endswith("了") and lead[-1] != "了" else "") + noun)[-LONGEST:]


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
    """建成全市首个营商服务中心 is about the thing; 加装全区第一部电梯 about what was done with it."""
    verb = _last_verb().search(lead)
    return noun if verb is None or _BUILT.search(verb[0]) else verb[0] + noun


_IDLE_LEADS = frozenset({"突出抓好", "对", "要求", "把", "将", "我们", "从", "建有"})
_OF_KIND = frozenset({"个", "家", "部", "条", "台", "座", "例", "支", "所", "处"})


def _completed(phrase: str, reading: Reading, latest: Reading | None) -> str:
    """A phrase that says nothing by itself (增速, 高于全市平均, 两项都是) leans on the figure before it."""
    if latest is None or latest.sentence.paragraph != reading.sentence.paragraph:
        return phrase
    while latest.role is Role.QUALIFIER and latest.prior is not None:
        latest = latest.prior
    near = latest.sentence is reading.sentence or reading.sentence.joined
    before = latest.indicator or ""
    if _ANAPHORA.match(phrase) and near:
        return _of_both(reading, latest)
    if phrase in _DEGREE and near:
        return before if reading.role is Role.GROWTH else before + phrase
    if phrase in _NAMELESS or _change().fullmatch(phrase):
        reading.rules.append("phrase taken over")
        listed = latest.sentence is reading.sentence and reading.listed
        follows = reading.role is not Role.MEASURE or reading.unit.kind is Kind.PERCENT or phrase or listed
        return before if follows else _like(reading, latest) or before
    return phrase


def _like(reading: Reading, latest: Reading) -> str | None:
    """The phrase of the last figure in the same unit that is no time taken."""
    one: Reading | None = latest
    while one is not None and one.sentence.paragraph == reading.sentence.paragraph:
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


def _lead(reading: Reading, cuts: Sequence[tuple[int, int]], starts: list[int], clean: str) -> str:
    if reading.link == "shared" and reading.prior is not None:
        return _verb_of(reading.prior)
    start = reading.lead_start
    if reading.link == "subject":
        start = _predicate(clean, start, reading.start)
    text = _without(clean[start : reading.start], start, reading.start, cuts, starts)
    return _best_piece(text, reading)


_AFTER_CUT = re.compile(
    "^(?:之前|以前|期间|以来|以后|[前底末起份内里中上晚止初]|级(?:层面)?|村(?!集体|级|民|居|道|干|书|里|庄|容))+"
)


def _best_piece(text: str, reading: Reading) -> str:
    """The last piece between times and actors that names something; a single sign keeps its 已 or 了."""
    whole = ""
    for piece in reversed(text.split(CUT)):
        trimmed = _trimmed(_AFTER_CUT.sub("", piece) if CUT in text else piece, reading)
        if len(trimmed) == 1:
            found = re.search(f"已{trimmed}|{trimmed}了", piece)
            trimmed = found[0] if found else trimmed
        if len(trimmed) >= 2 and trimmed not in _NAMELESS:
            return trimmed
        whole = whole or trimmed
    return whole


def _predicate(clean: str, start: int, end: int) -> int:
    """Where the verb begins behind a counted subject: behind a noun that is counted (企业 + 缓缴税费), or at a verb."""
    noun = _counted_noun().match(clean, start, end)
    if noun and end - noun.end() >= 2:
        return noun.end()
    found = verbs().search(clean, start, end)
    return found.start() if found else start


def _verb_of(prior: Reading) -> str:
    """The words before the first of two counts that share a verb (惠及 of 惠及5个村1万多群众)."""
    noun = _noun(prior)
    phrase = prior.indicator or ""
    return phrase.removesuffix(noun) if noun else phrase


def _without(text: str, start: int, end: int, cuts: Sequence[tuple[int, int]], starts: list[int]) -> str:
    """The text with times and actors cut out and marked."""
    place = bisect_left(starts, end)
    while place > 0 and cuts[place - 1][1] > start:
        place -= 1
        low, high = cuts[place]
        text = text[: max(0, low - start)] + CUT + text[high - start :]
    return without_brackets(text)


def _trimmed(text: str, reading: Reading) -> str:
    if "actor respectively" in reading.rules:
        text = text.rpartition("分别")[2]
    text = _behind_quotes(text)
    ends = [found.end() for found in _INNER.finditer(text)]
    if ends and len(text) - ends[-1] >= 2:
        text = text[ends[-1] :]
    if reading.unit.kind is Kind.RANK:
        text = _rank_tail().sub("", text)
    text = _shorn(_APART.sub("", text) if reading.role is Role.GROWTH else text, reading)
    if _AGAINST.match(text):
        return ""
    found = _start("lead_in", "protected_in").match(text)
    if found:
        text = text[found.end() :]
    text = _FROM_TAIL.sub("", _before_from(text))
    return _MARKS.sub("", text)[-LONGEST:]


_FROM = re.compile("^(.{2,}?)[从由][^从由到]{0,8}$")


def _before_from(text: str) -> str:
    found = _FROM.match(text)
    return found[1] if found else text


_QUOTES_END = "”’」"


def _behind_quotes(text: str) -> str:
    """What follows the last quotation, where that is a phrase by itself."""
    place = max(text.rfind(sign) for sign in _QUOTES_END)
    return text[place + 1 :] if place >= 0 and len(text) - place > 4 else text


def _shorn(text: str, reading: Reading) -> str:
    previous = None
    grown = reading.role is Role.GROWTH
    while text != previous:
        previous = text
        text = _MARKS.sub("", text)
        if text.endswith(_protected()):
            break
        if grown and text not in _DEGREE:
            text = _change().sub("", text)
        text = _end().sub("", text)
    return text


@cache
def _protected() -> tuple[str, ...]:
    return words("protected_out")


_FROM_WHERE = re.compile("^来自[^,。;]{1,8}?的")
_AFTER = re.compile("^(?:多|余|以上|以下|以内|之内|左右|上下|及以上)?的?")


def _noun(reading: Reading) -> str:
    """The thing counted, from the words after the number up to the first verb or adverb."""
    tail = _FROM_WHERE.sub("", _AFTER.sub("", reading.tail))
    if not tail or _changes().match(tail):
        return ""
    stop = _noun_stop().search(tail, 1)
    noun = _MARKS.sub("", (tail[: stop.start()] if stop else tail))[:LONGEST]
    firm = _FIRMS.match(noun)
    return firm[0] if firm else noun


# Firms and households end the thing counted, unless they only begin a longer word (企业数, 企业家).
_FIRMS = re.compile(
    "[\u4e00-\u9fff]{0,8}?(?:企业|公司|农户|商户|住户|高校|银行)(?![数家主法负代服协联集上总类])(?=[\u4e00-\u9fff])"
)
_ITEMS = re.compile("[、和与及]")


def _deal_out(run: Sequence[Reading], cuts: Sequence[tuple[int, int]], starts: list[int], clean: str) -> None:
    """分别: the names before it, or the figures before it, go to the figures after it in order."""
    first = run[0]
    if "actor respectively" in first.rules:
        if "phrase taken over" in first.rules:
            _give_all(run, _told_before(first, clean) or (first.prior.indicator if first.prior else None))
        return
    before = first.lead.rpartition("分别")[0]
    named = _without(before, first.lead_start, first.lead_start + len(before), cuts, starts)
    items = [item for item in _ITEMS.split(_best_piece(named, first)) if item]
    if len(items) == len(run):
        for reading, item in zip(run, items, strict=True):
            _give(reading, item)
        return
    if not items and first.prior is not None and first.prior.role is Role.RANK:
        _give_all(run, first.prior.indicator)
        return
    earlier = _earlier(first, len(run))
    if earlier and (not items or _ANAPHORA.match(items[0]) or _NAMELESS_ITEM.search(items[-1])):
        for reading, one in zip(run, earlier, strict=True):
            _give(reading, one.indicator)
            reading.of = one


_NAMELESS_ITEM = re.compile("同比|环比|^比|^较|同期|增长|^均|^其$|^$")


def _told_before(first: Reading, clean: str) -> str:
    """瑞安、永嘉投资完成率低于序时进度,分别为…: the words between the divisions and the comma."""
    if first.after_names is None or (first.prior is not None and first.prior.start > first.after_names):
        return ""
    words_between = clean[first.after_names : max(first.after_names, first.lead_start)]
    return _MARKS.sub("", _COMPARED.sub("", words_between.strip(",")))


_COMPARED = re.compile("(?:低于|高于|落后|超过|均|都|列|居|排).*$")


def _give_all(run: Sequence[Reading], phrase: str | None) -> None:
    for reading in run:
        _give(reading, phrase)


def _give(reading: Reading, phrase: str | None) -> None:
    reading.indicator = phrase
    reading.rules.append("respectively")


def _earlier(first: Reading, count: int) -> list[Reading]:
    found: list[Reading] = []
    one = first.prior
    while one is not None and len(found) < count:
        found.append(one)
        one = one.prior
    return found[::-1] if len(found) == count else []
