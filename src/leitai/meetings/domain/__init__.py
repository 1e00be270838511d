"""The content of an exchange meeting's decks and the story they tell: pure values, no drawing."""

from leitai.meetings.domain.deck import (
    DeckContent,
    DeckFigure,
    DimensionStanding,
    EditionPoint,
    Gap,
    Highlight,
    IndicatorSeries,
    Language,
    Neighbour,
    Pledge,
    ProjectLine,
    RankInterval,
    SeriesPoint,
    Standing,
    Trend,
)
from leitai.meetings.domain.meeting import MeetingPlan, load_meeting
from leitai.meetings.domain.story import tell

__all__ = [
    "DeckContent",
    "DeckFigure",
    "DimensionStanding",
    "EditionPoint",
    "Gap",
    "Highlight",
    "IndicatorSeries",
    "Language",
    "MeetingPlan",
    "Neighbour",
    "Pledge",
    "ProjectLine",
    "RankInterval",
    "SeriesPoint",
    "Standing",
    "Trend",
    "load_meeting",
    "tell",
]
