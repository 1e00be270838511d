"""The order of a deck: which slides there are, what their titles say, and where their figures come from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from leitai.meetings.domain import sources
from leitai.meetings.domain.deck import DeckContent, DeckFigure, DimensionStanding, Highlight, ProjectLine
from leitai.meetings.domain.slides import (
    CoverSlide,
    GapsSlide,
    Heading,
    HighlightsSlide,
    Missing,
    OpenSlide,
    PledgesSlide,
    ProjectsSlide,
    SeriesSlide,
    SixSlide,
    Slide,
    SourceLine,
    SourcesSlide,
    StandingSlide,
    TrendSlide,
)
from leitai.meetings.domain.text import cleaned, finite, measured, plain
from leitai.meetings.domain.timing import with_times
from leitai.meetings.domain.wording import Wording, wording_of

HIGHLIGHTS_A_SLIDE = 6
MOST_HIGHLIGHTS = 12
MOST_SERIES = 4
MOST_PROJECTS = 6
MOST_GAPS = 5
MOST_PLEDGES = 6
MOST_SOURCES = 6
BETWEEN = " · "  # between the parts of a lead

Item = TypeVar("Item")


def tell(content: DeckContent) -> tuple[Slide, ...]:
    """The slides of a deck in order, with cleaned texts, titles, notes and marks."""
    content = cleaned(content)
    words = wording_of(content.language)
    parts = [part for chapter in _CHAPTERS for part in chapter(content, words)]
    missing = tuple(part for part in parts if isinstance(part, Missing))
    slides = (*(part for part in parts if not isinstance(part, Missing)), *_open(missing, words))
    alone = missing if len(missing) == 1 and not missing[0].blanks else ()
    remarks = (*(f"{part.title}{words.joint}{part.message}" for part in alone), *content.remarks)
    return with_times((*slides, *_sources(replace(content, remarks=remarks), words)), words)


def heading(title: str, lead: str, lines: Sequence[SourceLine], words: Wording) -> Heading:
    """A heading whose notes and mark follow from the figures on its slide."""
    return Heading(title, lead, sources.noted(lines, words), sources.any_generated(lines))


def _with_sentences(top: Heading, sentences: Sequence[str]) -> Heading:
    return replace(top, notes=(*dict.fromkeys(text for text in sentences if text), *top.notes))


def _cover(content: DeckContent, words: Wording) -> Iterator[Slide]:
    as_of = words.as_of.format(date=content.as_of.date().isoformat())
    details = tuple(text for text in (content.edition_title, as_of) if text)
    noted = words.comma.join(text for text in (content.edition_title, content.period_label, as_of) if text)
    yield CoverSlide(Heading(content.unit_full_name or content.unit_name, content.meeting_label, (noted,)), details)


def _six(content: DeckContent, words: Wording) -> Iterator[Slide]:
    scored = [row for row in content.six if row.score is not None]
    if not scored:
        return
    ahead = sum(row.peer_median is not None and (row.score or 0) >= row.peer_median for row in scored)
    lines = sources.six_lines(content, words)
    title = words.six_title.format(ahead=ahead)
    yield SixSlide(heading(title, _best_and_worst(scored, words), lines, words), content.six)


def _best_and_worst(rows: Sequence[DimensionStanding], words: Wording) -> str:
    ranked = sorted((row.rank, row.name) for row in rows if row.rank is not None)
    if len(ranked) < 2:
        return ""
    (best_rank, best), (worst_rank, worst) = ranked[0], ranked[-1]
    return words.six_lead.format(best=best, best_rank=best_rank, worst=worst, worst_rank=worst_rank)


def _standing(content: DeckContent, words: Wording) -> Iterator[Slide | Missing]:
    own = content.standing
    if own is None:
        yield Missing(words.standing_missing, words.standing_missing_how.format(edition=content.edition_title))
        return
    title = words.standing_title.format(rank=own.rank, of=own.of)
    lead = BETWEEN.join(text for text in (content.period_label, _change(own.previous_rank, own.rank, words)) if text)
    yield StandingSlide(heading(title, lead, sources.standing_lines(content, words), words), own, content.county_name)


def _change(previous: int | None, rank: int, words: Wording) -> str:
    if previous is None:
        return ""
    steps = previous - rank
    if steps == 0:
        return words.unchanged
    return (words.risen if steps > 0 else words.fallen).format(steps=abs(steps))


def _trend(content: DeckContent, words: Wording) -> Iterator[Slide]:
    known = [point for point in content.trend.editions if point.rank is not None]
    if len(known) < 2:
        return
    title = words.trend_title.format(editions=len(known), first=known[0].rank, last=known[-1].rank)
    lines = sources.trend_lines(content, words)
    yield TrendSlide(heading(title, words.trend_lead, lines, words), content.trend.editions)


def _series(content: DeckContent, words: Wording) -> Iterator[Slide]:
    told = tuple(each for each in content.trend.series if sum(point.value is not None for point in each.points) >= 2)[
        :MOST_SERIES
    ]
    if told:
        names = words.listing.join(each.name for each in told)
        yield SeriesSlide(heading(words.series_title, names, sources.series_lines(told), words), told)


def _highlights(content: DeckContent, words: Wording) -> Iterator[Slide | Missing]:
    cards = (*_as_cards(_known_projects(content), words), *content.highlights)
    told = tuple(each for each in cards if each.figures)[:MOST_HIGHLIGHTS]
    if not told:
        yield Missing(words.highlights_missing, words.highlights_missing_how)
        return
    first = told[0].figures[0]
    title = words.highlights_title.format(first=f"{told[0].title} {measured(first.value, first.unit)}")
    counted = words.highlights_lead.format(works=len(told), figures=sum(len(each.figures) for each in told))
    pages = _even_pages(told, HIGHLIGHTS_A_SLIDE)
    for page, shown in enumerate(pages, start=1):
        suffix = words.highlights_more.format(page=page, pages=len(pages)) if len(pages) > 1 else ""
        lines = sources.highlight_lines(shown)
        lead = BETWEEN.join(text for text in (counted, sources.leading_sources(lines, words)) if text)
        top = heading(title + suffix, lead, lines, words)
        yield HighlightsSlide(_with_sentences(top, [each.note for each in shown]), shown)


def _projects(content: DeckContent, words: Wording) -> Iterator[Slide]:
    told = _known_projects(content)
    if told and not _as_cards(told, words):
        lines = sources.project_lines(told, words)
        title, lead = _together(told, words)
        top = heading(title, lead or sources.leading_sources(lines, words), lines, words)
        yield ProjectsSlide(_with_sentences(top, [row.note for row in told]), told)


def _known_projects(content: DeckContent) -> tuple[ProjectLine, ...]:
    rows = (replace(row, planned=finite(row.planned), done=finite(row.done)) for row in content.projects)
    return tuple(row for row in rows if row.planned is not None or row.done is not None)[:MOST_PROJECTS]


def _as_cards(rows: Sequence[ProjectLine], words: Wording) -> tuple[Highlight, ...]:
    """A single project makes no chart: it is told among the highlights."""
    if len(rows) != 1:
        return ()
    (row,) = rows
    rate = row.done / row.planned * 100 if row.planned and row.done is not None else row.progress and row.progress * 100
    told = ((words.planned, row.planned, row.unit), (words.done, row.done, row.unit), (words.progress_share, rate, "%"))
    figures = tuple(
        DeckFigure(label, plain(value, 0 if unit == "%" else 2), unit, row.period, row.source, row.generated)
        for label, value, unit in told
        if value is not None
    )
    return (Highlight(row.name, figures, row.note),)


def _together(rows: Sequence[ProjectLine], words: Wording) -> tuple[str, str]:
    """Title and lead; the projects are added up only where all are stated in the same unit."""
    title = words.projects_title.format(projects=len(rows))
    planned = [row.planned for row in rows if row.planned is not None]
    done = [row.done for row in rows if row.done is not None]
    units = {row.unit for row in rows}
    if len(units) != 1 or len(planned) != len(rows) or len(done) != len(rows) or sum(planned) <= 0:
        return title, ""
    unit = units.pop()
    lead = words.projects_lead.format(
        planned=measured(plain(sum(planned)), unit), done=measured(plain(sum(done)), unit)
    )
    return title + words.projects_rate.format(progress=f"{sum(done) / sum(planned):.0%}"), lead


def _gaps(content: DeckContent, words: Wording) -> Iterator[Slide | Missing]:
    told = tuple(sorted(content.gaps, key=lambda gap: -gap.distance))[:MOST_GAPS]
    if not told:
        yield Missing(words.gaps_missing, words.gaps_missing_how)
        return
    title = words.gaps_title.format(indicator=told[0].indicator)
    yield GapsSlide(heading(title, words.gaps_lead, sources.gap_lines(told, words), words), told)


def _pledges(content: DeckContent, words: Wording) -> Iterator[Slide | Missing]:
    told = content.pledges[:MOST_PLEDGES]
    if not told:
        yield Missing(words.pledges_missing, words.pledges_missing_how, blanks=3)
        return
    title = words.pledges_title.format(pledges=len(told))
    lines = sources.pledge_lines(told)
    top = heading(title, sources.leading_sources(lines, words), lines, words)
    yield PledgesSlide(_with_sentences(top, [each.note for each in told]), told)


_CHAPTERS: tuple[Callable[[DeckContent, Wording], Iterator[Slide | Missing]], ...] = (
    _cover,
    _six,
    _standing,
    _trend,
    _series,
    _highlights,
    _projects,
    _gaps,
    _pledges,
)


def _open(missing: tuple[Missing, ...], words: Wording) -> Iterator[Slide]:
    """One slide for all that is missing: a deck of empty slides helps nobody. One part alone gets its own title."""
    if len(missing) == 1 and missing[0].blanks:
        yield OpenSlide(Heading(missing[0].title, missing[0].message), missing)
    elif len(missing) > 1:
        yield OpenSlide(Heading(words.missing_title.format(parts=len(missing)), words.missing_lead), missing)


def _sources(content: DeckContent, words: Wording) -> Iterator[Slide]:
    """The sources for the hall, every figure with its source in the notes."""
    lines = sources.all_lines(content, words)
    groups = sources.grouped(lines, words)
    if not groups and not content.remarks:
        return
    left = sum(group.count for group in groups[MOST_SOURCES:])
    more = (words.sources_more.format(count=left),) if left else ()
    top = heading(words.sources_title, words.sources_lead, lines, words)
    top = replace(top, notes=(*content.remarks, *top.notes))
    yield SourcesSlide(top, groups[:MOST_SOURCES], (*content.remarks[:3], *more))


def _pages(items: Sequence[Item], size: int) -> list[tuple[Item, ...]]:
    return [tuple(items[start : start + size]) for start in range(0, len(items), size)]


def _even_pages(items: Sequence[Item], size: int) -> list[tuple[Item, ...]]:
    pages = -(-len(items) // size)
    return _pages(items, -(-len(items) // pages))
