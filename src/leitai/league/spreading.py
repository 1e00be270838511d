"""How far each rank of an edition may be trusted: many tables under other weights and rules, from one seed. No Django.

Every weight moves by up to a quarter either way, figures are brought on one scale in three ways, and a missing figure
is taken as low, middling or high among the units. The seed comes from the hashes of the edition, so that anybody gets
the same intervals.
"""

import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from leitai.league.domain import Panel, Scheme
from leitai.league.domain.acceptability import beats, interval_of
from leitai.league.domain.arrays import FloatArray, IntArray
from leitai.league.domain.normalising import Normalisation, Percentile, Rank, ZScore
from leitai.league.domain.panels import ordering
from leitai.league.domain.uncertainty import Choices, is_linear, simulate
from leitai.league.domain.weight_draws import noisy_weights, uniforms, weighted_codes
from leitai.league.domain.workings import work

FORMAT = "leitai-spread-1"
DRAWS, NOISE, COVERAGE = 1000, 0.25, 0.9
FEW = 200  # draws where each asks for the whole way anew
TOP = 10
MOST_UNITS = 2000  # beyond it no table of pairs is kept: it grows with the square


@dataclass(frozen=True)
class Spreading:
    """Units in the order of their codes. `low`, `high` (n,) ranks, 0 = never ranked; `top` (n,) thousandths of the
    draws in which a unit is among the first ten; `pairs` (n, n) thousandths in which row i stands above column j.
    """

    draws: int
    units: tuple[str, ...]
    low: IntArray
    high: IntArray
    top: IntArray
    pairs: IntArray

    def interval(self, unit: str) -> tuple[int, int] | None:
        """The least and greatest rank in nine tenths of the draws; None where it was never ranked."""
        at = self._place[unit]
        return (int(self.low[at]), int(self.high[at])) if self.low[at] else None

    def beats(self, unit: str, other: str) -> float | None:
        """The share of the draws in which the unit stands above the other; None where pairs are not kept."""
        if not len(self.pairs):
            return None
        return int(self.pairs[self._place[unit], self._place[other]]) / 1000

    def top_ten(self, unit: str) -> float:
        """The share of the draws in which the unit is among the first ten."""
        return int(self.top[self._place[unit]]) / 1000

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {unit: at for at, unit in enumerate(self.units)}

    def to_bytes(self) -> bytes:
        """A line of JSON, then `low`, `high`, `top` and `pairs` as little-endian 16-bit numbers."""
        head = {"format": FORMAT, "draws": self.draws, "units": self.units, "pairs": len(self.pairs)}
        text = json.dumps(head, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        arrays = (self.low, self.high, self.top, self.pairs)
        return b"".join([text.encode(), b"\n", *(np.asarray(array, "<u2").tobytes() for array in arrays)])

    @classmethod
    def from_bytes(cls, data: bytes) -> "Spreading":
        """What `to_bytes` wrote. Raises ValueError."""
        text, _, rest = data.partition(b"\n")
        head = json.loads(text)
        if head.get("format") != FORMAT:
            raise ValueError(f"the intervals have the form {head.get('format')!r}, not {FORMAT}")
        n, values = len(head["units"]), np.frombuffer(rest, "<u2").astype(np.int64)
        low, high, top = values[: 3 * n].reshape(3, n)
        return cls(head["draws"], tuple(head["units"]), low, high, top, values[3 * n :].reshape(head["pairs"], -1))


def spread(scheme: Scheme, panel: Panel, seed: int, draws: int = DRAWS) -> Spreading:
    """Draw the tables of an edition. Raises SchemeError, PanelError."""
    linear, gaps = _nature(scheme, panel)
    number = draws if linear else min(draws, FEW)
    sets = noisy_weights(scheme, NOISE, uniforms(seed, number, len(weighted_codes(scheme))))
    rules = list(product(_scales(scheme, linear), _fillings(panel) if gaps else [panel]))
    parts = [_under(scheme, rule, sets[at :: len(rules)]) for at, rule in enumerate(rules)]
    ranks = np.concatenate(parts)
    order = ordering(panel.units)
    return _told(tuple(panel.units[row] for row in order), ranks[:, order], number)


def _told(units: tuple[str, ...], ranks: IntArray, draws: int) -> Spreading:
    low, high = interval_of(ranks, COVERAGE)
    top = ((ranks > 0) & (ranks <= TOP)).mean(axis=0)
    pairs = beats(ranks) if len(units) <= MOST_UNITS else np.zeros((0, 0))
    return Spreading(draws, units, _whole(low), _whole(high), _thousandths(top), _thousandths(pairs))


def _nature(scheme: Scheme, panel: Panel) -> tuple[bool, bool]:
    """Whether a table of other weights is one product, once gaps are filled; whether there are gaps."""
    columns = [panel.indicators.index(code) for code in scheme.columns]
    gaps = bool(np.isnan(panel.values[:, columns]).any())
    filled = np.where(np.isnan(panel.values), 0.0, panel.values)
    return is_linear(work(scheme, panel.replace_values(filled) if gaps else panel)), gaps


def _under(scheme: Scheme, rule: tuple[Normalisation, Panel], sets: tuple[dict[str, float], ...]) -> IntArray:
    """(sets, n) ranks under one scale and one filling of gaps, each set of weights once."""
    scale, panel = rule
    chance = np.zeros((len(sets), 2))
    chance[:, 0] = (np.arange(len(sets)) + 0.5) / max(len(sets), 1)
    return simulate(scheme, panel, Choices(weights=sets, normalisation=(scale,)), chance).ranks


def _scales(scheme: Scheme, linear: bool) -> tuple[Normalisation, ...]:
    """The scheme's own scale and others; where a mean needs values above zero, only ranks beside it."""
    return (scheme.normalisation, ZScore(50.0, 15.0), Percentile()) if linear else (scheme.normalisation, Rank())


def _fillings(panel: Panel) -> list[Panel]:
    """The panel with its gaps filled at the quartiles of each indicator; one without figures becomes constant."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a column without figures
        quartiles = np.nan_to_num(np.nanquantile(panel.values, (0.25, 0.5, 0.75), axis=0))
    return [panel.replace_values(np.where(np.isnan(panel.values), row, panel.values)) for row in quartiles]


def _whole(ranks: FloatArray) -> IntArray:
    return np.asarray(np.where(np.isnan(ranks), 0, ranks), dtype=np.int64)


def _thousandths(shares: FloatArray) -> IntArray:
    return np.asarray(np.rint(1000 * shares), dtype=np.int64)
