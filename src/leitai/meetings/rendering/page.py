"""What every slide gets: title, sentence, footer, number, notes, and the mark where figures are generated."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from leitai.meetings.domain.slides import Heading
from leitai.meetings.domain.text import Fitted, fit, shorten
from leitai.meetings.domain.wording import Wording
from leitai.meetings.rendering.elements import Element, descendant, element_of
from leitai.meetings.rendering.look import FOOTER, FOOTER_MARK, LEAD, TITLE
from leitai.meetings.rendering.masters import FOOTER_INDEX, LEAD_INDEX, NUMBER_INDEX
from leitai.meetings.rendering.template import CONTENT
from leitai.meetings.rendering.text import BOLD, mark_generated


@dataclass(frozen=True, slots=True)
class Pages:
    """A deck being drawn: its words, and what stands at the foot of every slide."""

    deck: Deck
    words: Wording
    foot: str


def add_page(pages: Pages, heading: Heading) -> Slide:
    """A content slide with all but its content."""
    slide: Slide = pages.deck.slides.add_slide(pages.deck.slide_layouts[CONTENT])
    say(slide.shapes.title, heading.title, TITLE.width * BOLD, (30, 28, 26, 24, 22, 20), pages.words)
    lead = slide.placeholders[LEAD_INDEX]
    if heading.lead:
        say(lead, heading.lead, LEAD.width, (18, 17, 16, 15, 14), pages.words)
    else:
        _remove(lead)
    finish_page(slide, pages, heading)
    return slide


def finish_page(slide: Slide, pages: Pages, heading: Heading) -> None:
    """Footer, number, notes and mark."""
    places: Any = slide.slide_layout.placeholders
    for place in places:
        if place.placeholder_format.idx in {FOOTER_INDEX, NUMBER_INDEX}:
            _stand_at_foot(slide, element_of(place), pages)
    if heading.notes:
        notes: Any = slide.notes_slide.notes_text_frame
        notes.text = "\n".join(heading.notes)
    if heading.generated:
        right = FOOTER_MARK.left + FOOTER_MARK.width
        mark_generated(slide, right, FOOTER_MARK.top, pages.words, pages.words.generated_footer)


def say(shape: Any, text: str, width: float, sizes: Sequence[float], words: Wording) -> None:
    """Write into a placeholder on one line, in the largest of `sizes` (falling) that fits `width` points."""
    put(shape, fit(text, width=width, lines=1, sizes=sizes), words)


def put(shape: Any, fitted: Fitted, words: Wording) -> None:
    """Write a text that has been fitted into a placeholder."""
    run = shape.text_frame.paragraphs[0].add_run()
    run.text = fitted.text
    element_of(run.font).set("lang", words.language)
    run.font.size = Pt(fitted.size)


def _remove(shape: Any) -> None:
    element = element_of(shape)
    element.getparent().remove(element)


def _stand_at_foot(slide: Slide, original: Element, pages: Pages) -> None:
    """The library does not copy footer and number from the layout: it is done here, with a number of its own."""
    tree: Element = element_of(slide.shapes)
    copy = deepcopy(original)
    _empty(descendant(copy, "p:spPr"))
    copy.nvSpPr.cNvPr.set("id", str(1 + max(int(taken) for taken in tree.xpath(".//p:cNvPr/@id"))))
    if copy.ph.get("type") == "ftr":
        paragraph = descendant(copy.txBody, "a:p")
        _empty(paragraph)
        paragraph.add_r(shorten(pages.foot, FOOTER.width / 12))
    tree.append(copy)


def _empty(element: Element) -> None:
    for child in list(element):
        element.remove(child)
