"""Data sets: which indicators who must report, how often, by when, and the rules between them.

A document is TOML of `[[dataset]]` tables. Reading checks it whole, and reports every fault at once.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from leitai.formulas.errors import FormulaError
from leitai.formulas.formula import Formula, names_in, read_formula
from leitai.formulas.kinds import Kind, Typed
from leitai.formulas.names import normal
from leitai.intake.domain.checks.findings import Severity
from leitai.ledger.domain.catalogue import CODE, IndicatorSpec, Periodicity
from leitai.ledger.domain.periods import Period

MOST_WORKING_DAYS = 120


class Step(StrEnum):
    """Who accepts: the county, then the city where the data set says so."""

    COUNTY = "county"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule between indicators that holds where the formula is true; the words say what it means."""

    code: str
    formula: str
    severity: Severity
    words: str
    words_en: str


@dataclass(frozen=True, slots=True)
class DataSetSpec:
    """A data set from a day on. `group` is the group of divisions that owe it; due N working days after the period.

    Its rules read indicators by name; a catalogue may call them otherwise later, so `names` holds what they meant.
    """

    code: str
    name: str
    name_en: str
    valid_from: date
    periodicity: Periodicity
    group: str
    due_working_days: int
    review: tuple[Step, ...]
    indicators: tuple[str, ...]
    rules: tuple[RuleSpec, ...] = ()
    note: str = ""
    note_en: str = ""
    names: tuple[tuple[str, str], ...] = ()
    """What the names in the rules meant when they were written: name and code of the indicator."""

    def periods(self, start: date, end: date) -> list[Period]:
        """The periods that ended within these days, oldest first; none from before the data set."""
        return [one for one in ended_periods(self.periodicity, start, end) if one.first >= self.valid_from]


class DataSetError(ValueError):
    """A document of data sets that cannot be used; every fault says where it is and how to mend it."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


MONTHS = {Periodicity.MONTH: 1, Periodicity.QUARTER: 3, Periodicity.HALF: 6, Periodicity.YEAR: 12}


def ended_periods(periodicity: Periodicity, start: date, end: date) -> Iterator[Period]:
    """The periods that ended on `start` or later, and before `end`, oldest first.

    >>> [period.text for period in ended_periods(Periodicity.QUARTER, date(2019, 1, 1), date(2019, 7, 9))]
    ['2019Q1', '2019Q2']
    >>> [period.text for period in ended_periods(Periodicity.YEAR, date(2018, 6, 4), date(2019, 7, 9))]
    ['2018']
    """
    length = MONTHS[periodicity]
    for year in range(start.year, end.year + 1):
        for number in range(12 // length):
            period = Period.parse(_text(periodicity, year, number + 1))
            if start <= period.last < end:
                yield period


def _text(periodicity: Periodicity, year: int, number: int) -> str:
    match periodicity:
        case Periodicity.MONTH:
            return f"{year}-{number:02}"
        case Periodicity.QUARTER:
            return f"{year}Q{number}"
        case Periodicity.HALF:
            return f"{year}H{number}"
        case _:
            return str(year)


def period_before(periodicity: Periodicity, period: Period) -> Period:
    """The period just before another of the same length.

    >>> period_before(Periodicity.QUARTER, Period.parse("2019Q1")).text
    '2018Q4'
    """
    length = MONTHS[periodicity]
    number = (period.first.month - 1) // length
    year, number = (period.first.year, number) if number else (period.first.year - 1, 12 // length)
    return Period.parse(_text(periodicity, year, number))


def year_to_date(periodicity: Periodicity, period: Period) -> list[Period]:
    """The periods of the year up to and with this one."""
    last = (period.first.month - 1) // MONTHS[periodicity] + 1
    return [Period.parse(_text(periodicity, period.first.year, number)) for number in range(1, last + 1)]


def is_period_of(periodicity: Periodicity, text: str) -> bool:
    """Whether a text names a period of this length in its one form.

    >>> is_period_of(Periodicity.MONTH, "2019Q1")
    False
    """
    length = MONTHS.get(periodicity)
    year = text[:4]
    if length is None or len(year) < 4 or year[0] not in "12" or not (year.isascii() and year.isdigit()):
        return False
    return any(text == _text(periodicity, int(year), number + 1) for number in range(12 // length))


def read_rule(formula: str, indicators: Mapping[str, str]) -> Formula:
    """A rule's formula, over the units of measure of all indicators by their Chinese names. Raises FormulaError."""
    return _read(formula, tuple(indicators.items()))


@lru_cache(maxsize=512)
def _read(formula: str, indicators: tuple[tuple[str, str], ...]) -> Formula:
    """A form is checked at every cell that is saved: its rules are read once."""
    return read_formula(formula, {name: Typed.number(unit) for name, unit in indicators}, Kind.BOOLEAN)


def parse_datasets(text: str, catalogue: Iterable[IndicatorSpec]) -> tuple[DataSetSpec, ...]:
    """The data sets of a TOML document in its order. Raises DataSetError with every fault."""
    try:
        tables = tomllib.loads(text).get("dataset", [])
    except tomllib.TOMLDecodeError as error:
        raise DataSetError([f"document: not TOML: {error}; mend it at that place"]) from error
    if not isinstance(tables, list) or not tables:
        raise DataSetError(["document: no [[dataset]] tables; write at least one"])
    known = {spec.code: spec for spec in catalogue}
    faults = [fault for place, table in enumerate(tables, 1) for fault in _faults(table, place, known)]
    if faults:
        raise DataSetError(faults)
    return tuple(with_names(spec_of(table), {one.name: one.code for one in known.values()}) for table in tables)


def with_names(spec: DataSetSpec, codes: Mapping[str, str]) -> DataSetSpec:
    """The data set with the codes of the names that its rules read; `codes` of the catalogue by name."""
    plain = {normal(name): code for name, code in codes.items()}
    read = dict.fromkeys(name for rule in spec.rules for name in names_in(rule.formula) if name in plain)
    return replace(spec, names=tuple((name, plain[name]) for name in read))


def with_rules(spec: DataSetSpec, rules: Sequence[RuleSpec], codes: Mapping[str, str]) -> DataSetSpec:
    """The data set under these rules; `codes` of the catalogue of today by name.

    A name that a rule of before reads means what it meant when that rule was set, and so does one that is no more.
    """
    held = {name for rule in rules if rule in spec.rules for name in names_in(rule.formula)}
    today = {normal(name): code for name, code in codes.items()}
    meant = {name: code for name, code in spec.names if name in held or name not in today}
    return with_names(replace(spec, rules=tuple(rules)), today | meant)


def rules_changed(before: Sequence[RuleSpec], after: Sequence[RuleSpec]) -> dict[str, list[str]]:
    """The codes of the rules that came, went and were changed.

    >>> one = RuleSpec("a", "甲 > 0", Severity.ERROR, "甲", "A")
    >>> rules_changed([one], [replace(one, formula="甲 > 1"), replace(one, code="b")])
    {'new': ['b'], 'changed': ['a'], 'gone': []}
    """
    old, new = ({rule.code: rule for rule in rules} for rules in (before, after))
    return {
        "new": sorted(new.keys() - old.keys()),
        "changed": sorted(code for code in new.keys() & old.keys() if new[code] != old[code]),
        "gone": sorted(old.keys() - new.keys()),
    }


def spec_of(table: Mapping[str, Any]) -> DataSetSpec:
    """A data set from a table that has no fault: of a document, or as it was stored (days as ISO texts)."""
    day = table["valid_from"]
    return DataSetSpec(
        code=table["code"],
        name=table["name"],
        name_en=table["name_en"],
        valid_from=day if isinstance(day, date) else date.fromisoformat(day),
        periodicity=Periodicity(table["periodicity"]),
        group=table["group"],
        due_working_days=table["due_working_days"],
        review=tuple(Step(step) for step in table.get("review", [Step.COUNTY])),
        indicators=tuple(table["indicators"]),
        rules=tuple(
            RuleSpec(rule["code"], rule["formula"], Severity(rule["severity"]), rule["words"], rule["words_en"])
            for rule in table.get("rules", [])
        ),
        note=table.get("note", ""),
        note_en=table.get("note_en", ""),
        names=tuple(table.get("names", {}).items()),
    )


def table_of(spec: DataSetSpec) -> dict[str, Any]:
    """A data set as a table to be stored; `spec_of` reads it back."""
    table = {field.name: getattr(spec, field.name) for field in fields(spec)}
    rules = [{field.name: str(getattr(rule, field.name)) for field in fields(rule)} for rule in spec.rules]
    lists = {"indicators": list(spec.indicators), "review": [str(step) for step in spec.review], "rules": rules}
    more = {"valid_from": spec.valid_from.isoformat(), "periodicity": str(spec.periodicity), "names": dict(spec.names)}
    return table | lists | more


@cache
def packaged_datasets(catalogue: tuple[IndicatorSpec, ...]) -> tuple[DataSetSpec, ...]:
    """The data sets that ship with the package."""
    return parse_datasets(files("leitai.intake").joinpath("data/datasets.toml").read_text("utf-8"), catalogue)


_KEYS = tuple(field.name for field in fields(DataSetSpec) if field.name != "names")
_TEXTS = ("code", "name", "name_en", "group")
_RULE_KEYS = frozenset({"code", "formula", "severity", "words", "words_en"})


def _faults(table: Mapping[str, Any], place: int, known: Mapping[str, IndicatorSpec]) -> Iterator[str]:
    label = table.get("code") or f"dataset {place}"
    for key in _TEXTS:
        if not (isinstance(table.get(key), str) and table[key].strip()):
            yield f'{label}: no {key}; add {key} = "…"'
    for key in table.keys() - set(_KEYS):
        yield f"{label}: unknown key “{key}”; use one of {', '.join(_KEYS)}"
    if isinstance(table.get("code"), str) and not CODE.fullmatch(table["code"]):
        yield f"{label}: the code is not snake_case; use a–z, 0–9 and single underscores"
    yield from (f"{label}: {fault}" for fault in _faults_of_terms(table))
    yield from (f"{label}: {fault}" for fault in _faults_of_indicators(table, known))
    yield from (f"{label}: {fault}" for fault in _faults_of_rules(table, known))


def _faults_of_terms(table: Mapping[str, Any]) -> Iterator[str]:
    if type(table.get("valid_from")) is not date:
        yield "no valid_from; write valid_from = 2019-01-01"
    if table.get("periodicity") not in {str(periodicity) for periodicity in MONTHS}:
        yield f"periodicity is {table.get('periodicity')!r}; use one of {', '.join(MONTHS)}"
    days = table.get("due_working_days")
    if not isinstance(days, int) or not 0 < days <= MOST_WORKING_DAYS:
        yield f"due_working_days is {days!r}; give a whole number from 1 to {MOST_WORKING_DAYS}"
    if table.get("review", ["county"]) not in (["county"], ["city"], ["county", "city"]):
        yield 'review is none of the ways to accept; write ["county"], ["city"] or ["county", "city"]'


def _faults_of_indicators(table: Mapping[str, Any], known: Mapping[str, IndicatorSpec]) -> Iterator[str]:
    codes = table.get("indicators")
    if not isinstance(codes, list) or not codes:
        yield 'no indicators; write indicators = ["…"]'
        return
    for code in codes:
        if code not in known:
            yield f"there is no indicator “{code}”; use a code of the catalogue"
        elif codes.count(code) > 1:
            yield f"the indicator “{code}” stands twice; keep it once"


def _faults_of_rules(table: Mapping[str, Any], known: Mapping[str, IndicatorSpec]) -> Iterator[str]:
    units = {spec.name: spec.unit for spec in known.values()}
    for place, rule in enumerate(table.get("rules", []), 1):
        label = f"rule {rule.get('code', place)}"
        if missing := sorted(_RULE_KEYS - rule.keys()):
            yield f"{label}: no {', '.join(missing)}; add what is missing"
            continue
        if rule["severity"] not in set(Severity):
            yield f"{label}: severity is {rule['severity']!r}; use one of {', '.join(Severity)}"
            continue
        try:
            read_rule(rule["formula"], units)
        except FormulaError as error:
            yield f"{label}: {error}"
