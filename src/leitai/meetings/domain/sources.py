"""Where each figure of a deck stands written: lines for the notes of its slide and for the table of sources."""

from collections.abc import Iterable, Sequence

from leitai.meetings.domain.deck import DeckContent, DeckFigure, Gap, Highlight, IndicatorSeries, Pledge, ProjectLine
from leitai.meetings.domain.slides import SourceGroup, SourceLine
from leitai.meetings.domain.text import measured, number, plain
from leitai.meetings.domain.wording import Wording


def figure_line(figure: DeckFigure, label: str = "") -> SourceLine:
    """The line of one figure, under another label where it is told apart by one."""
    value = measured(figure.value, figure.unit)
    return SourceLine(label or figure.label, value, figure.period, figure.source, figure.generated, figure.fact_id)


def edition_source(content: DeckContent, words: Wording) -> str:
    """What scores and ranks are taken from."""
    return f"{content.edition_title}{words.comma}{words.as_of.format(date=content.as_of.date().isoformat())}"


def six_lines(content: DeckContent, words: Wording) -> tuple[SourceLine, ...]:
    """Scores and ranks of the six comparisons."""
    source = edition_source(content, words)
    return tuple(
        SourceLine(
            f"{row.name} {words.score}",
            f"{number(row.score)}{_place(row.rank, row.of, words)}",
            content.period_label,
            source,
            row.generated,
        )
        for row in content.six
    )


def standing_lines(content: DeckContent, words: Wording) -> tuple[SourceLine, ...]:
    """The score and the rank of the edition."""
    own = content.standing
    if own is None:
        return ()
    value = f"{number(own.score)}{_place(own.rank, own.of, words)}"
    label = f"{words.score_chart} {words.city_rank}"
    return (SourceLine(label, value, content.period_label, edition_source(content, words), own.generated),)


def trend_lines(content: DeckContent, words: Wording) -> tuple[SourceLine, ...]:
    """The scores and ranks of past editions."""
    return tuple(
        SourceLine(
            words.score_chart,
            f"{number(point.score)}{_place(point.rank, point.of, words)}",
            point.label,
            content.edition_title,
            point.generated,
        )
        for point in content.trend.editions
    )


def series_lines(series: Sequence[IndicatorSeries]) -> tuple[SourceLine, ...]:
    """Every point of every indicator."""
    return tuple(
        SourceLine(
            each.name,
            measured(number(point.value, each.decimals), each.unit),
            point.period,
            point.source,
            point.generated,
            point.fact_id,
        )
        for each in series
        for point in each.points
        if point.value is not None
    )


def project_lines(projects: Sequence[ProjectLine], words: Wording) -> tuple[SourceLine, ...]:
    """What is planned and done in each project."""
    return tuple(
        SourceLine(f"{row.name} {label}", measured(plain(value), row.unit), row.period, row.source, row.generated)
        for row in projects
        for label, value in ((words.planned, row.planned), (words.done, row.done))
        if value is not None
    )


def gap_lines(gaps: Sequence[Gap], words: Wording) -> tuple[SourceLine, ...]:
    """Our own figure and the best of the peers."""
    lines: list[SourceLine] = []
    for gap in gaps:
        lines.append(figure_line(gap.own, gap.indicator))
        lines.append(figure_line(gap.best, f"{gap.indicator} {words.best} {gap.best_peer}".strip()))
    return tuple(lines)


def pledge_lines(pledges: Sequence[Pledge]) -> tuple[SourceLine, ...]:
    """The targets promised; a pledge without a figure stands with its text alone."""
    return tuple(
        figure_line(pledge.target, pledge.text)
        if pledge.target is not None
        else SourceLine(pledge.text, "", pledge.due, pledge.source, pledge.generated)
        for pledge in pledges
    )


def highlight_lines(highlights: Sequence[Highlight]) -> tuple[SourceLine, ...]:
    """Every figure of the highlights."""
    return tuple(figure_line(figure) for each in highlights for figure in each.figures)


def all_lines(content: DeckContent, words: Wording) -> tuple[SourceLine, ...]:
    """Every figure of the deck once: those reported first, then what the league made of them."""
    lines = (
        *highlight_lines(content.highlights),
        *project_lines(content.projects, words),
        *pledge_lines([pledge for pledge in content.pledges if pledge.target is not None]),
        *gap_lines(content.gaps, words),
        *standing_lines(content, words),
        *six_lines(content, words),
        *series_lines(content.trend.series),
        *trend_lines(content, words),
    )
    return tuple(dict.fromkeys(lines))


def grouped(lines: Iterable[SourceLine], words: Wording) -> tuple[SourceGroup, ...]:
    """The lines by source, in the order in which the sources first come up; generated ones apart."""
    groups: dict[tuple[str, bool], list[SourceLine]] = {}
    for line in lines:
        groups.setdefault((line.source or words.no_source, line.generated), []).append(line)
    return tuple(
        SourceGroup(source, len(found), tuple(dict.fromkeys(line.label for line in found)), generated)
        for (source, generated), found in groups.items()
    )


def noted(lines: Iterable[SourceLine], words: Wording) -> tuple[str, ...]:
    """The lines as they stand in the notes, each once."""
    return tuple(dict.fromkeys(_note(line, words) for line in lines))


def leading_sources(lines: Sequence[SourceLine], words: Wording) -> str:
    """A sentence that names where the figures come from: the first source, and how many there are."""
    named = tuple(dict.fromkeys(line.source for line in lines if line.source))
    if not named:
        return ""
    more = words.and_more.format(count=len(named)) if len(named) > 1 else ""
    return words.from_sources.format(sources=named[0] + more)


def any_generated(lines: Iterable[SourceLine]) -> bool:
    """Whether a figure among the lines was made for the demonstration."""
    return any(line.generated for line in lines)


def _note(line: SourceLine, words: Wording) -> str:
    period = f" ({line.period})" if line.period else ""
    number_in_ledger = f" #{line.fact_id}" if line.fact_id is not None else ""
    mark = f" [{words.generated}]" if line.generated else ""
    said = f"{line.label} {line.value}".strip()
    return f"{said}{period} — {words.source}{words.joint}{line.source or words.no_source}{number_in_ledger}{mark}"


def _place(rank: int | None, of: int, words: Wording) -> str:
    return "" if rank is None else f"{words.comma}{words.place_of.format(rank=rank, of=of)}"
