"""The rules of one county for one year, from TOML; every version names its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from leitai.league.domain.faults import Fault, SchemeError
from leitai.league.domain.goalposts import Ratio
from leitai.league.domain.grading import Rounding, Shares, SharesOfAll
from leitai.league.domain.normalising import MinMax
from leitai.league.domain.schemes import Absent, Direction, Leaf, Missing, Node, Scheme
from leitai.league.domain.tables import Table, load_toml


@dataclass(frozen=True, slots=True)
class Item:
    """`numerator` ÷ `denominator` (names of an enterprise's figures) for `weight` points at the benchmark."""

    code: str
    name: str
    weight: float
    numerator: str
    denominator: str
    benchmark: float | None
    direction: Direction
    absent: Absent
    unit: str

    def leaf(self, rule: "Population") -> Leaf:
        """As an indicator of the engine."""
        cap, floor = rule.cap, rule.floor
        ratio = None if self.benchmark is None else Ratio(self.benchmark, 100.0, floor, cap)
        return Leaf(
            self.code,
            self.weight,
            self.direction,
            name_zh=self.name,
            denominator=f"{self.code}/{self.denominator}" if self.denominator else None,
            normalisation=ratio,
            absent=self.absent,
        )


@dataclass(frozen=True, slots=True)
class Exemption:
    """Enterprises with the `mark`, or in production for less than `years`, get `grade` and no rank."""

    grade: str
    reason: str
    mark: str = ""
    years: float = 0.0


@dataclass(frozen=True, slots=True)
class Population:
    """One class of enterprises that is evaluated by itself.

    By `benchmark` an item is weight × value ÷ benchmark, held between `floor` and `cap` times the weight; by `minmax`
    it is weight × [low + (high − low)(x − min)/(max − min)] ÷ 100.
    """

    code: str
    name: str
    items: tuple[Item, ...]
    low: float = 0.0
    high: float = 100.0
    cap: float = float("inf")
    floor: float = float("-inf")
    least_mu: float = 0.0
    most_bonus: float = float("inf")
    grades: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()
    rounding: Rounding = Rounding.NEAREST
    count_exempt: bool = False
    veto_grade: str = ""
    exemptions: tuple[Exemption, ...] = ()

    @property
    def scheme(self) -> Scheme:
        """As a scheme of the engine; scores are points."""
        root = Node("total", "综合得分", "Score", 1.0, tuple(item.leaf(self) for item in self.items))
        return Scheme(
            self.code, "", self.name, "", root, normalisation=MinMax(self.low, self.high), missing=Missing(coverage=0.0)
        )

    def grading(self, beside: int) -> Shares | None:
        """How the ranked become grades, with so many exempt ones beside them; None where the rules give no shares."""
        if not self.grades:
            return None
        extra = beside if self.count_exempt else 0
        return SharesOfAll(self.grades, self.shares, self.rounding, beside=extra)


@dataclass(frozen=True, slots=True)
class Rules:
    """`version` is the SHA-256 of the document: it is kept with every result."""

    code: str
    county: str
    year: int
    name: str
    source: str
    version: str
    populations: Mapping[str, Population] = field(default_factory=dict)


def parse_rules(text: str) -> Rules:
    """Read the rules of a county and year. Raises SchemeError with every fault."""
    faults: list[Fault] = []
    top = Table("", load_toml(text, faults), faults)
    if faults:
        raise SchemeError(tuple(faults))
    rules = Rules(
        code=top.text("code"),
        county=top.text("county"),
        year=int(top.number("year")),
        name=top.text("name"),
        source=top.text("source"),
        version=sha256(text.encode()).hexdigest(),
        populations={own.code: own for own in (_population(table) for table in top.tables("class"))},
    )
    top.done()
    if not rules.populations:
        faults.append(Fault("class", "is missing", "give at least one class of enterprises"))
    if faults:
        raise SchemeError(tuple(faults))
    return rules


def _population(table: Table) -> Population:
    grades, exemptions = table.table("grades"), tuple(_exemption(own) for own in table.tables("exempt"))
    by_benchmark = table.text("kind") == "benchmark"
    rule = Population(
        code=table.text("code"),
        name=table.text("name"),
        items=tuple(_item(own, by_benchmark) for own in table.tables("items")),
        low=table.number("low", 0.0),
        high=table.number("high", 100.0),
        cap=_number_or(table, "cap", float("inf")),
        floor=_number_or(table, "floor", float("-inf")),
        least_mu=table.number("least_mu", 0.0),
        most_bonus=_number_or(table, "most_bonus", float("inf")),
        grades=grades.texts("labels"),
        shares=grades.numbers("cumulative"),
        rounding=grades.choice("rounding", Rounding, Rounding.NEAREST),
        count_exempt=grades.flag("count_exempt"),
        veto_grade=grades.text("veto", ""),
        exemptions=exemptions,
    )
    _check(table, rule)
    grades.done()
    table.done()
    return rule


def _check(table: Table, rule: Population) -> None:
    whole = sum(item.weight for item in rule.items)
    if abs(whole - 100.0) > 1e-9:
        table.fault("items", f"have weights that add up to {whole:g}", "make them add up to 100")
    if rule.floor > rule.cap or rule.low >= rule.high:
        table.fault("cap", "lies below the floor, or low is not below high", "correct the ends")
    if len(rule.grades) != len(rule.shares) or (rule.shares and abs(rule.shares[-1] - 1.0) > 1e-12):
        table.fault("grades", "are not one cumulative share each, the last of them 1", "give labels and cumulative")


def _number_or(table: Table, key: str, default: float) -> float:
    return table.number(key) if key in table.data else default


def _item(table: Table, by_benchmark: bool) -> Item:
    item = Item(
        code=table.text("code"),
        name=table.text("name"),
        weight=table.number("weight"),
        numerator=table.text("numerator"),
        denominator=table.text("denominator", ""),
        benchmark=table.number("benchmark") if by_benchmark else None,
        direction=table.choice("direction", Direction, Direction.HIGHER),
        absent=table.choice("absent", Absent, Absent.ZERO),
        unit=table.text("unit", ""),
    )
    if item.benchmark is not None and item.benchmark <= 0:
        table.fault("benchmark", f"is {item.benchmark:g}", "give the positive figure of the notice")
    table.done()
    return item


def _exemption(table: Table) -> Exemption:
    exemption = Exemption(table.text("grade"), table.text("reason"), table.text("mark", ""), table.number("years", 0.0))
    if not exemption.mark and not exemption.years:
        table.fault("mark", "is missing, and years too", "say which enterprises are exempt")
    table.done()
    return exemption
