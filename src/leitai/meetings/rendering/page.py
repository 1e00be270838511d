"""What every slide gets: title, sentence, footer, number, notes, and the mark where figures are generated."""

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from leitai.meetings.domain.slides import Heading
from leitai.meetings.domain.text import fit, shorten
from leitai.meetings.domain.wording import Wording
from leitai.meetings.rendering.look import FOOTER, FOOTER_MARK, LEAD, TITLE
from leitai.meetings.rendering.masters import LEAD_INDEX
from leitai.meetings.rendering.template import CONTENT
from leitai.meetings.rendering.text import mark_generated


@dataclass(frozen=True, slots=True)
class Pages:
    """A deck being drawn: its words, and what stands at the foot of every slide."""

    deck: Deck
    words: Wording
    foot: str


def add_page(pages: Pages, heading: Heading) -> Slide:
    """A content slide with all but its content."""
    slide = pages.deck.slides.add_slide(pages.deck.slide_layouts[CONTENT])
    say(slide.shapes.title, heading.title, TITLE.width, (30, 29, 28), pages.words)
    lead = next(shape for shape in slide.placeholders if shape.placeholder_format.idx == LEAD_INDEX)
    if heading.lead:
        say(lead, heading.lead, LEAD.width, (18, 17, 16), pages.words)
    else:
        lead._element.getparent().remove(lead._element)
    finish_page(slide, pages, heading)
    return slide


def finish_page(slide: Slide, pages: Pages, heading: Heading) -> None:
    """Footer, number, notes and mark."""
    for place in slide.slide_layout.placeholders:
        if place.placeholder_format.idx in (11, 12):
            _stand_at_foot(slide, place._element, pages)
    if heading.notes:
        slide.notes_slide.notes_text_frame.text = "\n".join(heading.notes)
    if heading.generated:
        right = FOOTER_MARK.left + FOOTER_MARK.width
        mark_generated(slide, right, FOOTER_MARK.top, pages.words, pages.words.generated_footer)


def say(shape, text, width, sizes, words):
    fitted = fit(text, width=width, lines=1, sizes=sizes)
    run = shape.text_frame.paragraphs[0].add_run()
    run.text = fitted.text
    run.font._element.set("lang", words.language)
    if fitted.size != sizes[0]:
        run.font.size = Pt(fitted.size)


def _stand_at_foot(slide: Slide, original: etree._Element, pages: Pages) -> None:
    copy = deepcopy(original)
    properties = copy.find(qn("p:spPr"))
    for child in list(properties):
        properties.remove(child)
    copy.nvSpPr.cNvPr.set(
        "id", str(max(int(number) for number in slide.shapes._spTree.xpath("//@id") if number.isdigit()) + 1)
    )
    if copy.ph.get("type") == "ftr":
        paragraph = copy.txBody.findall(qn("a:p"))[0]
        for child in list(paragraph):
            paragraph.remove(child)
        paragraph.add_r(shorten(pages.foot, FOOTER.width / 12))
    slide.shapes._spTree.append(copy)
