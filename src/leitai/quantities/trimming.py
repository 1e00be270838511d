"""Clauses cut down to the words that name something: no times, no actors, no verbs of change, no filling."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from leitai.quantities.clauses import without_brackets
from leitai.quantities.figures import Role
from leitai.quantities.lexicon import SUPERLATIVE, any_of, words
from leitai.quantities.links import around_respectively
from leitai.quantities.reading import Reading
from leitai.quantities.topics import bare_deed
from leitai.quantities.units import Kind

LONGEST, LONGEST_LIST = 20, 60
CUT = "\x00"


class Cuts:
    """The places of times and actors of a text, in order; they are no part of a phrase."""

    def __init__(self, places: Sequence[tuple[int, int]]) -> None:
        self.places = places
        self.starts = [start for start, _ in places]

    def first_in(self, start: int, end: int) -> int | None:
        """Where the first place begins that begins from `start` up to `end`."""
        place = bisect_left(self.starts, start)
        return self.starts[place] if place < len(self.starts) and self.starts[place] < end else None

    def span_in(self, start: int, end: int) -> tuple[int, int] | None:
        """The first place that begins from `start` up to `end`."""
        place = bisect_left(self.starts, start)
        return self.places[place] if place < len(self.starts) and self.starts[place] < end else None

    def without(self, text: str, start: int, end: int) -> str:
        """The text from `start` to `end` with times and actors cut out and marked by CUT."""
        place = bisect_left(self.starts, end)
        while place > 0 and self.places[place - 1][1] > start:
            place -= 1
            low, high = self.places[place]
            text = text[: max(0, low - start)] + CUT + text[high - start :]
        return without_brackets(text)


@cache
def _start(key: str, guard: str) -> re.Pattern[str]:
    return re.compile(f"(?:(?!{any_of(guard)}){any_of(key)})+")


@cache
def _lead_signs() -> frozenset[str]:
    """The first signs of the words that only lead in to a phrase."""
    return frozenset(word[0] for word in words("lead_in"))


@cache
def _end() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of('lead_out')}|{any_of('change_to')})$")


@cache
def ends() -> re.Pattern[str]:
    """Verbs of change and filling at the end of words before a number, as many as stand there."""
    return re.compile(f"(?:{any_of('lead_out')}|{any_of('change_to')})+$")


@cache
def change() -> re.Pattern[str]:
    """Verbs of change and what they are measured against, at the end of a phrase."""
    against = "|".join(any_of(key) for key in ("yoy", "mom", "cagr"))
    names = "|".join(any_of(key) for key in ("up", "down", "change_to"))
    return re.compile(f"(?:{against}|净?(?:{names})(?:幅度|速度|率|速|幅)?)+$")


@cache
def rank_tail() -> re.Pattern[str]:
    """What follows the thing that is ranked (居全县第三)."""
    return re.compile(f"(?:{any_of('rank_verbs')}|{any_of('scopes')}).*$")


@cache
def _rank_verb() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of('rank_verbs')}).*$")


@cache
def last_verb() -> re.Pattern[str]:
    """The verb at the end of the words before a count."""
    return re.compile(f"(?:{any_of('count_verbs')})+了?$")


@cache
def doing() -> re.Pattern[str]:
    """A verb that says what was done, with more behind it."""
    return re.compile(f"(?:{any_of('count_verbs')}|{any_of('doing')})")


MARKS = re.compile(r"^[、,/的了\s—）)-]+|[、,/\s的—（(-]+$")
_INNER = re.compile(
    "(?:(?<=[\u4e00-\u9fff]{2})(?<!即)将(?![军来要])|(?<![公医])共计?(?![同建享富有治产])|累计|已经?(?!知)|总共|合计|一共|[现共]有|近日|日前)"
    "(?=[\u4e00-\u9fff]{2})"
)
_INNER_SIGNS = frozenset("将共累已总合一现有近日")
AGAINST = re.compile("(?:同)?(?:比|较|高于|高出|低于|多于|少于|与|快于|优于|超出?(?!序|[0-9十百千]*[万亿]元?[一-鿿]))")
# 用电成本仅为全省平均的六成: the mean it is a part of.
_BENCHMARK = re.compile(
    "(?<=[\u4e00-\u9fff]{2})[约仅只]?[为是有](?:(?:全[国省市县区]|社会|行业|同类|同行)?平均(?:水平|值)?|市场价|成本价)的?$"
)
_DIGIT = re.compile("[0-9]")
_APART = re.compile("(?:剔除|扣除|按|不含)[^,]{0,12}?(?:(?:因素|口径|影响)后?|价格?计算|价)")
DEGREE = frozenset(
    {"金额", "规模", "增幅", "增速", "降幅", "涨幅", "平均增速", "平均增幅", "总量", "增量", "总额", "总数"}
)
_FROM_SIGNS = frozenset("从由不以的")
_FROM_TAIL = re.compile("(?:[从由不以]|的)*$")
NAMELESS = frozenset(
    {
        "",
        "过",
        "扩",
        "名义",
        "转",
        "挺进",
        "冲刺",
        "冲击",
        "迈向",
        "迈上",
        "跨上",
        "站上",
        "跃上",
        "共",
        "占",
        "率",
        "增长",
        "平均增长",
        "完成",
        "达到",
        "同期",
        "比重",
        "数",
        "等",
        "翻了",
        "翻",
        "得",
        "可比",
        "同口径",
        "居",
        "列",
        "县中",
        "县市区中",
        "乡镇中",
        "镇街中",
    }
)


_AFTER_CUT = re.compile(
    "^(?:之前|以前|期间|以来|以后|(?!前[往来期沿端移进]|底数|起诉|内[部外资]|中[心学小医药国央队专型考职等介餐试标]|上[级市海学门]|晚会|初[中级次信步期夏冬])[前底末起份内里中上晚止初]|级(?:层面)?|村(?!集体|级|民|居|道|干|书|里|庄|容))+"
)


def best_piece(text: str, reading: Reading) -> str:
    """The last piece between times and actors that names something; a single sign keeps its 已 or 了."""
    whole = ""
    pieces = text.split(CUT)
    for place in range(len(pieces) - 1, -1, -1):
        piece = _COMPARES.sub("", pieces[place]) if place + 1 < len(pieces) else pieces[place]
        trimmed = _trimmed(_AFTER_CUT.sub("", piece) if CUT in text else piece, reading)
        if 1 <= len(trimmed) <= SHORT:
            trimmed = _with_adverb(trimmed, piece, timed=_TIMED_SUM.search(reading.lead) is not None)
        if len(trimmed) >= 2 and trimmed not in NAMELESS and not (place and change().fullmatch(trimmed)):
            return _with_owner(trimmed, _trimmed(pieces[place - 1], reading)) if place else trimmed
        whole = whole or trimmed
    return whole


def _with_adverb(phrase: str, piece: str, *, timed: bool) -> str:
    """A single sign with its 已, 再 or 了; a bare verb of two with its 累计, unless a time before it says as much."""
    if timed and len(phrase) == SHORT and piece.startswith("累计"):
        return phrase  # 1—8月 累计放贷
    longer = ("已" + phrase, "再" + phrase, phrase + "了") if len(phrase) == 1 else ("累计" + phrase,)
    return next((words for words in longer if words in piece), phrase)


_TIMED_SUM = re.compile("[年月日度底末来]累计")
_COMPARES = re.compile("[较比与同]$")  # before a time that is only measured by
_OWNER = re.compile("[\u4e00-\u9fff]{2,6}|“[\u4e00-\u9fff]{2,6}”")
SHORT = 2  # a phrase of so few signs behind a time (村集体 去年 增收) is about what stands before it


def _with_owner(phrase: str, before: str) -> str:
    """A short phrase with the words before the time between them, where those are a short name by themselves."""
    owned = len(phrase) <= SHORT and _OWNER.fullmatch(before) and _BODY.search(before) is None
    return before + phrase if owned else phrase


_BODY = re.compile("(?:财政|政府|部门|局|委|办)$")  # 县财政 今年 补助: who does it is no part of the phrase


_MOST = re.compile(f"{SUPERLATIVE}(?:的?是?|,(?:为|达到?|仅为?|有)?)$")
_DATELINE = re.compile("^.{0,8}?(?:[网报社台]讯|报道)[ :]*")


def _without_most(text: str) -> str:
    """A phrase without its 最高; one of two signs keeps it (单笔最高, 利率最低)."""
    found = _MOST.search(text)
    if found is None:
        return text
    kept = found.start() == SHORT and found[0] in {"最高", "最低"} and text[:SHORT] not in DEGREE
    return text if kept else text[: found.start()]


def _trimmed(text: str, reading: Reading) -> str:
    text = _DATELINE.sub("", text) if "讯" in text or "报道" in text else text
    text = _without_most(text) if "最" in text else text
    text = _AT_FIRST.sub("", text) if "原" in text or "以前" in text else text
    if "actor respectively" in reading.rules:
        before, after = around_respectively(text)
        text = after if len(_shorn(after, reading)) >= SHORT else before
    text = _behind_quotes(text) if _QUOTED.search(text) else text
    text = _behind_adverb(text, reading)
    if reading.unit.kind is Kind.RANK:
        text = _ranked(text, reading)
    if reading.unit.kind is Kind.PERCENT and ("平均" in text or "价" in text):
        text = _BENCHMARK.sub("", text)
    text = _shorn(_APART.sub("", text) if reading.role is Role.GROWTH else text, reading)
    if AGAINST.match(text) and not (reading.unit.kind is Kind.COUNT and _DIGIT.search(text)):
        return ""
    text = _ONCE.sub("", text) if "后" in text else text
    found = _start("lead_in", "protected_in").match(text) if text[:1] in _lead_signs() else None
    if found:
        text = text[found.end() :]
    bodies = _OF_BODIES.search(text) if "等" in text else None
    text = text[bodies.end() :] if bodies else text
    if "对" in text and "行" in text:
        text = _DONE_TO.sub("", text)
    if text.startswith("包括"):
        text = _INCLUDING.sub("", text)
    text = _without_subject(_without_doer(text), reading)
    if text.endswith("涉及"):
        text = _TOUCHES.sub("", text)
    text = _GRADED.sub("", text) if "类" in text[-2:] else text
    text = text.removeprefix("完成") if text in {"完成产量", "完成产值"} else text
    text = text.removeprefix("能") if text.startswith(("能完成", "能实现")) else text
    if "企业亩均" in text:
        text = _ALL_FIRMS.sub("", text)
    text = _REALISED.sub("", text, count=1) if "实现" in text else text
    if text.endswith("上") and reading.token.numeral[0] in "十百千万亿":
        text = text[:-1]  # 一天来了上千人
    text = _before_from(_EACH.sub("", text) if "每" in text else text)
    text = _FROM_TAIL.sub("", text) if text[-1:] in _FROM_SIGNS else text
    text = MARKS.sub("", text) if text[:1] in _MARK_SIGNS or text[-1:] in _MARK_SIGNS else text
    return text[-(LONGEST_LIST if "、" in text else LONGEST) :]


_SOON = frozenset({"近期", "今后", "随后", "接下来", "下一步", "下步", "届时", "年内"})
_UNDER_WAY = re.compile("[一-鿿]{2,6}(?:改造|整治|征收|征迁)$")  # 城中村改造累计 + 签约
_AHEAD = re.compile("(?P<thing>[\u4e00-\u9fff]{2,8}?)(?:(?P<aim>力争|必须)|将)(?P<deed>[\u4e00-\u9fff]{2,3})")


def _behind_adverb(text: str, reading: Reading) -> str:
    """A phrase from behind 已, 将 and the like on; a bare deed keeps the thing it is done to (环城路将改造)."""
    found = _AHEAD.fullmatch(text) if "将" in text or "力争" in text or "必须" in text else None
    told = found and _is_thing(found["thing"]) and not reading.tail.startswith("的")
    if found and told and (found["aim"] or bare_deed().fullmatch(found["deed"])):
        return found["thing"] + found["deed"]
    ends = list(_INNER.finditer(text)) if not _INNER_SIGNS.isdisjoint(text) else []
    if not ends or len(text) - ends[-1].end() < SHORT:
        return text
    behind, before = text[ends[-1].end() :], text[: ends[-1].start()]
    if before in _SOON:
        return behind
    summed = ends[-1][0][:1] in {"累", "已"} and len(behind) == SHORT and _UNDER_WAY.fullmatch(before)
    if summed or (behind.startswith("接待") and _SPOT.search(before)):
        return before + behind
    if behind in {"完成", "实现"} and (ends[-1][0] == "累计" or not reading.tail):
        return before  # 工业投资累计完成6.3亿元
    return behind if _shorn(behind.rstrip("近约超逾"), reading) else text[: ends[-1].start()]


@cache
def _doers() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of('people')}|{any_of('heads')}|[里方府局委办社馆站队团校院家]|财政|部门|集团)$")


def _is_thing(words_before: str) -> bool:
    """Whether words name a thing, and nobody who does something with it."""
    said = _start("lead_in", "protected_in").fullmatch(words_before)
    return "的" not in words_before and said is None and _doers().search(words_before) is None


# 组织交通、城管等部门 + 执法人员80人
_OF_BODIES = re.compile("、[^、]{1,12}等(?:多个|有关|相关)?(?:部门|单位)的?(?=[一-鿿]{2,6}$)")
# 在全省90个城市中: among how many, told before the verb of a rank
_AMONG_MANY = re.compile(
    "在(?:全[国省市区县州]|[一-鿿]{2,3}?[省市区县]?)?[一-鿿]{0,4}[0-9]+[个家名]?[一-鿿]{1,8}?(?:[中里内]|当中)"
    "(?=(?:分别|依次)?(?:居|列|排|位居|位列|名列|排名|排在)?$)"
)
_AMONG_SOME = re.compile(
    "(?<=[幅率额值量入资速])在[一-鿿]{2,10}[中里内](?=(?:排名|居|列|位居|位列)$)"
)  # 在常州五区一市中排名第二
_SECOND_TO = re.compile("^仅次于[一-鿿]{2,4}?(?=[居列排位名])")  # 仅次于义乌列金华第二
PEERS = re.compile("(?:县市区|县市|县区|市县|乡镇|镇街|城市|山区县|[县市区])(?:中|里)?")
_GROUP = re.compile("[在列居]?第[一二三四五六七八九]")
_STRONG = re.compile("[一-鿿]{0,8}[百千十]强[县镇市区村]?")  # 列全国工业百强县第9位
_SCOPE_TAIL = re.compile("^各?(?:乡镇|镇街|街道|县|市|区|部门|同类|同级|兄弟|第)|[中里内]$")


_DONE_TO = re.compile("^[^,]{0,14}对[^,]{1,14}?进行(?:各类|全面|集中)?(?=[一-鿿]{2})")  # 对企业进行各类督导检查70次
_INCLUDING = re.compile("^包括[^,]{1,14}在内的?(?:全[国省市县区])?")
_AT_FIRST = re.compile("已?[从由](?:原先|原来|原有|以前|原)的?$")  # 窗口数量已从原先的93个
_STAYS = re.compile("(?<=[\u4e00-\u9fff]{2})(?:继续|持续|连续|一直|始终|再次|稳定)$")  # 总量继续稳居首位


def _ranked(text: str, reading: Reading) -> str:
    """What is ranked: the words before the verb or the scope; where none are, those between scope and verb (百强镇)."""
    text = _AMONG_MANY.sub("", text)
    text = _AMONG_SOME.sub("", text) if "在" in text else text
    text = _SECOND_TO.sub("", text) if text.startswith("仅次于") else text
    if PEERS.fullmatch(text):
        return ""  # 居全省90个县市区第4,53个县市第1
    before, scope = _STAYS.sub("", rank_tail().sub("", text)), _scope().search(text)
    if text.startswith("得分", len(before)) and before.endswith(("综合", "考评", "考核", "总")):
        before += "得分"
    idle = len(_shorn(before, reading)) < SHORT or _start("lead_in", "protected_in").fullmatch(before)
    if scope is None or not idle:
        return "" if _GROUP.fullmatch(before) else before
    among = text[scope.end() :]
    if _STRONG.fullmatch(among):
        return among
    ranked = _rank_verb().sub("", among)
    ranked = rank_tail().sub("", among) if ranked == among else ranked
    return "" if ranked == among or _SCOPE_TAIL.match(ranked) else _SCOPE_TAIL.sub("", ranked)


@cache
def _scope() -> re.Pattern[str]:
    return re.compile(any_of("scopes"))


_ALL_FIRMS = re.compile("^(?:全部|所有)(?:参评)?企业(?=亩均)")
_GRADED = re.compile("^(?:评出|评定|评为|划为)(?=[A-D]类$)")  # 评出A类84家
_TOUCHES = re.compile("^[^、]{2,}(?=涉及$)")  # 河东片区棚改 + 涉及716户
_REALISED = re.compile("(?<=[\u4e00-\u9fff]{2})实现(?=[\u4e00-\u9fff]{2})")
_EACH = re.compile("^.*的[^的]{1,6}?(?=每[户人村家名亩][\u4e00-\u9fff]{2,}$)")  # 限期内搬迁的农户 + 每户补贴
# 园区达产后 + 年产值
_ONCE = re.compile(
    "^[一-鿿]{0,8}?(?:(?<=项目)完成|(?<=工程)完成|建成|达产|投产|投用|完工|竣工|通车|开业)[之以]?后(?:全[县市区镇])?(?=[一-鿿]{2})"
)
_DOER_SIGNS = frozenset("司港行院校学园心会社室站间队部体团揮挥组局所警防政")
PLACE = 8  # the longest words of place between a body and its verb
_DOER = re.compile(
    "(?:[\u4e00-\u9fff]{0,10}?(?:公司|港口|银行|医院|卫生院|学校|小学|中学|学院|幼儿园|中心|协会|合作社|工作室|工作站|服务站|直播间|志愿队|服务队|小分队|支部|医共体|集团|指挥部|工作组|局|办公室|大队|中队|派出所|交警|消防|(?<![一-鿿])[省市县区镇乡]级?财政)){1,2}"
)


def _without_doer(text: str) -> str:
    """A phrase without the body that does it, where a verb of doing follows (合作社在村里 + 设立工坊)."""
    found = _DOER.match(text) if not _DOER_SIGNS.isdisjoint(text) else None
    if found is None:
        return text
    place = found.end()
    reach = PLACE if text.startswith("在", place) else 1
    ends = (end for end in range(place, min(place + reach, len(text))) if _done_at(text, end))
    return text[next(ends, 0) :]


@cache
def taking() -> re.Pattern[str]:
    """A verb that takes an object, with the object behind it."""
    return re.compile(f"{any_of('taking')}了?(?!{any_of('measured_by')})(?=[\u4e00-\u9fff]{{2}})")


@cache
def _for_whom() -> re.Pattern[str]:
    """Who acts and for whom, before what is done (某中心为某企业 + 放款)."""
    sign = "[\u4e00-\u9fff]"
    return re.compile(f"^{sign}{{0,12}}?[为给向]{sign}{{1,10}}?{any_of('heads')}(?={sign}{{2,6}}$)")


def _without_subject(text: str, reading: Reading) -> str:
    """A phrase from the verb that takes an object on, without who did it and for whom (窗口办结事项, 为农户放款)."""
    if len(text) <= FEWEST + SHORT or reading.role is Role.QUALIFIER or _LISTS.search(text):
        return text
    found = taking().search(text)
    if found and found.start() >= FEWEST and not _is_visited(text, found.start()):
        return text[found.start() :]
    served = _for_whom().match(text)
    return text[served.end() :] if served else text


def _is_visited(text: str, place: int) -> bool:
    """Whether a spot stands before 接待 (楠溪江景区接待游客): no one who acts, but what the visitors came to."""
    spot = text.startswith("接待", place) and not text.startswith(("依托", "在"))
    return spot and _SPOT.search(text, 0, place) is not None


_SPOT = re.compile("(?:景区|街区|度假区|古村|古镇|古城|老街|步行街|夜市|公园|花海|乐园|[^校]园|岛|屿|[湖山洞寺江])$")
_LISTS = re.compile("[、“‘「]")
FEWEST = 3  # signs of a subject that is left out


def _done_at(text: str, place: int) -> bool:
    """Whether a verb stands there that is no part of a name of a measure (覆盖率)."""
    found = doing().match(text, place)
    return found is not None and not text.startswith(("率", "数", "量", "额"), found.end())


_FROM = re.compile("^(.{2,}?)[从由][^从由到]{0,8}$")


def _before_from(text: str) -> str:
    found = _FROM.match(text) if "从" in text or "由" in text else None
    return found[1] if found else text


_QUOTED = re.compile("[”’」]")


def _behind_quotes(text: str) -> str:
    """What follows the last quotation, where that is a phrase by itself (without its last verb)."""
    place = max(text.rfind(sign) for sign in "”’」")
    if _GENERAL.match(text, place + 1):
        return text
    if _OF_NAME.match(text, place + 1):
        return text[max(text.rfind(sign, 0, place) for sign in "“‘「") :]
    size = len(_end().sub("", text)) - place
    return text[place + 1 :] if size > 4 or (size == 4 and _DEED.match(text, place + 1)) else text


_GENERAL = re.compile("(?:工作|行动|活动|工程|项目|改革)(?=$|名列|位?[居列]|排)")  # “智慧城管”工作名列首位
_OF_NAME = re.compile("经费(?:支出)?(?:再|又)?(?:[压增减缩]减?)?$")  # “三公”经费
_DEED = re.compile("[解破化办建清拆降减增引招助帮送修护查治][一-鿿]{2}$")  # “一厂一档”破难题


def _shorn(text: str, reading: Reading) -> str:
    """Words without marks about them and without the verbs of change and the filling that they end in."""
    grown, (shielded, ending, longest) = reading.role is Role.GROWTH, _shears()
    previous = None
    while text and text != previous:
        previous = text
        if text[-1] in _MARK_SIGNS or text[0] in _MARK_SIGNS:
            text = MARKS.sub("", text)
        if text[-1:] in shielded and text.endswith(_protected()):
            break
        if grown and text not in DEGREE:
            text = change().sub("", text)
        if text[-1:] in ending:
            found = _end().search(text, max(0, len(text) - longest))
            text = text[: found.start()] if found else text
    return text


@cache
def _shears() -> tuple[frozenset[str], frozenset[str], int]:
    """The last signs of words that are never cut off, those of the words that are, and how long the longest is."""
    cut = words("lead_out") + words("change_to")
    signs = frozenset(word[-1] for word in _protected()), frozenset(word[-1] for word in cut)
    return *signs, max(len(word) for word in cut)


_MARK_SIGNS = frozenset("、,/的了—）)-（( \t\n\r\v\f\u3000\xa0")


@cache
def _protected() -> tuple[str, ...]:
    return words("protected_out")
