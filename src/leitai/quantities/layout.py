"""The parts of a text: paragraphs, headings, sentences, quotations."""

import re
from bisect import bisect_right
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[。！？!?；;]+[”’」』\"]?")
_URL_LINE = re.compile(r"\s*(?:https?://|www\.)\S+\s*$")
_ENDS = re.compile(r"[。！？!?；;…]")
_SHUTS, _JOINS = frozenset('”’」』"'), frozenset("；;")
HEADING_LENGTH = 45
LONGEST_SENTENCE = 600  # what is longer (a table pasted as one line) is parted, so that reading stays linear


@dataclass(slots=True)
class Sentence:
    """A stretch up to 。！？；. `paragraph` and `number` count from nought; `joined` if the one before ends in ；."""

    start: int
    end: int
    paragraph: int
    number: int
    joined: bool


@dataclass(slots=True)
class Paragraph:
    """A line of the text. A heading is short and ends no sentence."""

    start: int
    end: int
    heading: bool
    outside: bool


@dataclass(slots=True)
class Layout:
    """All paragraphs and sentences of a text in order. `addressed` is where its last line of an address ends."""

    paragraphs: list[Paragraph]
    sentences: list[Sentence]
    starts: list[int]
    addressed: int

    def sentence_at(self, place: int) -> Sentence:
        """The sentence that a place of the text lies in."""
        number = bisect_right(self.starts, place)
        return self.sentences[number - 1 if number else 0]


def open_quotation(text: str, start: int, place: int) -> int:
    """Where the quotation begins, not before `start`, that holds a place; -1 if none does.

    >>> open_quotation("“要快”,他说,“做好3件", 0, 11), open_quotation("“要快”,他说", 0, 6)
    (7, -1)
    """
    opened = text.rfind("“", start, place)
    return opened if opened >= 0 and text.find("”", opened, place) < 0 else -1


def layout(text: str) -> Layout:
    """Part a text into paragraphs and sentences."""
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    for line in _LINE.finditer(text):
        content = line[0]
        heading = len(content.strip()) <= HEADING_LENGTH and not _ENDS.search(content)
        paragraph = Paragraph(line.start(), line.end(), heading, bool(_URL_LINE.match(content)))
        _part(text, paragraph, len(paragraphs), sentences)
        paragraphs.append(paragraph)
    addressed = next((one.end for one in reversed(paragraphs) if one.outside), 0)
    return Layout(paragraphs, sentences, [one.start for one in sentences], addressed)


def _part(text: str, paragraph: Paragraph, number: int, sentences: list[Sentence]) -> None:
    """Add the sentences of a paragraph."""
    start, joined = paragraph.start, False
    for end in _ends_of(text, paragraph):
        content = text[start:end].lstrip()
        if content:
            sentences.append(Sentence(end - len(content), end, number, len(sentences), joined))
            joined = (content.rstrip('”’」』"') if content[-1] in _SHUTS else content)[-1:] in _JOINS
        start = end


def _ends_of(text: str, paragraph: Paragraph) -> list[int]:
    """Where the sentences of a paragraph end; an overlong one is parted at a comma where there is one."""
    marked = [found.end() for found in _SENTENCE_END.finditer(text, paragraph.start, paragraph.end)]
    ends: list[int] = []
    last = paragraph.start
    for end in [*marked, paragraph.end] if not marked or marked[-1] < paragraph.end else marked:
        while end - last > LONGEST_SENTENCE:
            comma = text.rfind(",", last + LONGEST_SENTENCE // 2, last + LONGEST_SENTENCE)
            last = comma + 1 if comma >= 0 else last + LONGEST_SENTENCE
            ends.append(last)
        ends.append(end)
        last = end
    return ends
