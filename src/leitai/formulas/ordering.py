"""In which order the formulas of a catalogue are worked out, and which of them go round in a circle."""

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter


class FormulaCycleError(ValueError):
    """Formulas that need each other. `cycle` starts and ends with the same name; each reads the one behind it."""

    def __init__(self, cycle: tuple[str, ...]) -> None:
        super().__init__(cycle)
        self.cycle = cycle

    def __str__(self) -> str:
        return f"{' → '.join(self.cycle)} reads itself; let one of them be reported, or read other indicators"


def order(reads: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Names of formulas, each behind those that it reads; `reads` says which names a formula reads.

    Names that have no formula are left out. A formula may not read itself, not even of an earlier period.
    The order depends on the order of `reads` only. Raises FormulaCycleError.

    >>> order({"合计率": ["合计", "户数"], "合计": ["甲", "乙"]})
    ('合计', '合计率')
    """
    sorter = TopologicalSorter({name: [read for read in found if read in reads] for name, found in reads.items()})
    try:
        return tuple(sorter.static_order())
    except CycleError as error:
        raise FormulaCycleError(tuple(reversed(error.args[1]))) from error
