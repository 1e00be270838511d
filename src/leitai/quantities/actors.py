"""Whose result a figure is: by the tree of divisions, by words like 全市, by the speaker, by the heading."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from leitai.quantities.document import Document
from leitai.quantities.facilities import set_facilities_aside
from leitai.quantities.layout import Sentence, open_quotation
from leitai.quantities.lexicon import pattern_of
from leitai.quantities.links import respectively
from leitai.quantities.mentions import Mention, Mentions, mention_of, speaks, title_place
from leitai.quantities.names import Gazetteer
from leitai.quantities.places import is_known, place_of_text
from leitai.quantities.reading import Reading
from leitai.quantities.villages import village_of
from leitai.quantities.wholes import Wholes

_LIST_GAP = re.compile("[、和与及,]{1,2}")
_THAT_BODY = re.compile(
    "(?:据|截至目前,|目前,)?该(中心|园区|公司|企业|学校|医院|项目|合作社|基地|平台|产业园|工程|政务客厅)"
)
_NAME = re.compile("[\u4e00-\u9fff“”]{0,12}")
LONGEST_SPEECH = 1500  # characters from a figure to the marks of the quotation that holds it
LONGEST_TOLD = 2000  # characters of a text within which the one township it is about is looked for
LONGEST_TURN = 16  # characters between a quotation and the one who spoke it (接过话筒,)
_TURN = re.compile("[,。]?[^,。;:“”]{0,12},?")
SENTENCES_BACK = 12
OPENING = 3  # characters at the head of a sentence before its time
# 分区域看,江山市32个…。分领域看,制造业67个: of all of them again
_BY_KIND = re.compile("[分按从](?:领域|行业|产业|类型|类别|投资|规模)(?:划?分|[来上]?看)?[,、:]?")
_OF_MANY = re.compile("[0-9]个?(?:乡镇|镇街|街镇|镇(?![区域]))")  # 19个乡镇都通了公路: told of no single township
_MOMENTARY = frozenset({"day", "hour", "minute", "second", "rate"})
_TIME_ONLY = re.compile(
    "(?:(?:据悉|据了解|(?:记者|笔者)?(?:获悉|了解到)),)?(?:[^,。;]{0,3}|[^,。;]{0,8}[年月日季度时天前内底晚午晨夜早]|[^,。;]{1,14}以来|(?:截至|到|自|从|据)[^,。;]{1,12}),?"
)
_SMALL = ("村", "片")  # what these do is told in their own sentence
SHORT_LIST = 2  # of two townships that a number sums up each is told of itself
_LAST_OF_LIST = re.compile("、[^、,]{2,6}(?:以及|[和及与])[^、,]{2,6}$")  # 涵盖仕阳、三魁以及泗溪5个中心镇
_TOWNSHIPS = re.compile("(?:中心|重点)?(?:乡镇|镇街|镇|街道)")


class Actors:
    """The mentions of a text, asked for the actor of each figure."""

    def __init__(self, document: Document, mentions: Mentions, gazetteer: Gazetteer, submitter: str | None) -> None:
        self.clean, self.parts = document.clean, document.parts
        self.gazetteer, self.named = gazetteer, mentions
        self.submitter = gazetteer.by_code.get(submitter or "")
        self.starts = [one.start for one in mentions.all]
        self.whole_starts = [one.start for one in mentions.wholes]
        self.titled = title_place(document.clean, document.parts, mentions)
        place = place_of_text(document.clean, document.parts) if self.titled is None else None
        self.home = Mention(*place, None, None, True) if place is not None and is_known(place[2]) else None
        self.moments = document.moments
        self.moment_starts = [one.start for one in document.moments]
        self.readings: Sequence[Reading] = ()
        set_facilities_aside(document.clean, mentions, gazetteer, self.submitter)
        self.wholes = Wholes(mentions, self.submitter, titled=self.titled, home=self.home)
        self.topics: dict[int, Mention | None] = {}
        self.taken_up: dict[int, Mention] = {}
        self.headings: list[tuple[int, Mention]] | None = None
        self.alone: dict[int, Mention | None] = {}
        self.first = next((one for one in mentions.all if one.subject), None)
        self.bodies = [one for one in mentions.all if one.above and one.name[-1] != "村"]

    def resolve(self, readings: Sequence[Reading]) -> None:
        """Set the actor of every reading."""
        self.readings = readings
        for reading in readings:
            self._resolve(reading)
        for run in respectively(readings):
            self._deal_out(run)

    def _deal_out(self, run: Sequence[Reading]) -> None:
        """甲镇、乙镇分别为…: the divisions listed before 分别 go to the figures after it in order."""
        first = run[0]
        place = bisect_left(self.starts, first.start)
        listed: list[Mention] = []
        while place > 0 and self.named.all[place - 1].start >= first.sentence.start:
            place -= 1
            if listed and not _LIST_GAP.fullmatch(self.clean, self.named.all[place].end, listed[0].start):
                break
            listed.insert(0, self.named.all[place])
        if len(listed) != len(run):
            self._deal_back(run)
        else:
            for reading, mention in zip(run, listed, strict=True):
                reading.actor, reading.actor_code, reading.actor_source = mention.name, mention.code, "clause"
                reading.rules.append("actor respectively")
            first.after_names = listed[-1].end
            self._deal_on(run, listed)

    def _deal_back(self, run: Sequence[Reading]) -> None:
        """甲镇8亿元、乙镇7亿元,分列第1、第2位: the divisions of the figures just before, where each has its own."""
        place = bisect_left(self.readings, run[0].start, key=lambda one: one.start)
        before = self.readings[max(0, place - len(run)) : place]
        own = [one.actor for one in before if one.actor_source == "clause" and one.sentence is run[0].sentence]
        if len(before) != len(run) or len(set(own)) != len(run):
            return
        for reading, one in zip(run, before, strict=True):
            reading.actor, reading.actor_code, reading.actor_source = one.actor, one.actor_code, "sentence"

    def _deal_on(self, run: Sequence[Reading], listed: Sequence[Mention]) -> None:
        """The same divisions for a second list of the same length: 以8亿元、7亿元列第2、第3位."""
        following = [one for one in self.readings if one.sentence is run[0].sentence and one.start > run[-1].start]
        following = following[: len(run)]
        if len(following) == len(run) and all(one.link == "list" for one in following[1:]):
            for reading, mention in zip(following, listed, strict=True):
                reading.actor, reading.actor_code, reading.actor_source = mention.name, mention.code, "clause"

    def _resolve(self, reading: Reading) -> None:
        found = (
            self._of_list(reading)
            or self._of_counties(reading)
            or village_of(reading, self.clean, self.named.all, self.starts)
            or self._in_sentence(reading)
        )
        found = found or self._speaker(reading) or self._body(reading)
        found = found or self._in_paragraph(reading) or self._only_township(reading)
        found = found or self._heading(reading) or self._submitted()
        found = found or self._in_passing_only(reading) or self._in_text(reading)
        if found is None:
            return
        mention, source = found
        reading.actor, reading.actor_code, reading.actor_source = mention.name, mention.code, source
        reading.rules.append(f"actor {source}")

    def _of_list(self, reading: Reading) -> tuple[Mention, str] | None:
        """乐清市虹桥镇、蒲岐镇等8个乡镇上榜: the county that the townships listed lie in."""
        whole = reading.lead.count("、") + 1 == reading.token.low > SHORT_LIST
        listed = reading.lead.endswith("等") or _LAST_OF_LIST.search(reading.lead) or whole
        if not listed or not _TOWNSHIPS.match(reading.tail):
            return None
        place = bisect_left(self.starts, reading.lead_start)
        if place == len(self.named.all) or self.named.all[place].start >= reading.start:
            return None
        above = self.wholes.ancestor(self.named.all[place], "county")
        return (above, "clause") if above is not None else None

    def _of_counties(self, reading: Reading) -> tuple[Mention, str] | None:
        """鹿城区甲路、平阳县乙路等13条道路: the city that the counties listed lie in."""
        if not reading.lead.endswith("等") or "、" not in reading.lead:
            return None
        low, high = bisect_left(self.starts, reading.lead_start), bisect_left(self.starts, reading.start)
        counties = {above.code for one in self.named.all[low:high] if (above := self.wholes.ancestor(one, "county"))}
        above = self.wholes.ancestor(self.named.all[low], "city") if len(counties) > 1 else None
        return (above, "clause") if above is not None else None

    def _in_sentence(self, reading: Reading) -> tuple[Mention, str] | None:
        whole = self._whole_in(reading.sentence, reading.start)
        mention = self._last_subject(reading.sentence.start, reading.start)
        if whole is not None and (mention is None or whole[0] > mention.start):
            return whole[1], "sentence"
        if mention is None:
            return None
        return mention, "clause" if mention.start >= reading.lead_start else "sentence"

    def _last_subject(self, start: int, end: int) -> Mention | None:
        """The last division named between two places as the one who acts: at the head of a clause, or else anywhere."""
        place, other = bisect_left(self.starts, end) - 1, None
        while place >= 0 and self.named.all[place].start >= start:
            mention = self.named.all[place]
            place -= 1
            if mention.subject and mention.end <= end:
                if mention.opens:
                    return mention
                other = other or mention
        return other

    def _last_division(self, start: int, end: int) -> Mention | None:
        """The last to act between two places that is no village and no part of a city."""
        mention = self._last_subject(start, end)
        while mention is not None and mention.name.endswith(_SMALL):
            if mention.above:
                return replace(mention, name=mention.above, above="")
            mention = self._last_subject(start, mention.start)
        return mention

    def _last_township(self, start: int, end: int) -> Mention | None:
        """The last township named between two places, acting or not (在某某乡,…全乡)."""
        place = bisect_left(self.starts, end)
        named = (one for one in reversed(self.named.all[:place]) if one.start >= start)
        return next((one for one in named if one.name[-1] in "镇乡道"), None)

    def _whole_in(self, sentence: Sentence, end: int) -> tuple[int, Mention] | None:
        """全市 and the like as the subject of a sentence up to a place: the city or county spoken of."""
        place = bisect_left(self.whole_starts, end)
        while place > 0 and self.whole_starts[place - 1] >= sentence.start:
            place -= 1
            word = self.named.wholes[place]
            if word.subject:
                mention = self.wholes.of(word)
                if mention is not None:
                    return word.start, mention
        return None

    def _speaker(self, reading: Reading) -> tuple[Mention, str] | None:
        """The one who speaks after a quotation that holds the figure."""
        paragraph = self.parts.paragraphs[reading.sentence.paragraph]
        low = max(paragraph.start, reading.start - LONGEST_SPEECH)
        if open_quotation(self.clean, low, reading.start) < 0:
            return None
        closed = self.clean.find("”", reading.end, min(paragraph.end, reading.end + LONGEST_SPEECH))
        if closed < 0:
            return None
        place = bisect_left(self.starts, closed)
        named = self.named.all[place] if place < len(self.named.all) else None
        if named is None or named.start >= paragraph.end:
            return None
        takes_up = named.start <= closed + LONGEST_TURN and speaks(self.clean, named.end)
        near = named.start <= closed + 3 or (takes_up and _TURN.fullmatch(self.clean, closed + 1, named.start))
        return (named, "next_clause") if near else None

    def _body(self, reading: Reading) -> tuple[Mention, str] | None:
        """该中心 at the head of a sentence: the division where the paragraph placed it (东浦镇调解中心)."""
        said = _THAT_BODY.match(self.clean, reading.sentence.start)
        if said is None:
            return None
        paragraph = self.parts.paragraphs[reading.sentence.paragraph]
        low = max(paragraph.start, reading.sentence.start - LONGEST_SPEECH)
        at = self.clean.rfind(said[1], low, reading.sentence.start)
        place = bisect_left(self.starts, at) - 1
        named = self.named.all[place] if at >= 0 and place >= 0 else None
        if named is None or not _NAME.fullmatch(self.clean, named.end, at):
            told = (one for one in reversed(self.bodies) if one.start < reading.sentence.start and said[1] in one.name)
            named = next(told, None)
        if named is None:
            return None
        self.topics[reading.sentence.number] = named
        return named, "paragraph"

    def _in_paragraph(self, reading: Reading) -> tuple[Mention, str] | None:
        """The one whom an earlier sentence of the paragraph is about, the nearest first."""
        paragraph, here = self.parts.paragraphs[reading.sentence.paragraph], reading.sentence
        word = pattern_of("here").search(self.clean, here.start, reading.start)
        if word is not None:
            mention = self._last_division(paragraph.start, here.start) or self._last_township(here.start, word.start())
            if mention is None and word[0] in {"该镇", "该乡", "该街道"}:
                mention = self._last_township(max(0, here.start - LONGEST_SPEECH), here.start)
            if mention is not None:
                self.topics[here.number] = mention
            return (mention, "paragraph") if mention is not None else None
        for number in range(here.number - 1, max(-1, here.number - SENTENCES_BACK), -1):
            sentence = self.parts.sentences[number]
            if sentence.paragraph != here.paragraph or _BY_KIND.match(
                self.clean, self.parts.sentences[number + 1].start
            ):
                break
            mention = self._topic_of(sentence)
            if mention is not None:
                if here.number not in self.taken_up:
                    self.taken_up[here.number] = self._taken_up(mention, number, here)
                return self.taken_up[here.number], "paragraph"
        return None

    def _taken_up(self, mention: Mention, number: int, here: Sentence) -> Mention:
        """Whom a sentence that names nobody is about: the last spoken of, or the county that it goes back to."""
        sentence = self.parts.sentences[number]
        episode = sentence.start <= mention.start < sentence.end and not self._reports(mention)
        leaves = self._own_time(here) or self._ends_list(mention, number)
        if (episode and leaves and not here.joined) or _OF_MANY.search(self.clean, here.start, here.end):
            mention = self._spoken_of_above(mention, number) or mention
            self.topics[here.number] = mention
        return mention

    def _ends_list(self, mention: Mention, number: int) -> bool:
        """甲街道46件;乙镇22件。: a list of townships, which the sentence behind it leaves."""
        sentence = self.parts.sentences[number]
        if not sentence.joined or number == 0 or mention.name[-1] not in "镇乡道":
            return False
        before = self._topic_of(self.parts.sentences[number - 1])
        return before is not None and before.name[-1] in "镇乡道" and before.name != mention.name

    def _reports(self, mention: Mention) -> bool:
        """Whether a township reports of a period where it is named (某镇1—9月…), and no episode is told of it."""
        place = bisect_left(self.moment_starts, mention.end)
        before = self.moments[place - 1] if place else None
        if before is not None and mention.start - 1 <= before.end <= mention.start:
            return before.granularity not in _MOMENTARY  # 今年1—11月,某镇实现…
        if place == len(self.moments):
            return False
        moment = self.moments[place]
        return moment.start <= mention.end + OPENING and moment.granularity not in _MOMENTARY

    def _own_time(self, sentence: Sentence) -> bool:
        """Whether a sentence opens with a period of its own (1—6月, 今年以来): it leaves an episode told before it."""
        place = bisect_left(self.moment_starts, sentence.start)
        if place == len(self.moments):
            return False
        moment = self.moments[place]
        lasting = moment.granularity not in _MOMENTARY or self.clean[moment.end - 1] == "底"
        return lasting and moment.start <= sentence.start + OPENING

    def _spoken_of_above(self, mention: Mention, number: int) -> Mention | None:
        """The county or city that an earlier sentence of the paragraph is about, where a township was told of since.

        Where the paragraph is about none, that of the text: behind two townships, or one that it did not open with.
        """
        if mention.name[-1] not in "镇乡道":
            return None
        paragraph, townships = self.parts.sentences[number].paragraph, {mention.name}
        for earlier in range(number - 1, max(-1, number - SENTENCES_BACK), -1):
            if self.parts.sentences[earlier].paragraph != paragraph:
                break
            above = self._topic_of(self.parts.sentences[earlier])
            if above is not None and self._lies_in(mention, above):
                return above
            if above is not None:
                townships.add(above.name)
        opened = number > 0 and self.parts.sentences[number - 1].paragraph == paragraph
        told = self._submitted() if opened or len(townships) > 1 else None
        return told[0] if told is not None and self._lies_in(mention, told[0]) else None

    def _lies_in(self, mention: Mention, above: Mention) -> bool:
        if mention.division is not None and above.division is not None:
            return mention.code != above.code and self.gazetteer.within(mention.division, above.division)
        return above.division is None and above.name[-1] in "县市区"

    def _topic_of(self, sentence: Sentence) -> Mention | None:
        """The same as `_topic`, looked for once a sentence; one that goes back to its county has that for its topic."""
        if sentence.number not in self.topics:
            self.topics[sentence.number] = self._topic(sentence)
        return self.topics[sentence.number]

    def _topic(self, sentence: Sentence) -> Mention | None:
        """Whom a sentence is about: the last to act in it. A township named in passing is not."""
        place, whole = bisect_left(self.starts, sentence.end) - 1, self._whole_in(sentence, sentence.end)
        other: Mention | None = None
        while place >= 0 and self.named.all[place].start >= sentence.start:
            mention = self.named.all[place]
            if whole is not None and whole[0] > mention.start:
                return whole[1]
            if mention.subject and not self._in_passing(mention, sentence):
                if mention.opens:
                    return mention
                other = other or mention
            place -= 1
        return whole[1] if whole is not None else other

    def _in_passing(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a township stands in a list, as a part (其中某镇), or behind a clause on something else."""
        if mention.name.endswith(_SMALL):
            return not mention.above
        if self.clean.startswith("其中", sentence.start) and mention.start > sentence.start + len("其中,"):
            return True
        if mention.name[-1] not in "镇乡道":
            return False
        listed = (
            self.clean[mention.end : mention.end + 1] == "、" or self.clean[mention.start - 1 : mention.start] == "、"
        )
        listed = listed or self.clean.startswith("其中", sentence.start)
        comma = self.clean.rfind(",", sentence.start, mention.start)
        return listed or (comma >= 0 and not _TIME_ONLY.fullmatch(self.clean, sentence.start, comma))

    def _in_passing_only(self, reading: Reading) -> tuple[Mention, str] | None:
        paragraph = self.parts.paragraphs[reading.sentence.paragraph]
        mention = self._last_division(paragraph.start, reading.sentence.start)
        return (mention, "paragraph") if mention is not None else None

    def _only_township(self, reading: Reading) -> tuple[Mention, str] | None:
        """The township that the text told of so far is about, where nobody else acts in it."""
        number = reading.sentence.paragraph
        if number not in self.alone:
            self.alone[number] = self._alone_before(self.parts.paragraphs[number].start)
        mention = self.alone[number]
        if mention is None or self._county_told(self.parts.paragraphs[number].start, reading.start):
            return None
        return mention, "cross_paragraph"

    def _alone_before(self, here: int) -> Mention | None:
        """The one township that acts between the title and a place, if no county does; looked for in short texts."""
        first = next((one for one in self.parts.paragraphs if not one.outside and not one.heading), None)
        if first is None or not first.start < here <= first.start + LONGEST_TOLD:
            return None
        low, high = bisect_left(self.starts, first.start), bisect_left(self.starts, here)
        acting = [one for one in self.named.all[low:high] if one.subject]
        mention = max(acting, key=lambda one: len(one.name), default=None)
        if mention is None or not all(mention.name.endswith(one.name) for one in acting):
            return None
        if mention.name[-1] not in "镇乡道":
            return None
        if any(one.subject and first.start <= one.start < here for one in self.named.wholes):
            return None
        return None if self._county_told(first.start, here) else mention

    def _county_told(self, start: int, end: int) -> bool:
        """Whether the county of the title is told of by its short name between two places, with no township behind."""
        if self.titled is None:
            return False
        short = self.titled.name[:-1]
        place = self.clean.find(short, start, end)
        while place >= 0:
            near = bisect_left(self.starts, place + 1) - 1
            if near < 0 or place >= self.named.all[near].end:
                return True
            place = self.clean.find(short, place + 1, end)
        return False

    def _in_text(self, reading: Reading) -> tuple[Mention, str] | None:
        """The county or city that the paragraphs before it are about, where no title and no submitter tells one."""
        paragraph = self.parts.paragraphs[reading.sentence.paragraph]
        mention = self._last_division(0, paragraph.start)
        while mention is not None and mention.name[-1] in "镇乡道":
            above = self._last_division(0, mention.start)
            if above is None:
                break
            mention = above
        if mention is None:
            mention = self._first_named(reading)
        return (mention, "cross_paragraph") if mention is not None else None

    def _first_named(self, reading: Reading) -> Mention | None:
        """“我承诺修路7.5公里……”,某镇…: the first to act behind a figure before which nobody was named."""
        first = self.first
        if first is None or "各" in reading.lead:
            return None
        return first if reading.start <= first.start < reading.start + LONGEST_SPEECH else None

    def _heading(self, reading: Reading) -> tuple[Mention, str] | None:
        if self.headings is None:
            self.headings = self._heading_mentions()
        place = bisect_left(self.headings, reading.sentence.paragraph, key=lambda one: one[0])
        mention = self.headings[place - 1][1] if place else None
        if mention is None or self._is_above_submitter(mention):
            return None
        return mention, "title"

    def _is_above_submitter(self, mention: Mention) -> bool:
        """Whether a mention is a division that the submitting unit lies in: the unit itself says more."""
        if self.submitter is None or mention.division is None or mention.code == self.submitter.code:
            return False
        return self.gazetteer.within(self.submitter, mention.division)

    def _heading_mentions(self) -> list[tuple[int, Mention]]:
        """The headings that name a division, by the number of their paragraph."""
        found = []
        for number, paragraph in enumerate(self.parts.paragraphs):
            if paragraph.heading and not paragraph.outside:
                place = bisect_left(self.starts, paragraph.start)
                if place < len(self.named.all) and self.named.all[place].start < paragraph.end:
                    found.append((number, self.named.all[place]))
        return found

    def _submitted(self) -> tuple[Mention, str] | None:
        if self.submitter is not None:
            return mention_of(self.submitter), "submitter"
        return (self.titled, "title") if self.titled is not None else None
