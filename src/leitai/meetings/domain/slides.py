"""The slides of a deck as values: what each says, before anything is drawn."""

from dataclasses import dataclass

from leitai.meetings.domain.deck import (
    DimensionStanding,
    EditionPoint,
    Gap,
    Highlight,
    IndicatorSeries,
    Pledge,
    ProjectLine,
    Standing,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What every slide has. `lead` is the sentence under the title; `notes` are the lines of the speaker's notes.

    `generated` is true where a figure on the slide was made for the demonstration.
    """

    title: str
    lead: str = ""
    notes: tuple[str, ...] = ()
    generated: bool = False


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A figure with where it stands written."""

    label: str
    value: str
    period: str
    source: str
    generated: bool
    fact_id: int | None = None


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """One source, with how many figures of the deck stand in it and what they are about."""

    source: str
    count: int
    labels: tuple[str, ...]
    generated: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """A part of the story that cannot be told yet, and what mends it."""

    title: str
    message: str
    blanks: int = 0  # lines that a speaker may fill in by hand


@dataclass(frozen=True, slots=True)
class CoverSlide:
    heading: Heading
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SixSlide:
    heading: Heading
    dimensions: tuple[DimensionStanding, ...]


@dataclass(frozen=True, slots=True)
class StandingSlide:
    heading: Heading
    standing: Standing
    county_name: str


@dataclass(frozen=True, slots=True)
class TrendSlide:
    heading: Heading
    editions: tuple[EditionPoint, ...]


@dataclass(frozen=True, slots=True)
class SeriesSlide:
    heading: Heading
    series: tuple[IndicatorSeries, ...]


@dataclass(frozen=True, slots=True)
class HighlightsSlide:
    heading: Heading
    highlights: tuple[Highlight, ...]


@dataclass(frozen=True, slots=True)
class ProjectsSlide:
    heading: Heading
    projects: tuple[ProjectLine, ...]


@dataclass(frozen=True, slots=True)
class GapsSlide:
    heading: Heading
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class PledgesSlide:
    heading: Heading
    pledges: tuple[Pledge, ...]


@dataclass(frozen=True, slots=True)
class SourcesSlide:
    heading: Heading
    groups: tuple[SourceGroup, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenSlide:
    """The slide that says what is missing, all in one place."""

    heading: Heading
    missing: tuple[Missing, ...]


Slide = (
    CoverSlide
    | SixSlide
    | StandingSlide
    | TrendSlide
    | SeriesSlide
    | HighlightsSlide
    | ProjectsSlide
    | GapsSlide
    | PledgesSlide
    | SourcesSlide
    | OpenSlide
)
