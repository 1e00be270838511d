"""Rules between indicators, in the formula language. A rule whose figures are not all there says nothing."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from leitai.formulas.evaluating import evaluate
from leitai.formulas.formula import Formula
from leitai.formulas.functions import Shift
from leitai.intake.domain.checks.findings import Finding, Found
from leitai.intake.domain.checks.values import Sheet
from leitai.intake.domain.datasets import RuleSpec, period_before, read_rule, year_to_date
from leitai.ledger.domain.facts import plain
from leitai.ledger.domain.periods import Period


def broken_rules(
    rules: Iterable[RuleSpec], sheet: Sheet, codes: Mapping[str, str], units: Mapping[str, str]
) -> Iterator[Found]:
    """The rules that do not hold. `codes` and `units` of all indicators by their Chinese names."""
    for rule in rules:
        formula = read_rule(rule.formula, units)
        given = {reading.key: read(sheet, codes[reading.name], reading.shifts) for reading in formula.readings}
        if evaluate(formula, given) is False:
            yield _found(rule, formula, given, codes, units)


def _found(
    rule: RuleSpec,
    formula: Formula,
    given: Mapping[str, Decimal | None],
    codes: Mapping[str, str],
    units: Mapping[str, str],
) -> Found:
    said = [f"{reading.key} {_said(given[reading.key], units[reading.name])}" for reading in formula.readings]
    return Found(
        kind=Finding.RULE,
        severity=rule.severity,
        indicators=tuple(codes[name] for name in formula.names),
        numbers={"formula": str(formula), "values": "；".join(said)},
        words=rule.words,
        words_en=rule.words_en,
    )


def _said(value: Decimal | None, unit: str) -> str:
    return "–" if value is None else f"{plain(value)} {unit}"


def read(sheet: Sheet, code: str, shifts: tuple[Shift, ...], period: Period | None = None) -> Decimal | None:
    """The value that a reading means: of the sheet's period, shifted in time from the outside in."""
    period = period or sheet.period
    if not shifts:
        return sheet.value(code, period)
    match shifts[0]:
        case Shift.LAST_YEAR:
            return read(sheet, code, shifts[1:], period.year_before)
        case Shift.PREVIOUS:
            return read(sheet, code, shifts[1:], period_before(sheet.periodicity, period))
        case Shift.CUMULATIVE:
            parts = [read(sheet, code, shifts[1:], part) for part in year_to_date(sheet.periodicity, period)]
            known = [part for part in parts if part is not None]
            return sum(known, Decimal(0)) if len(known) == len(parts) else None
