"""The slides around the story: the cover, the sources, and the slides that say what is missing."""

from pptx.enum.text import MSO_ANCHOR

from leitai.meetings.domain.slides import CoverSlide, OpenSlide, SourceGroup, SourcesSlide
from leitai.meetings.domain.text import Fitted, fit
from leitai.meetings.domain.wording import Wording
from leitai.meetings.rendering.look import BODY, Box, Ink
from leitai.meetings.rendering.masters import COVER_LEAD, COVER_TITLE
from leitai.meetings.rendering.page import Pages, add_page, finish_page, put, say
from leitai.meetings.rendering.tables import Cell, Column, Grid, Sizes, table
from leitai.meetings.rendering.template import COVER
from leitai.meetings.rendering.text import MARK, line, panel, text_box


def draw_cover(pages: Pages, told: CoverSlide) -> None:
    """Who speaks, where, and as of when."""
    slide = pages.deck.slides.add_slide(pages.deck.slide_layouts[COVER])
    heading, words = told.heading, pages.words
    put(slide.shapes.title, _name(heading.title), words)
    say(slide.placeholders[1], heading.lead, COVER_LEAD.width, (24, 22, 20, 18, 16), words)
    box = Box(COVER_LEAD.left, COVER_LEAD.top + 62, COVER_LEAD.width, 110)
    lines = [fit(text, width=box.width, lines=1, sizes=(18, 16)) for text in told.details]
    text_box(slide, box, [line(each.text, each.size, Ink.RULE, after=6) for each in lines], words)
    finish_page(slide, pages, heading)


def _name(title: str) -> Fitted:
    """The name of the unit on one line where it can stand large, else on two."""
    one = fit(title, width=COVER_TITLE.width, lines=1, sizes=(54, 48, 44, 40))
    return one if one.text == title else fit(title, width=COVER_TITLE.width, lines=2, sizes=(36, 32, 28, 24))


def draw_sources(pages: Pages, told: SourcesSlide) -> None:
    """The figures with where they stand written, and remarks beneath."""
    slide, words = add_page(pages, told.heading), pages.words
    columns = (
        Column(words.source, 4.6, figures=False, lines=2),
        Column(words.figures, 0.7),
        Column(words.figures_about, 4.2, figures=False, lines=2),
    )
    if told.groups:
        sizes = Sizes(text=16, smallest=14, head=14, row=46, head_row=28)
        rows = tuple(_row(each, words) for each in told.groups)
        table(slide, BODY.below(-8), Grid(columns, rows, told.heading.title, sizes), words)
    if told.remarks:
        lines = [fit(text, width=BODY.width, lines=1, sizes=(14, 13, 12)) for text in told.remarks]
        height = 19.0 * len(lines)
        place = Box(BODY.left, BODY.top + BODY.height - height, BODY.width, height)
        text_box(slide, place, [line(each.text, each.size, Ink.MUTED) for each in lines], words)


def _row(told: SourceGroup, words: Wording) -> tuple[Cell, ...]:
    mark = f" {MARK}" if told.generated else ""
    return Cell(told.source + mark), Cell(str(told.count)), Cell(words.listing.join(told.labels))


def draw_open(pages: Pages, told: OpenSlide) -> None:
    """What is missing, a panel each: what it is, and what mends it; one part alone is left open to be filled in."""
    slide = add_page(pages, told.heading)
    if len(told.missing) == 1:
        for number, box in enumerate(BODY.rows(told.missing[0].blanks, gap=14), start=1):
            blank = (line(f"{number}  {pages.words.blank}", 24, Ink.MUTED),)
            panel(slide, box, blank, pages.words, MSO_ANCHOR.MIDDLE, padding=(28, 8))
        return
    for box, part in zip(BODY.rows(4, gap=14), told.missing, strict=False):
        width = box.width - 56
        title = fit(part.title, width=width, lines=1, sizes=(20, 18, 16))
        text = fit(part.message, width=width, lines=1, sizes=(18, 17, 16, 15, 14))
        lines = (line(title.text, title.size, bold=True, after=4), line(text.text, text.size, Ink.MUTED))
        panel(slide, box, lines, pages.words, MSO_ANCHOR.MIDDLE, padding=(28, 8))
