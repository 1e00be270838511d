"""The door of the renderer: a deck's content in, an editable presentation out."""

from typing import BinaryIO

from leitai.meetings.domain.deck import DeckContent
from leitai.meetings.domain.slides import (
    CoverSlide,
    GapsSlide,
    HighlightsSlide,
    OpenSlide,
    PledgesSlide,
    ProjectsSlide,
    SeriesSlide,
    SixSlide,
    Slide,
    SourcesSlide,
    StandingSlide,
    TrendSlide,
)
from leitai.meetings.domain.story import tell
from leitai.meetings.domain.text import cleaned
from leitai.meetings.domain.wording import wording_of
from leitai.meetings.rendering import figures, frame, standings, works
from leitai.meetings.rendering.package import set_properties, write_package
from leitai.meetings.rendering.page import Pages
from leitai.meetings.rendering.template import empty_deck


def render_deck(content: DeckContent, target: BinaryIO) -> None:
    """Write the deck as PPTX to `target`, a seekable binary file. The same content gives the same bytes."""
    content = cleaned(content)
    words = wording_of(content.language)
    foot = words.comma.join(text for text in (content.unit_name, content.edition_title) if text)
    pages = Pages(empty_deck(), words, foot)
    slides = tell(content)
    for slide in slides:
        _draw(pages, slide)
    set_properties(
        pages.deck,
        title=f"{content.unit_full_name}{words.joint}{content.meeting_label}",
        subject=content.edition_title,
        author=content.unit_full_name,
        language=words.language,
        at=content.as_of,
    )
    write_package(pages.deck, target)


def _draw(pages: Pages, slide: Slide) -> None:
    match slide:
        case CoverSlide():
            frame.draw_cover(pages, slide)
        case SixSlide():
            standings.draw_six(pages, slide)
        case StandingSlide():
            standings.draw_standing(pages, slide)
        case TrendSlide():
            standings.draw_trend(pages, slide)
        case SeriesSlide():
            figures.draw_series(pages, slide)
        case HighlightsSlide():
            figures.draw_highlights(pages, slide)
        case ProjectsSlide():
            works.draw_projects(pages, slide)
        case GapsSlide():
            works.draw_gaps(pages, slide)
        case PledgesSlide():
            works.draw_pledges(pages, slide)
        case SourcesSlide():
            frame.draw_sources(pages, slide)
        case OpenSlide():
            frame.draw_open(pages, slide)
