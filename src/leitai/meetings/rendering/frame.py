"""The slides around the story: the cover, the sources, and the slides that say what is missing."""

from pptx.enum.text import MSO_ANCHOR

from leitai.meetings.domain.slides import CoverSlide, OpenSlide, SourceLine, SourcesSlide
from leitai.meetings.domain.text import fit
from leitai.meetings.domain.wording import Wording
from leitai.meetings.rendering.look import BODY, Box, Ink
from leitai.meetings.rendering.masters import COVER_LEAD, COVER_TITLE
from leitai.meetings.rendering.page import Pages, add_page, finish_page, say
from leitai.meetings.rendering.tables import Cell, Column, Grid, Sizes, table
from leitai.meetings.rendering.template import COVER
from leitai.meetings.rendering.text import MARK, line, panel, text_box


def draw_cover(pages: Pages, told: CoverSlide) -> None:
    """Who speaks, where, and as of when."""
    slide = pages.deck.slides.add_slide(pages.deck.slide_layouts[COVER])
    heading, words = told.heading, pages.words
    say(slide.shapes.title, heading.title, COVER_TITLE.width, (54, 48, 44, 40, 36, 32, 28), words)
    say(slide.placeholders[1], heading.lead, COVER_LEAD.width, (24, 22, 20, 18, 16), words)
    box = Box(COVER_LEAD.left, COVER_LEAD.top + 62, COVER_LEAD.width, 110)
    lines = [fit(text, width=box.width, lines=1, sizes=(18, 16)) for text in told.details]
    text_box(slide, box, [line(each.text, each.size, Ink.RULE, after=6) for each in lines], words)
    finish_page(slide, pages, heading)


def draw_sources(pages: Pages, told: SourcesSlide) -> None:
    """The figures with where they stand written, and remarks beneath."""
    slide, words = add_page(pages, told.heading), pages.words
    heads = (words.indicator, words.figure, words.period, words.source)
    shares = (2.6, 1.7, 1.1, 3.4)
    columns = tuple(
        Column(head, share, figures=place == 1) for place, (head, share) in enumerate(zip(heads, shares, strict=True))
    )
    if told.lines:
        sizes = Sizes(text=13, smallest=11, head=12, row=24, head_row=24)
        rows = tuple(_row(each, words) for each in told.lines)
        table(slide, BODY.below(-10), Grid(columns, rows, told.heading.title, sizes), words)
    if told.remarks:
        lines = [fit(text, width=BODY.width, lines=1, sizes=(13, 12, 11)) for text in told.remarks]
        place = Box(BODY.left, BODY.top + 352 - 18 * (len(lines) - 1), BODY.width, 18 * len(lines))
        text_box(slide, place, [line(each.text, each.size, Ink.MUTED) for each in lines], words)


def _row(told: SourceLine, words: Wording) -> tuple[Cell, ...]:
    mark = f" {MARK}" if told.generated else ""
    texts = (told.label, told.value + mark, told.period, told.source or words.no_source)
    return tuple(Cell(text) for text in texts)


def draw_open(pages: Pages, told: OpenSlide) -> None:
    """What is missing, said in one sentence."""
    slide = add_page(pages, told.heading)
    text = fit(told.message, width=BODY.width - 64, lines=3, sizes=(22, 20, 18, 16))
    box = BODY.head(132)
    panel(slide, box, (line(text.text, text.size),), pages.words, MSO_ANCHOR.MIDDLE, padding=(32, 16))
