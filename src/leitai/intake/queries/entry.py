"""What a form needs: the cells, what the ledger knows of the unit, and where its peers stand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import structlog
from django.core.cache import cache
from django.db.models import Aggregate, Count, F, FloatField

from leitai.divisions import queries as tree
from leitai.formulas.errors import FormulaError
from leitai.intake.domain.checks.findings import Found
from leitai.intake.domain.checks.values import Measure, Quartiles, Sheet
from leitai.intake.domain.checks.whole import check
from leitai.intake.domain.datasets import DataSetSpec, RuleSpec, period_before, read_rule
from leitai.intake.domain.submissions import SubmissionState
from leitai.intake.models import Cell, Lock, Submission
from leitai.intake.queries import datasets
from leitai.intake.queries.datasets import Terms
from leitai.ledger import queries as ledger
from leitai.ledger.domain.facts import FactStatus
from leitai.ledger.domain.periods import Period

if TYPE_CHECKING:
    from leitai.divisions.models import Division
    from leitai.ledger.models import Indicator

_log = structlog.get_logger("leitai.intake")
PEER_PERIODS = 9
PEER_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Target:
    """A form that may be filled: one unit, one data set, one period."""

    terms: Terms
    period: Period
    division: "Division"


@dataclass(frozen=True, slots=True)
class Known:
    """A figure in force: its fact and value."""

    fact_id: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Entry:
    """A form as it stands, with everything its checks need."""

    target: Target
    submission: Submission | None
    indicators: tuple["Indicator", ...]
    cells: Mapping[str, Cell]
    history: Mapping[str, Mapping[str, Known]]
    peers: Mapping[str, Mapping[str, Quartiles]]
    lock: Lock | None

    def known(self, code: str) -> Known | None:
        """What the ledger holds already for this period."""
        return self.history.get(code, {}).get(self.target.period.text)

    @property
    def values(self) -> dict[str, Decimal]:
        """The figures of the form: typed, else as the ledger holds them."""
        held = {code: known.value for code in self.target.terms.spec.indicators if (known := self.known(code))}
        typed = {code: cell.value for code, cell in self.cells.items() if cell.value is not None}
        return held | typed

    @property
    def comments(self) -> dict[str, str]:
        """The comments typed, by indicator."""
        return {code: cell.comment for code, cell in self.cells.items() if cell.comment}

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The indicators as the checks know them."""
        return tuple(Measure(row.code, row.name, row.unit, row.decimals) for row in self.indicators)

    def findings(self) -> list[Found]:
        """What is wrong or odd, the gravest first."""
        own = self.target.period.text
        history = {
            code: {period: known.value for period, known in by_period.items() if period != own}
            for code, by_period in self.history.items()
        }
        spec = self.target.terms.spec
        sheet = Sheet(spec.periodicity, self.target.period, self.measures, self.values, history, self.peers)
        codes, units = _names(spec, self.indicators)
        return check(sheet, _readable(spec, units), codes, units)


def _names(spec: DataSetSpec, indicators: Iterable["Indicator"]) -> tuple[dict[str, str], dict[str, str]]:
    """Code and unit of what the rules read, by the names that stand there; `indicators` are at hand already."""
    codes, units = dict(spec.names), {row.code: row.unit for row in indicators}
    if missing := set(codes.values()) - units.keys():
        units |= dict(ledger.indicators().filter(code__in=missing).values_list("code", "unit"))
    return codes, {name: units[code] for name, code in codes.items() if code in units}


def _readable(spec: DataSetSpec, units: Mapping[str, str]) -> list[RuleSpec]:
    """The rules that the catalogue of today still allows to be read; a form is not lost over the others."""
    found = []
    for rule in spec.rules:
        try:
            read_rule(rule.formula, units)
        except FormulaError as error:
            _log.warning("rule left out", dataset=spec.code, rule=rule.code, why=str(error))
        else:
            found.append(rule)
    return found


def target_of(dataset: str, period: str, code: str) -> Target | None:
    """The form at an address; None where the data set, the period or the unit is none, or the unit owes nothing."""
    found, division = datasets.terms_of(dataset, period), tree.by_code(code)
    if found is None or division is None:
        return None
    terms, stretch = found
    owes = terms.spec.group in tree.groups_of(division.pk, stretch.last)
    return Target(terms, stretch, division) if owes else None


def entry_of(target: Target, today: date, *, with_peers: bool = True, with_draft: bool = True) -> Entry:
    """The form as it stands; without peers where only errors and warnings are asked for, which need none.

    Without the draft nothing shows of what its unit has not handed in yet.
    """
    spec = target.terms.spec
    rows = {row.code: row for row in ledger.indicators().filter(code__in=spec.indicators)}
    submission = submission_of(target)
    return Entry(
        target=target,
        submission=submission,
        indicators=tuple(rows[code] for code in spec.indicators if code in rows),
        cells=_cells(submission, with_draft),
        history=histories([target.division.pk], spec.indicators).get(target.division.pk, {}),
        peers=peers_of(target) if with_peers else {},
        lock=datasets.closed(target.terms.dataset.pk, target.period.text, target.division.pk, today),
    )


def _cells(submission: Submission | None, with_draft: bool) -> dict[str, Cell]:
    if submission is None or (submission.state == SubmissionState.DRAFT and not with_draft):
        return {}
    return {cell.indicator.code: cell for cell in submission.cells.select_related("indicator")}


def submission_of(target: Target) -> Submission | None:
    """The submission of a form, once something was typed."""
    return (
        Submission.objects.filter(dataset=target.terms.dataset, division=target.division, period=target.period.text)
        .select_related("version", "dataset", "division")
        .first()
    )


def histories(divisions: Iterable[int], codes: Iterable[str]) -> dict[int, dict[str, dict[str, Known]]]:
    """The figures in force by unit, indicator and period."""
    rows = _facts(codes).filter(division_id__in=divisions)
    found: dict[int, dict[str, dict[str, Known]]] = defaultdict(lambda: defaultdict(dict))
    for number, unit, code, period, value in rows.values_list(
        "id", "division_id", "indicator__code", "period", "value"
    ):
        found[unit][code][period] = Known(number, value)
    return found


def _facts(codes: Iterable[str]) -> Any:
    return ledger.facts_in_force().filter(indicator__code__in=codes, status=FactStatus.ACTUAL, variant="")


class Quantile(Aggregate):
    """The continuous quantile of a column."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(part)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def peers_of(target: Target, newest: int | None = None) -> dict[str, dict[str, Quartiles]]:
    """Quartiles of the units of the same kind in the same group, for this period and those before it.

    Kept until a fact is recorded; `newest` is its number, where the caller knows it.
    """
    newest = ledger.newest_fact() if newest is None else newest
    key = f"peers:{target.terms.version.pk}:{target.period.text}:{target.division.kind}:{newest}"
    found: dict[str, dict[str, Quartiles]] | None = cache.get(key)
    if found is None:
        found = _peers(target)
        cache.set(key, found, PEER_SECONDS)
    return found


def _peers(target: Target) -> dict[str, dict[str, Quartiles]]:
    spec = target.terms.spec
    places = tree.members(spec.group, target.period.last)
    inside = [place.id for place in places if place.kind == target.division.kind]
    rows = _facts(spec.indicators).filter(division_id__in=inside, period__in=_periods_back(target))
    named = rows.values(code=F("indicator__code"), at=F("period")).annotate(
        count=Count("id"),
        low=Quantile("value", part=0.25),
        middle=Quantile("value", part=0.5),
        high=Quantile("value", part=0.75),
    )
    found: dict[str, dict[str, Quartiles]] = defaultdict(dict)
    for row in named:
        found[row["code"]][row["at"]] = Quartiles(
            row["count"], _decimal(row["low"]), _decimal(row["middle"]), _decimal(row["high"])
        )
    return dict(found)


def _decimal(value: float) -> Decimal:
    return round(Decimal(value), 8)


def _periods_back(target: Target) -> list[str]:
    found = [target.period]
    for _ in range(PEER_PERIODS - 1):
        found.append(period_before(target.terms.spec.periodicity, found[-1]))
    return [period.text for period in found]


def shown_peers(entry: Entry, code: str) -> tuple[str, Quartiles] | None:
    """The newest period with enough peers, and their quartiles."""
    by_period: Mapping[str, Quartiles] = entry.peers.get(code, {})
    for period in _periods_back(entry.target):
        if period in by_period and by_period[period].count >= 5:
            return period, by_period[period]
    return None


def last_known(entry: Entry, code: str) -> tuple[str, Known] | None:
    """The newest figure before this period."""
    first = entry.target.period.first
    earlier = [
        (Period.parse(text), known)
        for text, known in entry.history.get(code, {}).items()
        if Period.parse(text).last < first
    ]
    if not earlier:
        return None
    period, known = max(earlier, key=lambda pair: pair[0].last)
    return period.text, known


def at(found: Iterable[Found], code: str) -> list[Found]:
    """The findings shown at one indicator: where it takes part in them."""
    return [one for one in found if code in one.indicators]
