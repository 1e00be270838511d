"""Whose result a figure is: by the tree of divisions, by words like 该镇, by the speaker, by the heading."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from leitai.quantities.layout import Layout, Sentence
from leitai.quantities.lexicon import one_of, table
from leitai.quantities.links import respectively
from leitai.quantities.names import COUNTY_KINDS, DivisionName, Gazetteer
from leitai.quantities.reading import Reading
from leitai.quantities.traps import Labels

_UNKNOWN = re.compile(
    r"(?:^|(?<=[,;。:、\n “(]))(?:其中|地处|位于|今年|去年)?(?P<name>(?:[\u4e00-\u9fff]{2,3}[市州])?(?:[\u4e00-\u9fff]{1,3}[县区市])?[\u4e00-\u9fff]{2,3}(?:街道|镇|乡)|[\u4e00-\u9fff]{2,3}[县区市])(?![\u4e00-\u9fff]?(?:书记交流|街道|级|域|场|民))"
)
_GENERIC = re.compile(
    "[全该我各本这两三几每个0-9一二四五六七八九十年月日,重其等从与和向对为在于及到有的是]|乡镇|城[镇区市]|省市|市县|区县|镇街|社区|园区|景区|小[区镇]|地区|市区|山区|城区|集镇|辖区|主城|老旧|县区|开发区|新区|强镇|特色|中心镇"
)
_OBJECT_BEFORE = re.compile(
    "(?:居|列|占|比|与|对|向|从|在|来自|包括|等|位列|位居|名列|排名|为|是|于|到|至|和|出|过|超|的|给|、)$"
)
_SCOPE_AFTER = re.compile(
    "(?:各)?(?:乡镇|镇街|街道|同类|第[一二三四五六七八九十0-9]|首[个家位批条例座]|前[一二三四五六七八九十0-9]+(?!季|个月|月|年|[0-9])|各|县[(（市]|之首|平均)"
)
_WORD_AFTER = re.compile("路|大道|银行|江|湾|网|日报|晚报|都市报|新闻|电视|大学|学院|医院|晨报|商报|擂台|杯")
_OPENS = re.compile("(?:^|[,;。:、\\n“ (年月日度]|今年|去年|目前)$")


_NO_PLACE = frozenset(
    {
        "今年",
        "去年",
        "关于",
        "全市",
        "全县",
        "全区",
        "我县",
        "我市",
        "重点",
        "项目",
        "上半",
        "一季",
        "前三",
        "各地",
        "工作",
        "通报",
        "喜报",
        "简报",
        "快讯",
        "城中",
        "旧村",
        "基层",
        "乡镇",
        "镇街",
        "街道",
        "企业",
        "推进",
    }
)
_SUFFIX = {"city": "市", "county": "区县", "province": "省"}
_LIST_GAP = re.compile("[、和与及,]{1,2}")


@dataclass(slots=True)
class Mention:
    """A division named at a place. `subject` is False where it is only a scope or an object."""

    start: int
    end: int
    name: str
    code: str | None
    division: DivisionName | None
    subject: bool
    source: str = "clause"


class Actors:
    """All mentions of a text, asked for the actor of each figure."""

    def __init__(self, clean: str, parts: Layout, gazetteer: Gazetteer, labels: Labels, submitter: str | None) -> None:
        self.clean, self.parts, self.gazetteer, self.labels = clean, parts, gazetteer, labels
        known = gazetteer.by_code.get(submitter or "")
        self.submitter = known
        self.mentions = sorted(self._known(), key=lambda one: one.start)
        known_ends = [one.end for one in self.mentions]
        known_starts = [one.start for one in self.mentions]
        self.mentions += [
            one for one in self._unknown() if bisect_left(known_starts, one.end) == bisect_right(known_ends, one.start)
        ]
        self.mentions.sort(key=lambda one: one.start)
        self.starts = [one.start for one in self.mentions]
        self.here = self._words()
        self.here_starts = [one.start for one in self.here]
        self.titled = self._title_place()
        self.readings: Sequence[Reading] = ()
        self.headings: list[tuple[int, Mention]] | None = None

    def _known(self) -> list[Mention]:
        pattern = self.gazetteer.pattern
        if pattern is None:
            return []
        out: list[Mention] = []
        for found in pattern.finditer(self.clean):
            mention = self._mention(found.start(), found.end(), found[0], out[-1] if out else None)
            if mention is not None:
                if out and mention.start < out[-1].end:
                    out.pop()
                out.append(mention)
        return out

    def _mention(self, start: int, end: int, name: str, before: Mention | None) -> Mention | None:
        division = self._meant(name, start, end, before)
        if division is None:
            return None
        above = before is not None and before.end == start and before.division is not None
        if above and before is not None and before.division and self.gazetteer.within(division, before.division):
            start = before.start
        end = _stretched(self.clean, end, division)
        return Mention(start, end, division.full_name, division.code, division, self._is_subject(start, end))

    def _meant(self, name: str, start: int, end: int, before: Mention | None) -> DivisionName | None:
        choices = self.gazetteer.called.get(name)
        if choices is None:
            choices = [
                one for one in self.gazetteer.short.get(name, []) if self._short_is_meant(one, name, start, end, before)
            ]
        if not choices:
            return None
        if len(choices) > 1 and before is not None and before.division is not None:
            near = [one for one in choices if self.gazetteer.within(one, before.division)]
            return near[0] if near else choices[0]
        return choices[0]

    def _short_is_meant(self, one: DivisionName, name: str, start: int, end: int, before: Mention | None) -> bool:
        """A short name is an ordinary word too often: it needs its kind, its county before it, or three characters."""
        after = self.clean[end : end + 3]
        if _WORD_AFTER.match(after):
            return False
        if one.kind in COUNTY_KINDS:
            return not _KIND_AFTER.match(after) or after.startswith("街道党")
        kind = _KIND_AFTER.match(after)
        if kind is not None:
            return (
                one.name.endswith(kind[0])
                or (kind[0] == "街" and one.kind == "street")
                or len(kind[0]) > 2
                or kind[0] == "书记"
            )
        if before is not None and before.end == start and before.division and before.division.kind in COUNTY_KINDS:
            return True
        return len(name) >= 3 or one.name in self.clean

    def _is_subject(self, start: int, end: int) -> bool:
        if _SCOPE_AFTER.match(self.clean, end) or self.labels.around(start, end):
            return False
        before = self.clean[max(0, start - 3) : start]
        return not _OBJECT_BEFORE.search(before) or before.endswith("、")

    def _unknown(self) -> list[Mention]:
        out = []
        for found in _UNKNOWN.finditer(self.clean):
            name = found["name"]
            if _GENERIC.search(name):
                continue
            start, end = found.span("name")
            out.append(Mention(start, end, name, None, None, self._is_subject(start, end)))
        return out

    def _words(self) -> list[Mention]:
        return [
            Mention(
                found.start(), found.end(), found[0], None, None, self._whole_is_subject(found.start(), found.end())
            )
            for found in _whole_words().finditer(self.clean)
        ]

    def _whole_is_subject(self, start: int, end: int) -> bool:
        opens = _OPENS.search(self.clean, max(0, start - 3), start) is not None
        return opens and self._is_subject(start, end)

    def resolve(self, readings: Sequence[Reading]) -> None:
        """Set the actor of every reading."""
        self.readings = readings
        for reading in readings:
            self._resolve(reading)
        for run in respectively(readings, self.clean):
            self._deal_out(run)

    def _deal_out(self, run: Sequence[Reading]) -> None:
        """甲镇、乙镇分别为…: the divisions listed before 分别 go to the figures after it in order."""
        first = run[0]
        place = bisect_left(self.starts, first.start)
        listed: list[Mention] = []
        while place > 0 and self.mentions[place - 1].start >= first.sentence.start:
            place -= 1
            if listed and not _LIST_GAP.fullmatch(self.clean, self.mentions[place].end, listed[0].start):
                break
            listed.insert(0, self.mentions[place])
        if len(listed) == len(run):
            for reading, mention in zip(run, listed, strict=True):
                reading.actor, reading.actor_code, reading.actor_source = mention.name, mention.code, "clause"
                reading.rules.append("actor respectively")
            self._deal_on(run, listed)

    def _deal_on(self, run: Sequence[Reading], listed: Sequence[Mention]) -> None:
        """The same divisions for a second list of the same length: 以8亿元、7亿元列第2、第3位."""
        following = [one for one in self.readings if one.sentence is run[0].sentence and one.start > run[-1].start]
        following = following[: len(run)]
        if len(following) == len(run) and all(one.link == "list" for one in following[1:]):
            for reading, mention in zip(following, listed, strict=True):
                reading.actor, reading.actor_code, reading.actor_source = mention.name, mention.code, "clause"

    def _resolve(self, reading: Reading) -> None:
        found = self._in_sentence(reading) or self._speaker(reading) or self._in_paragraph(reading)
        found = found or self._heading(reading) or self._submitted()
        if found is None:
            return
        mention, source = found
        reading.actor, reading.actor_code, reading.actor_source = mention.name, mention.code, source
        reading.rules.append(f"actor {source}")

    def _in_sentence(self, reading: Reading) -> tuple[Mention, str] | None:
        whole = self._whole_before(reading)
        mention = self._last_subject(reading.sentence.start, reading.start)
        if whole is not None and (mention is None or whole[0] > mention.start):
            return whole[1], "sentence"
        if mention is None:
            return None
        return mention, "clause" if mention.start >= reading.lead_start else "sentence"

    def _last_subject(self, start: int, end: int) -> Mention | None:
        place = bisect_left(self.starts, end) - 1
        while place >= 0 and self.mentions[place].start >= start:
            mention = self.mentions[place]
            if mention.subject and mention.end <= end:
                return mention
            place -= 1
        return None

    def _whole_before(self, reading: Reading) -> tuple[int, Mention] | None:
        """全市 and the like as the subject of the sentence: the city or county spoken of."""
        place = bisect_left(self.here_starts, reading.start)
        while place > 0 and self.here_starts[place - 1] >= reading.sentence.start:
            place -= 1
            word = self.here[place]
            if word.subject:
                mention = self._whole(word, reading.sentence)
                if mention is not None:
                    return word.start, mention
        return None

    def _whole(self, word: Mention, sentence: Sentence) -> Mention | None:
        kind = table("words")["actors"]["whole"][word.name]
        for one in self._places_before(sentence):
            above = self._ancestor(one, kind)
            if above is not None:
                return above
        if self.titled is not None and self.titled.name[-1] in _SUFFIX[kind]:
            return self.titled
        if self.submitter is not None:
            return self._ancestor(_of(self.submitter), kind)
        return None

    def _places_before(self, sentence: Sentence) -> list[Mention]:
        place = bisect_left(self.starts, sentence.end)
        return [one for one in self.mentions[max(0, place - 40) : place][::-1]]

    def _ancestor(self, mention: Mention, kind: str) -> Mention | None:
        """The city or county of a mention. A county called 市 is a city to its own people."""
        division = mention.division
        if division is None:
            return mention if mention.name[-1] in _SUFFIX[kind] else None
        while division is not None:
            if division.kind == kind or (kind == "city" and division.kind == "county" and division.name.endswith("市")):
                return _of(division)
            division = self.gazetteer.by_code.get(division.parent or "")
        return None

    def _speaker(self, reading: Reading) -> tuple[Mention, str] | None:
        """The one who speaks after a quotation that holds the figure."""
        paragraph = self.parts.paragraphs[reading.sentence.paragraph]
        opened = self.clean.rfind("“", paragraph.start, reading.start)
        if opened < 0 or self.clean.find("”", opened, reading.start) >= 0:
            return None
        closed = self.clean.find("”", reading.end, paragraph.end)
        if closed < 0:
            return None
        place = bisect_left(self.starts, closed)
        if place < len(self.mentions) and self.mentions[place].start <= closed + 3:
            return self.mentions[place], "next_clause"
        return None

    def _in_paragraph(self, reading: Reading) -> tuple[Mention, str] | None:
        paragraph = self.parts.paragraphs[reading.sentence.paragraph]
        mention = self._last_subject(paragraph.start, reading.sentence.start)
        return (mention, "paragraph") if mention is not None else None

    def _heading(self, reading: Reading) -> tuple[Mention, str] | None:
        if self.headings is None:
            self.headings = self._heading_mentions()
        numbers = [number for number, _ in self.headings]
        place = bisect_left(numbers, reading.sentence.paragraph)
        return (self.headings[place - 1][1], "title") if place else None

    def _heading_mentions(self) -> list[tuple[int, Mention]]:
        """The headings that name a division, by the number of their paragraph."""
        found = []
        for number, paragraph in enumerate(self.parts.paragraphs):
            if paragraph.heading and not paragraph.outside:
                place = bisect_left(self.starts, paragraph.start)
                if place < len(self.mentions) and self.mentions[place].start < paragraph.end:
                    found.append((number, self.mentions[place]))
        return found

    def _submitted(self) -> tuple[Mention, str] | None:
        if self.submitter is not None:
            return _of(self.submitter), "submitter"
        return (self.titled, "title") if self.titled is not None else None

    def _title_place(self) -> Mention | None:
        """An unknown county by the first two signs of the title and 全县 in the text: 某某对项目… + 全县 is 某某县."""
        title = next((one for one in self.parts.paragraphs if not one.outside), None)
        if title is None or not title.heading or (self.mentions and self.mentions[0].start < title.end):
            return None
        stem = self.clean[title.start : title.start + 2]
        for word in self.here:
            if (
                word.name in {"全县", "全市", "全区", "我县"}
                and re.fullmatch("[\u4e00-\u9fff]{2}", stem)
                and stem not in _NO_PLACE
            ):
                return Mention(title.start, title.start + 2, stem + word.name[1], None, None, True)
        return None


_KIND_AFTER = re.compile("镇|乡|街道|街(?!区)|党委|党工委|书记")


def _stretched(clean: str, end: int, division: DivisionName) -> int:
    """五马街 is 五马街道 cut short: the sign belongs to the name."""
    if division.kind == "street" and clean[end - 1] != "道" and clean.startswith("街", end):
        return end + (2 if clean.startswith("街道", end) else 1)
    return end


def _of(division: DivisionName) -> Mention:
    return Mention(0, 0, division.full_name, division.code, division, True)


@cache
def _whole_words() -> re.Pattern[str]:
    return re.compile(one_of(table("words")["actors"]["whole"]))
