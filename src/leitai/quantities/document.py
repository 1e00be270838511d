"""A text on its way through extraction: its plain shape, its parts, labels and times."""

from dataclasses import dataclass
from datetime import date

from leitai.quantities.dateline import published_in
from leitai.quantities.dates import Moment, resolve
from leitai.quantities.layout import Layout, layout
from leitai.quantities.shapes import plain
from leitai.quantities.time_words import find
from leitai.quantities.traps import Labels


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
        inside = [found for found in find(clean) if not document.outside(found.start())]
        document.moments = resolve(clean, inside, published, lambda place: parts.sentence_at(place).paragraph)
        return document

    def outside(self, place: int) -> bool:
        """Whether a place is no part of the brief (the line of its address)."""
        return not self.parts.sentences or self.parts.paragraphs[self.parts.sentence_at(place).paragraph].outside
