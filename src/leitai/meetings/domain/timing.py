"""How long to speak to each slide, so that the speech lasts the five minutes that a speaker has."""

from dataclasses import replace

from leitai.meetings.domain.slides import (
    CoverSlide,
    GapsSlide,
    HighlightsSlide,
    PledgesSlide,
    ProjectsSlide,
    Slide,
    SourcesSlide,
)
from leitai.meetings.domain.wording import Wording

SPEECH_SECONDS = 300
STEP_SECONDS = 5


def with_times(slides: tuple[Slide, ...], words: Wording) -> tuple[Slide, ...]:
    """The slides with a suggested time as the first line of their notes; sources are not spoken to."""
    total = sum(_weight(slide) for slide in slides)
    return tuple(_timed(slide, _seconds(_weight(slide), total), words) for slide in slides)


def _weight(slide: Slide) -> int:
    match slide:
        case SourcesSlide():
            return 0
        case CoverSlide():
            return 1
        case HighlightsSlide() | GapsSlide() | PledgesSlide() | ProjectsSlide():
            return 3
        case _:
            return 2


def _seconds(weight: int, total: int) -> int:
    return weight * SPEECH_SECONDS // total // STEP_SECONDS * STEP_SECONDS


def _timed(slide: Slide, seconds: int, words: Wording) -> Slide:
    if seconds == 0:
        return slide
    hint = words.speaking_time.format(seconds=seconds)
    return replace(slide, heading=replace(slide.heading, notes=(hint, *slide.heading.notes)))
