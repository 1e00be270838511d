"""Forms of the demonstration: one in every state, some units late. The figures are made up and marked as generated."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from random import Random

from leitai.accounts.domain import Actor, Role
from leitai.divisions import queries as divisions
from leitai.intake.domain.datasets import packaged_datasets
from leitai.intake.domain.working_days import ONE_DAY
from leitai.intake.queries import submissions as queries
from leitai.intake.queries.entry import Target, submission_of, target_of
from leitai.intake.services import on_day, review
from leitai.intake.services import submissions as services
from leitai.intake.services.submissions import Typed
from leitai.ledger import queries as ledger
from leitai.ledger import services as ledger_services
from leitai.ledger.domain.catalogue import load_catalogue
from leitai.ledger.domain.facts import EvidenceKind, FactKey, NewFact
from leitai.ledger.domain.periods import Period
from leitai.ledger.domain.recording import Entry, NewSource

Figures = dict[str, Decimal | None]
SEED = 20190709
CITY, COUNTY, OWN = "330300000000", "330304000000", "330304005000"
QUARTER, YEAR_BEFORE = "2019Q2", "2018Q2"
MONTHS = (  # month, first and last day of handing in, share that did not
    ("2019-05", date(2019, 6, 4), date(2019, 6, 12), 0.06),
    ("2019-06", date(2019, 7, 2), date(2019, 7, 5), 0.3),
)
GROUP = "arena-185"
COMMENT = "演示数据"


def indicators() -> tuple[str, ...]:
    """The indicators of the quarterly form, so that there are figures of the past to hold it against."""
    return next(spec.indicators for spec in packaged_datasets(load_catalogue()) if spec.code == "quarterly_economy")


def load() -> None:
    """Load the forms, once."""
    if queries.any_submissions():
        return
    rng = Random(SEED)  # noqa: S311  # no secret
    places = divisions.members(GROUP, Period.parse(QUARTER).last)
    units = [place.code for place in places if place.county_code == COUNTY and place.code != OWN]
    _monthly(rng)
    _quarterly(rng, units)
    _services(rng, units)


def _reporter(code: str) -> Actor:
    return Actor(None, None, Role.REPORTER, None, code, "demonstration", frozenset({code}))


def _reviewer(code: str, role: Role = Role.REVIEWER) -> Actor:
    scope = divisions.codes_within(code, Period.parse(QUARTER).last + ONE_DAY)
    return Actor(None, None, role, None, code, "demonstration", scope)


def _fill(dataset: str, period: str, code: str, values: Figures, comments: Mapping[str, str]) -> Target:
    target = target_of(dataset, period, code)
    if target is None:
        raise LookupError(f"{code} owes no {dataset} for {period}")
    typed = [Typed(name, value, comments.get(name, "")) for name, value in values.items()]
    services.save_cells(actor=_reporter(code), target=target, typed=typed)
    return target


def _submitted(target: Target) -> None:
    services.submit(actor=_reporter(target.division.code), target=target)


def _accepted(targets: Iterable[Target], reviewer: Actor) -> None:
    for target in targets:
        found = submission_of(target)
        if found is not None:
            review.accept(actor=reviewer, submission=found)


def _monthly(rng: Random) -> None:
    """By month nearly every unit, by forms in the county of the reviewer, else by import; some came late, some owe."""
    for month, first, last, missing in MONTHS:
        entries: list[Entry] = []
        for place in divisions.members(GROUP, Period.parse(month).last):
            values, day = _month_values(rng), first + rng.randint(0, (last - first).days) * ONE_DAY
            gone = rng.random() < missing if place.code != OWN else month != MONTHS[0][0]
            if not gone and place.county_code == COUNTY:
                _handed_in_on(day, month, place.code, values)
            elif not gone:
                keys = {name: FactKey(name, place.code, month) for name in values}
                entries += [Entry(NewFact(keys[name], value)) for name, value in values.items() if value]
        source = NewSource(EvidenceKind.GENERATED, f"{COMMENT} {month}", f"generated, seed {SEED}")
        ledger_services.record_facts(actor=Actor.system("demonstration"), source=source, entries=entries)


def _handed_in_on(day: date, month: str, code: str, values: Figures) -> None:
    with on_day(day):
        target = _fill("monthly_projects", month, code, values, {})
        _submitted(target)
        _accepted([target], _reviewer(COUNTY))


def _month_values(rng: Random) -> Figures:
    solved = rng.randint(3, 9)
    return {
        "upgrading_land": Decimal(rng.randint(80, 400)) / 10,
        "project_obstacles_solved": Decimal(solved),
        "project_obstacle_days": Decimal(rng.randint(6, 30)),
    }


def _quarterly(rng: Random, units: list[str]) -> None:
    """The unit of the demonstration's reporter is half done; of its neighbours some handed in, one was sent back."""
    growth = _grown(rng, [OWN, *units])
    own = dict(list(growth[OWN].items())[:7])
    own["industrial_value_added"] = 1000 * (own.get("industrial_value_added") or Decimal(1))
    _fill("quarterly_economy", QUARTER, OWN, own, {})
    handed_in = [
        _fill("quarterly_economy", QUARTER, code, growth[code], dict.fromkeys(growth[code], COMMENT))
        for code in units[:6]
    ]
    for target in handed_in:
        _submitted(target)
    sent_back = submission_of(handed_in[0])
    if sent_back is not None:
        reasons = {"trade_sales": "与统计快报不一致，请核对口径"}
        review.return_submission(actor=_reviewer(COUNTY), submission=sent_back, remark="一处需要核对", reasons=reasons)
    _fill("quarterly_economy", QUARTER, units[6], dict(list(growth[units[6]].items())[:4]), {})


def _grown(rng: Random, units: list[str]) -> dict[str, Figures]:
    """The figures of a year before, grown a little; none where there was none."""
    found = target_of("quarterly_economy", QUARTER, units[0])
    codes = found.terms.spec.indicators if found else ()
    rows = ledger.readings(indicators=frozenset(codes), divisions=frozenset(units), periods=frozenset({YEAR_BEFORE}))
    known = {(row.division, row.indicator): row.value for row in rows}
    rates = {unit: Decimal(rng.randint(1020, 1180)) / 1000 for unit in units}
    return {
        unit: {code: round(known[unit, code] * rates[unit], 2) if (unit, code) in known else None for code in codes}
        for unit in units
    }


def _services(rng: Random, units: list[str]) -> None:
    """One form waits for the county, one for the city."""
    targets = [_fill("quarterly_services", QUARTER, code, _service_values(rng), {}) for code in units[:2]]
    for target in targets:
        _submitted(target)
    _accepted(targets[:1], _reviewer(COUNTY))


def _service_values(rng: Random) -> Figures:
    filed = rng.randint(30, 90)
    return {
        "market_entities_new": Decimal(rng.randint(80, 400)),
        "enterprise_issues_filed": Decimal(filed),
        "enterprise_issues_solved": Decimal(filed - rng.randint(0, 9)),
        "approval_days": Decimal(rng.randint(20, 80)),
        "bridge_loans": Decimal(rng.randint(5, 90)) / 100,
        "service_centre_items": Decimal(rng.randint(60, 300)),
        "errands_done": Decimal(rng.randint(40, 300)),
    }
