"""A formula that has been read and checked: what every back end takes."""

from collections.abc import Mapping
from dataclasses import dataclass

from leitai.formulas.checking import kind_of
from leitai.formulas.errors import Fault, FormulaError, Span
from leitai.formulas.formatting import canonical
from leitai.formulas.kinds import NUMBER, Kind, Typed
from leitai.formulas.names import normal
from leitai.formulas.parsing import parse
from leitai.formulas.syntax import Node, Reading, walk


@dataclass(frozen=True, slots=True)
class Formula:
    """`tree` is well typed and its result is `typed`. `readings` come once each, in order of appearance."""

    tree: Node
    typed: Typed
    readings: tuple[Reading, ...]
    kinds: Mapping[str, Kind]
    """The kind of each reading by its key."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the indicators that are read, once each, in order of appearance."""
        return tuple(dict.fromkeys(reading.name for reading in self.readings))

    def __str__(self) -> str:
        return canonical(self.tree)


def read_formula(text: str, names: Mapping[str, Typed], wanted: Kind | None = None) -> Formula:
    """Parse and check a formula over these names. Raises FormulaError where it, or its kind of result, is not right."""
    tree = parse(text)
    known = {normal(name): typed for name, typed in names.items()}
    formula = _formula(tree, kind_of(tree, known), known)
    if wanted is not None and wanted is not formula.typed.kind:
        raise _wrong_result(Span(0, len(text)), formula.typed.kind, wanted)
    return formula


def names_in(text: str) -> tuple[str, ...]:
    """Names that a formula reads, once each, in order of appearance, known or not. Raises FormulaError."""
    return tuple(dict.fromkeys(node.name for node in walk(parse(text)) if isinstance(node, Reading)))


def _formula(tree: Node, typed: Typed, known: Mapping[str, Typed]) -> Formula:
    readings = tuple(dict.fromkeys(node for node in walk(tree) if isinstance(node, Reading)))
    kinds = {reading.key: known.get(reading.name, NUMBER).kind for reading in readings}
    return Formula(tree, typed, readings, kinds)


def _wrong_result(span: Span, found: Kind, wanted: Kind) -> FormulaError:
    values = {"where": "the result", "where_zh": "结果", "found": found.value[0], "found_zh": found.value[1]}
    return FormulaError(Fault.WRONG_KIND, span, values | {"wanted": wanted.value[0], "wanted_zh": wanted.value[1]})
