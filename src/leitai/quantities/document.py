"""A text on its way through extraction: its plain shape, its parts, labels and times."""

from dataclasses import dataclass
from datetime import date

from leitai.quantities.dateline import published_in
from leitai.quantities.dates import Moment, resolve
from leitai.quantities.layout import Layout, layout
from leitai.quantities.shapes import plain
from leitai.quantities.time_words import find
from leitai.quantities.traps import Labels

LONGEST_TITLE = 60


def _titled(clean: str, place: int) -> bool:
    """Whether a place lies in 《》: the year of a title (《办法(2023年修订)》) is a name."""
    opened = clean.rfind("《", max(0, place - LONGEST_TITLE), place)
    return opened >= 0 and clean.find("》", opened, place + LONGEST_TITLE) >= 0 and clean.find("》", opened, place) < 0


@dataclass(slots=True)
class Document:
    """`clean` is the text in plain shape, of the same length; `moments` are its times, resolved by `published`."""

    clean: str
    parts: Layout
    labels: Labels
    published: date | None
    moments: list[Moment]

    @classmethod
    def read(cls, text: str, published: date | None) -> "Document":
        """A text parted and its times resolved. Without a day of publication the one its dateline tells is taken."""
        clean = plain(text)
        parts = layout(clean)
        published = published or published_in(clean)
        document = cls(clean, parts, Labels(clean), published, [])
        inside = [one for one in find(clean) if not document.outside(one.start()) and not _titled(clean, one.start())]
        headings = {number for number, one in enumerate(parts.paragraphs) if one.heading}
        document.moments = resolve(clean, inside, published, lambda at: parts.sentence_at(at).paragraph, headings)
        return document

    def outside(self, place: int) -> bool:
        """Whether a place is no part of the brief (the line of its address)."""
        if not self.parts.sentences:
            return True
        if place >= self.parts.addressed:
            return False
        return self.parts.paragraphs[self.parts.sentence_at(place).paragraph].outside
