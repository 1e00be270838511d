"""The parts of a text: paragraphs, headings, sentences, quotations."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;]+[”’」』\"]?|[^。！？!?；;\n]+")
_URL_LINE = re.compile(r"\s*(?:https?://|www\.)\S+\s*$")
_ENDS = re.compile(r"[。！？!?；;…]")
HEADING_LENGTH = 45


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
    sentences: list[Sentence] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """All paragraphs and sentences of a text in order."""

    paragraphs: list[Paragraph]
    sentences: list[Sentence]
    starts: list[int]

    def sentence_at(self, place: int) -> Sentence:
        """The sentence that a place of the text lies in."""
        return self.sentences[max(0, bisect_right(self.starts, place) - 1)]


def layout(text: str) -> Layout:
    """Part a text into paragraphs and sentences."""
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    for line in _LINE.finditer(text):
        content = line[0]
        heading = len(content.strip()) <= HEADING_LENGTH and not _ENDS.search(content)
        paragraph = Paragraph(line.start(), line.end(), heading, bool(_URL_LINE.match(content)))
        joined = False
        for found in _SENTENCE.finditer(text, line.start(), line.end()):
            if not found[0].strip():
                continue
            start = found.end() - len(found[0].lstrip())
            one = Sentence(start, found.end(), len(paragraphs), len(sentences), joined)
            joined = found[0].rstrip('”’」』"').endswith(("；", ";"))
            paragraph.sentences.append(one)
            sentences.append(one)
        paragraphs.append(paragraph)
    return Layout(paragraphs, sentences, [one.start for one in sentences])
