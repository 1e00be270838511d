"""What comes out of a computation, and its canonical bytes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np

from leitai.league.domain.adjusting import Taken
from leitai.league.domain.arrays import BoolArray, FloatArray, IntArray
from leitai.league.domain.grading import Grades
from leitai.league.domain.panels import canonical_floats, ordering

FORMAT = "leitai-result-1"


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader must know: `kind` constant-column, imputed, empty-column, unscored; `subject` a code."""

    kind: str
    subject: str
    what: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.what}"


@dataclass(frozen=True)
class Result:
    """Units and indicators stand in the order of the panel (indicators of the scheme only), nodes root first.

    scores, ranks, node_coverage (n, nodes); normalised, treated, contributions, imputed (n, m); coverage (n,) of the
    root; weights (m,) share of each indicator in the total by the tree, adding up to 1. Rank 1 is best, 0 = no score.
    `group_ranks[grouping]` (n,) ranks the total within the unit's own group, `group_node_ranks[grouping]` (n, nodes)
    every node. Contributions add up to the total score: weight × value under
    arithmetic means, logarithmic-mean (LMDI) shares under geometric ones, path shares under the others. `taken` are the
    adjustments that were made to the total after that, `grades` those of the scheme, `steps` what it did.
    """

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    nodes: tuple[str, ...]
    scores: FloatArray
    ranks: IntArray
    normalised: FloatArray
    treated: FloatArray
    contributions: FloatArray
    weights: FloatArray
    imputed: BoolArray
    node_coverage: FloatArray
    group_node_ranks: Mapping[str, IntArray]
    notes: tuple[Note, ...]
    inputs: Mapping[str, str]
    steps: tuple[str, ...] = ()
    taken: tuple[Taken, ...] = ()
    grades: Grades | None = None

    @property
    def coverage(self) -> FloatArray:
        """(n,) share of the total weight for which the unit has figures, imputed ones not counted."""
        found: FloatArray = self.node_coverage[:, 0]
        return found

    @property
    def total(self) -> FloatArray:
        """(n,) score of the root."""
        found: FloatArray = self.scores[:, 0]
        return found

    @property
    def group_ranks(self) -> Mapping[str, IntArray]:
        """(n,) rank of the total within the unit's own group, by grouping."""
        return {name: ranks[:, 0] for name, ranks in self.group_node_ranks.items()}

    def row(self, unit: str) -> int:
        """The row of a unit."""
        return self.units.index(unit)

    def column(self, node: str) -> int:
        """The column of a node."""
        return self.nodes.index(node)

    @cached_property
    def manifest(self) -> Mapping[str, str]:
        """SHA-256 of `scheme`, `panel` and `result`."""
        return {**self.inputs, "result": sha256(self.to_bytes()).hexdigest()}

    def to_bytes(self) -> bytes:
        """The same bytes for the same scheme and panel, whatever the order of units and indicators, on any machine.

        A line of JSON (format, codes, names and shapes of the arrays, notes, hashes of the inputs), then the arrays:
        little-endian float64 and int64, units and indicators in the order of their codes.
        """
        rows, columns = ordering(self.units), ordering(self.indicators)
        floats = {
            "scores": self.scores[rows],
            "normalised": self.normalised[np.ix_(rows, columns)],
            "contributions": self.contributions[np.ix_(rows, columns)],
            "coverage": self.node_coverage[rows],
        }
        groups = sorted(self.group_node_ranks.items())
        whole = {"ranks": self.ranks[rows], **{f"ranks:{name}": ranks[rows] for name, ranks in groups}}
        whole["imputed"] = self.imputed[np.ix_(rows, columns)].astype(np.int64)
        head = json.dumps(self._head(rows, columns), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        parts = [canonical_floats(array) for array in floats.values()]
        parts += [np.ascontiguousarray(array, dtype="<i8").tobytes() for array in whole.values()]
        return b"".join([head.encode(), b"\n", *parts])

    def _head(self, rows: IntArray, columns: IntArray) -> dict[str, object]:
        return {
            "format": FORMAT,
            "units": [self.units[row] for row in rows],
            "indicators": [self.indicators[column] for column in columns],
            "nodes": self.nodes,
            "groups": sorted(self.group_node_ranks),
            "notes": sorted(str(note) for note in self.notes),
            "inputs": dict(self.inputs),
            "steps": self.steps,
            "taken": [
                [taken.adjustment.unit, taken.adjustment.effect, taken.adjustment.reason, taken.before, taken.after]
                for taken in self.taken
            ],
            "grades": [self.grades.labels[row] for row in rows] if self.grades else [],
        }
