"""The catalogue of indicators: what may be reported, in which unit, and how it adds up.

The catalogue is one TOML document of `[[indicator]]` tables. Parsing checks the document as a whole and
reports every fault at once, so that whoever edits the file mends it in one go.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

from leitai.formulas.errors import FormulaError
from leitai.formulas.formula import names_in, read_formula
from leitai.formulas.kinds import Kind, Typed, Unit
from leitai.formulas.names import normal, written
from leitai.formulas.ordering import FormulaCycleError, order

CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
WHOLE_CODE = rf"\A(?:{CODE.pattern})\Z"
"""The same for those that search."""


class Dimension(StrEnum):
    """The six comparisons of the Wenzhou contest."""

    QUALITY = "quality"
    STANDING = "standing"
    INNOVATION = "innovation"
    PROJECTS = "projects"
    ENVIRONMENT = "environment"
    RESPONSIBILITY = "responsibility"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    TARGET = "target"


class Periodicity(StrEnum):
    """How often a value is due; `ONCE` is for figures of a single undertaking."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    ONCE = "once"


class DivisionRollup(StrEnum):
    """How the values of townships make the value of their county."""

    SUM = "sum"
    MEAN = "mean"
    RATIO = "ratio"
    NONE = "none"


class TimeRollup(StrEnum):
    """How the values of months or quarters make the value of a longer period."""

    SUM = "sum"
    LAST = "last"
    MEAN = "mean"


class Source(StrEnum):
    """Where a value comes from: a report, a formula over other indicators, or an operations room."""

    REPORTED = "reported"
    FORMULA = "formula"
    OPERATIONS = "operations"


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """One indicator. Values are stored in `unit` and shown with `decimals` places.

    `weight` (of a weighted mean), `numerator`, `denominator` (of a ratio of sums, times `scale`) and `growth_of`
    (the level whose year-on-year growth this is) are codes of other indicators. `name` is an identifier,
    so formulas call an indicator by its Chinese name.
    """

    code: str
    name: str
    name_en: str
    definition: str
    definition_en: str
    dimension: Dimension
    unit: str
    decimals: int
    direction: Direction
    target: Decimal | None
    periodicity: Periodicity
    rollup_divisions: DivisionRollup
    rollup_time: TimeRollup
    weight: str | None
    numerator: str | None
    denominator: str | None
    scale: Decimal
    growth_of: str | None
    source: Source
    formula: str | None
    owner: str
    aliases: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every phrase that means this indicator in a text, its name first."""
        return (self.name, *self.aliases)

    @property
    def names_used(self) -> tuple[str, ...]:
        """Chinese names of the indicators that the formula reads, once each, in order of appearance."""
        return names_in(self.formula) if self.formula else ()


@dataclass(frozen=True, slots=True)
class CatalogueFault:
    """One thing wrong with the document: in which entry, what, and how to mend it."""

    entry: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.entry}: {self.what}; {self.mend}"


class CatalogueError(ValueError):
    """The catalogue cannot be used; `faults` lists everything wrong with it."""

    def __init__(self, faults: Iterable[CatalogueFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def parse_catalogue(text: str) -> tuple[IndicatorSpec, ...]:
    """Indicators of a TOML document in its order. Raises CatalogueError with every fault."""
    faults: list[CatalogueFault] = []
    specs = [_spec(_Entry(table, place, faults)) for place, table in enumerate(_tables(text), start=1)]
    faults.extend(_faults_between(specs))
    if faults:
        raise CatalogueError(faults)
    return tuple(specs)


@cache
def load_catalogue() -> tuple[IndicatorSpec, ...]:
    """The indicators that ship with the package."""
    return parse_catalogue(files("leitai.ledger").joinpath("data/indicators.toml").read_text("utf-8"))


def _tables(text: str) -> list[Mapping[str, object]]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError([CatalogueFault("document", f"not TOML: {error}", "mend it at that place")]) from error
    tables = document.get("indicator")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise CatalogueError([CatalogueFault("document", "no [[indicator]] tables", "write at least one")])
    return tables


KEYS = frozenset(IndicatorSpec.__slots__)
Choice = TypeVar("Choice", bound=StrEnum)


class _Entry:
    """Reads one table. A fault is noted and a stand-in value returned, so that reading goes on."""

    def __init__(self, table: Mapping[str, object], place: int, faults: list[CatalogueFault]) -> None:
        self.table = table
        code = table.get("code")
        self.label = code if isinstance(code, str) and code else f"indicator {place}"
        self.faults = faults
        for key in table.keys() - KEYS:
            self.fault(f"unknown key “{key}”", f"use one of {', '.join(sorted(KEYS))}")

    def fault(self, what: str, mend: str) -> None:
        self.faults.append(CatalogueFault(self.label, what, mend))

    def optional(self, key: str) -> str | None:
        value = self.table.get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        self.fault(f"{key} is {value!r}", f"give {key} as text or leave it out")
        return None

    def text(self, key: str) -> str:
        if key not in self.table:
            self.fault(f"no {key}", f'add {key} = "…"')
        return self.optional(key) or ""

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        value = self.text(key)
        try:
            return kind(value)
        except ValueError:
            allowed = ", ".join(member.value for member in kind)
            self.fault(f"unknown {key} “{value}”", f"use one of {allowed}")
            return next(iter(kind))

    def decimal(self, key: str) -> Decimal | None:
        value = self.optional(key)
        try:
            return None if value is None else Decimal(value)
        except InvalidOperation:
            self.fault(f"{key} “{value}” is not a number", f'write {key} = "12.5"')
            return None

    def places(self, key: str) -> int:
        value = self.table.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 6:
            return value
        self.fault(f"{key} is {value!r}", f"give {key} as a whole number from 0 to 6")
        return 0

    def day(self, key: str) -> date | None:
        value = self.table.get(key)
        if value is None or type(value) is date:
            return value
        self.fault(f"{key} is {value!r}", f"write {key} = 2018-01-01")
        return None

    def phrases(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) and item.strip() == item != "" for item in value):
            return tuple(value)
        self.fault(f"{key} is {value!r}", f'give {key} as a list of phrases without outer spaces, ["…", "…"]')
        return ()


def _spec(entry: _Entry) -> IndicatorSpec:
    valid_from = entry.day("valid_from")
    if valid_from is None:
        entry.fault("no valid_from", "write valid_from = 2018-01-01")
    spec = IndicatorSpec(
        code=entry.text("code"),
        name=entry.text("name"),
        name_en=entry.text("name_en"),
        definition=entry.text("definition"),
        definition_en=entry.text("definition_en"),
        dimension=entry.choice("dimension", Dimension),
        unit=entry.text("unit"),
        decimals=entry.places("decimals"),
        direction=entry.choice("direction", Direction),
        target=entry.decimal("target"),
        periodicity=entry.choice("periodicity", Periodicity),
        rollup_divisions=entry.choice("rollup_divisions", DivisionRollup),
        rollup_time=entry.choice("rollup_time", TimeRollup),
        weight=entry.optional("weight"),
        numerator=entry.optional("numerator"),
        denominator=entry.optional("denominator"),
        scale=entry.decimal("scale") or Decimal(1),
        growth_of=entry.optional("growth_of"),
        source=entry.choice("source", Source),
        formula=entry.optional("formula"),
        owner=entry.text("owner"),
        aliases=entry.phrases("aliases"),
        valid_from=valid_from or date.min,
        valid_to=entry.day("valid_to"),
    )
    for what, mend in _faults_within(spec):
        entry.fault(what, mend)
    return spec


def _faults_within(spec: IndicatorSpec) -> Iterator[tuple[str, str]]:
    """What is wrong with one entry by itself, each as (what, how to mend)."""
    if spec.code and not CODE.fullmatch(spec.code):
        yield f"code “{spec.code}” is not snake_case", "use a–z, 0–9 and single underscores"
    if spec.name and not spec.name == written(spec.name) == normal(spec.name):
        yield (
            f"name “{spec.name}” cannot stand in a formula",
            "use letters only, and no word of the formula language; other signs go into aliases",
        )
    if (spec.direction is Direction.TARGET) != (spec.target is not None):
        yield "direction and target disagree", 'give target = "…" with direction = "target", and only then'
    if (spec.source is Source.FORMULA) != (spec.formula is not None):
        yield "source and formula disagree", 'give formula = "…" with source = "formula", and only then'
    if (spec.rollup_divisions is DivisionRollup.RATIO) != (None not in (spec.numerator, spec.denominator)):
        yield "ratio and its parts disagree", "give numerator and denominator with a ratio, and only then"
    if spec.weight is not None and spec.rollup_divisions is not DivisionRollup.MEAN:
        yield "a weight without a mean", 'set rollup_divisions = "mean" or drop weight'
    if spec.valid_to is not None and spec.valid_to <= spec.valid_from:
        yield "valid_to is not after valid_from", "put the days in order"


def _faults_between(specs: list[IndicatorSpec]) -> Iterator[CatalogueFault]:
    """What is wrong with the entries taken together: doubles and references that lead nowhere."""
    for code, times in Counter(spec.code for spec in specs).items():
        if code and times > 1:
            yield CatalogueFault(code, f"the code stands {times} times", "give each indicator its own code")
    yield from _shared_phrases(specs)
    yield from _faults_of_formulas(specs)
    codes = {spec.code for spec in specs}
    for spec in specs:
        for key in ("weight", "numerator", "denominator", "growth_of"):
            code = getattr(spec, key)
            if code is not None and (code not in codes or code == spec.code):
                yield CatalogueFault(spec.code, f"{key} “{code}” is no other indicator", "name a code in this file")


def _faults_of_formulas(specs: list[IndicatorSpec]) -> Iterator[CatalogueFault]:
    """Formulas that do not read, reckon in the wrong unit, or go round in a circle."""
    names = {spec.name: Typed.number(spec.unit) for spec in specs}
    faults = [fault for spec in specs if spec.formula for fault in _faults_of_formula(spec, spec.formula, names)]
    yield from faults
    if faults:
        return
    try:
        order({spec.name: spec.names_used for spec in specs if spec.formula})
    except FormulaCycleError as error:
        yield CatalogueFault("formulas", " → ".join(error.cycle), "let one of these be reported")


def _faults_of_formula(spec: IndicatorSpec, text: str, names: Mapping[str, Typed]) -> Iterator[CatalogueFault]:
    try:
        unit = read_formula(text, names, Kind.NUMBER).typed.unit
    except FormulaError as error:
        place = f"formula, column {error.columns}: {error.message}"
        yield CatalogueFault(spec.code, place, error.mend)
        return
    if unit is not None and spec.unit and unit != Unit.of(spec.unit):
        what = f"the formula gives {unit}, the unit is {spec.unit}"
        yield CatalogueFault(spec.code, what, "convert with a number, like * 10000, or change the unit")


def _shared_phrases(specs: list[IndicatorSpec]) -> Iterator[CatalogueFault]:
    owners: dict[str, str] = {}
    for spec in specs:
        for phrase in filter(None, spec.phrases):
            owner = owners.setdefault(phrase, spec.code)
            if owner != spec.code:
                yield CatalogueFault(spec.code, f"“{phrase}” already means {owner}", "keep the phrase in one entry")
        doubles = [phrase for phrase, times in Counter(spec.phrases).items() if times > 1]
        if doubles:
            yield CatalogueFault(spec.code, f"phrases stand twice: {', '.join(doubles)}", "keep each once")
