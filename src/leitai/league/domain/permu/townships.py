"""Figures of townships: ratios of sums over their enterprises, never means of ratios."""

from collections.abc import Sequence
from dataclasses import dataclass

from leitai.league.domain.permu.enterprises import Enterprise
from leitai.league.domain.permu.rules import Item


@dataclass(frozen=True, slots=True)
class TownshipFigure:
    """`figure` = `above` ÷ `below`, summed over the `counted` enterprises that have both; None where `below` is 0."""

    township: str
    item: str
    above: float
    below: float
    counted: int
    left_out: int
    rank: int

    @property
    def figure(self) -> float | None:
        """The ratio of the sums."""
        return self.above / self.below if self.below else None


def township_figures(enterprises: Sequence[Enterprise], item: Item) -> tuple[TownshipFigure, ...]:
    """One figure for each township, the best first; equal figures share a rank, rank 0 = no figure."""
    townships = sorted({firm.township for firm in enterprises})
    found = [_figure(name, [firm for firm in enterprises if firm.township == name], item) for name in townships]
    known = [own.figure for own in found if own.figure is not None]
    sign = -1.0 if item.direction == "lower" else 1.0
    ranked = [_ranked(own, [sign * figure for figure in known], sign) for own in found]
    return tuple(sorted(ranked, key=lambda own: (own.rank or len(ranked) + 1, own.township)))


def _figure(township: str, firms: Sequence[Enterprise], item: Item) -> TownshipFigure:
    both = [
        (firm.figures[item.numerator], firm.figures.get(item.denominator, 1.0))
        for firm in firms
        if item.numerator in firm.figures and (not item.denominator or item.denominator in firm.figures)
    ]
    above, below = sum(top for top, _ in both), sum(bottom for _, bottom in both)
    return TownshipFigure(township, item.code, above, below, len(both), len(firms) - len(both), 0)


def _ranked(own: TownshipFigure, known: Sequence[float], sign: float) -> TownshipFigure:
    if own.figure is None:
        return own
    rank = 1 + sum(other > sign * own.figure for other in known)
    return TownshipFigure(own.township, own.item, own.above, own.below, own.counted, own.left_out, rank)
