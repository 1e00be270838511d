"""What another scheme would do to an edition: who moves, and what its weights really weigh."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from leitai.league import gathering, queries, services
from leitai.league.domain import Node, PanelError, Result, Scheme, SchemeError, compute, parse_scheme
from leitai.league.domain.consistency import correlation_ratio
from leitai.league.domain.effective import effective_weights
from leitai.league.domain.faults import Fault
from leitai.league.models import Edition, EditionUnit


@dataclass(frozen=True, slots=True)
class Mover:
    """A unit with its rank before and after; `climbed` places (negative: fallen), None where it has no rank in one."""

    unit: EditionUnit
    rank: int | None

    @property
    def climbed(self) -> int | None:
        """Places won."""
        return None if self.rank is None or self.unit.rank is None else self.unit.rank - self.rank


@dataclass(frozen=True, slots=True)
class Weight:
    """A dimension or an indicator: its stated share of the total, and the share that it really has."""

    label: str
    given: float
    effective: float

    @property
    def gap(self) -> float:
        """How much more it weighs than was stated."""
        return self.effective - self.given


def preview(edition: Edition, text: str, english: bool, most: int = 20) -> dict[str, Any]:
    """What the scheme in `text` makes of an edition's figures; `faults` where it cannot be read or computed."""
    try:
        scheme = parse_scheme(text)
        unfit = services.unfit(scheme)
        if unfit:
            raise SchemeError(unfit)
        result = _computed(edition, scheme)
    except (SchemeError, PanelError) as error:
        return {"faults": error.faults, "text": text}
    except gathering.NothingToRank as error:
        return {"faults": (Fault("figures", str(error), "choose indicators that have figures"),), "text": text}
    movers = _movers(edition, scheme, result)
    moved = [mover for mover in movers if mover.climbed]
    return {
        "faults": (),
        "text": text,
        "edition": edition,
        "leaders": movers[:10],
        "movers": sorted(moved, key=lambda mover: -abs(mover.climbed or 0))[:most],
        "moved": len(moved),
        "total": len(movers),
        "dimensions": _dimensions(scheme, result, english),
        "indicators": _indicators(scheme, result, english)[:most],
        "notes": [str(note) for note in result.notes],
    }


def _computed(edition: Edition, scheme: Scheme) -> Result:
    return compute(scheme, gathering.gather(edition, scheme).panel)


def _movers(edition: Edition, scheme: Scheme, result: Result) -> list[Mover]:
    total = result.column(scheme.root.code)
    ranks = {unit: int(rank) or None for unit, rank in zip(result.units, result.ranks[:, total], strict=True)}
    rows = [Mover(unit, ranks.get(unit.division.code)) for unit in queries.board(edition)]
    return sorted(rows, key=lambda row: (row.rank or 10**9, row.unit.division.code))


def _dimensions(scheme: Scheme, result: Result, english: bool) -> list[Weight]:
    nodes = [node for node in scheme.root.children if isinstance(node, Node)]
    whole = sum(child.weight for child in scheme.root.children)
    ratios = np.array([correlation_ratio(result.scores[:, result.column(node.code)], result.total) for node in nodes])
    shares = ratios / ratios.sum() if ratios.sum() > 0 else ratios
    names = [node.name_en if english and node.name_en else node.name_zh for node in nodes]
    return [
        Weight(name, node.weight / whole, float(share)) for name, node, share in zip(names, nodes, shares, strict=True)
    ]


def _indicators(scheme: Scheme, result: Result, english: bool) -> list[Weight]:
    """The indicators whose real share is farthest from the stated one come first."""
    found = effective_weights(result)
    names = queries.indicator_names(scheme.indicators, english)
    rows = [
        Weight(names.get(code, code), float(given), float(share))
        for code, given, share in zip(result.indicators, found.given, found.shares, strict=True)
    ]
    return sorted(rows, key=lambda row: -abs(row.gap))


@dataclass(frozen=True, slots=True)
class Field:
    """A weight to be set: its code and label, and how deep it stands."""

    code: str
    label: str
    value: str
    share: float


@dataclass(frozen=True, slots=True)
class Fields:
    """A dimension with its indicators."""

    head: Field
    below: tuple[Field, ...]


def fields(scheme: Scheme, english: bool, asked: dict[str, str]) -> list[Fields]:
    """The weights of a scheme as fields, with what was asked for in the place of what stands."""
    names = queries.indicator_names(scheme.indicators, english)
    whole = sum(child.weight for child in scheme.root.children)
    return [
        Fields(_field(node, _label(node, english), whole, asked), tuple(_leaves(node, names, asked)))
        for node in scheme.root.children
        if isinstance(node, Node)
    ]


def _leaves(node: Node, names: dict[str, str], asked: dict[str, str]) -> Sequence[Field]:
    whole = sum(leaf.weight for leaf in node.leaves())
    return [_field(leaf, names.get(leaf.code, leaf.code), whole, asked) for leaf in node.leaves()]


def _field(item: Any, label: str, whole: float, asked: dict[str, str]) -> Field:
    return Field(item.code, label, asked.get(item.code, f"{item.weight:g}"), item.weight / whole)


def _label(node: Node, english: bool) -> str:
    return node.name_en if english and node.name_en else node.name_zh
