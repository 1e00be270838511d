"""How fast the engine is, in processor time of one thread, beside plain NumPy on the same figures in the same run."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from leitai.league import golden
from leitai.league.domain import Direction, Leaf, Node, Panel, Scheme, compute
from leitai.league.domain.aggregating import Arithmetic, Geometric
from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.counterfactuals import moves
from leitai.league.domain.goals import to_next_grade, to_next_place, to_rank
from leitai.league.domain.grading import Shares
from leitai.league.domain.kernel import compiled
from leitai.league.domain.normalising import MinMax, ZScore
from leitai.league.domain.packed import weighted_ranks
from leitai.league.domain.treating import Winsorise
from leitai.league.domain.uncertainty import Choices, simulate
from leitai.league.domain.weight_draws import noisy_weights, uniforms, weighted_codes
from leitai.league.domain.workings import work
from leitai.measure import Measure

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
INDICATORS = tuple(f"i{number:02}" for number in range(60))
FEW, MANY = 185, 40_000


def measures() -> Iterator[Measure]:
    """Run in a process of its own: the libraries read the number of threads when they are loaded."""
    command = [sys.executable, "-m", "leitai.league.bench"]
    run = subprocess.run(command, env={**os.environ, **ONE_THREAD}, check=True, capture_output=True, text=True)
    yield from (Measure(**json.loads(line)) for line in run.stdout.splitlines())


def _measures() -> Iterator[Measure]:
    yield _scoring(FEW, 200, calls=10)
    yield _scoring(MANY, 15)
    yield _drawing(FEW, 10_000, 9)
    yield _drawing(MANY, 1_000, 5)
    yield _counterfactuals(FEW, 5)
    yield _simulation(FEW, 1_000, 5)
    yield from _golden()


def scheme() -> Scheme:
    """60 indicators in 6 dimensions in one total."""
    return Scheme("bench", "1", "", "", Node("total", "", "", 1.0, tuple(_dimension(number) for number in range(6))))


def _dimension(number: int) -> Node:
    own = INDICATORS[number * 10 : number * 10 + 10]
    leaves = tuple(
        Leaf(code, 1.0 + place, Direction.LOWER if place == 3 else Direction.HIGHER) for place, code in enumerate(own)
    )
    return Node(f"d{number}", "", "", 1.0 + number, leaves)


def figures(units: int) -> FloatArray:
    """(units, 60) figures, always the same."""
    return np.random.default_rng(units).uniform(1.0, 100.0, (units, len(INDICATORS)))


def _scoring(units: int, runs: int, calls: int = 1) -> Measure:
    """All scores and ranks of the tree; the floor finds the ends and makes one matrix product for the seven scores."""
    values, kernel = figures(units), compiled(scheme(), INDICATORS)
    weights = np.full((len(INDICATORS), 7), 1 / 60)
    return _measure(
        f"league.score_and_rank_{units}x60",
        lambda: kernel.score(values),
        lambda: (values.min(axis=0), values.max(axis=0), values @ weights),
        runs,
        calls,
    )


def _drawing(units: int, draws: int, runs: int) -> Measure:
    """Ranks under many sets of weights; the floor is the matrix product alone."""
    values = figures(units)
    weights = np.random.default_rng(7).dirichlet(np.ones(len(INDICATORS)), draws)
    z, across = np.ascontiguousarray(values.T), np.ascontiguousarray(weights.T)
    chunk = max(1, 10_000_000 // units)  # the floor need not hold all products at once either

    def product() -> None:
        for start in range(0, draws, chunk):
            np.matmul(values, across[:, start : start + chunk])

    return _measure(f"league.rank_{draws}_draws_{units}x60", lambda: weighted_ranks(z, weights, 1e-9), product, runs)


def _counterfactuals(units: int, runs: int) -> Measure:
    """Every indicator for every unit to the next place, the top ten and the next grade, each answer rescored.

    The floor is one plain computation of the table.
    """
    panel = Panel(tuple(f"u{number:06}" for number in range(units)), INDICATORS, figures(units))
    workings = work(scheme(), panel)
    everybody = np.arange(units)
    grades = Shares(("A", "B", "C", "D"), (0.2, 0.6, 0.95, 1.0))
    goals = (
        to_next_place(everybody, workings.total, 1e-9),
        to_rank(everybody, np.full(units, 10)),
        to_next_grade(everybody, workings.total, grades),
    )
    name = f"league.all_ways_{units}_x_3_goals_x_60"
    return _measure(name, lambda: [moves(workings, goal) for goal in goals], lambda: compute(scheme(), panel), runs)


def _simulation(units: int, draws: int, runs: int) -> Measure:
    """Weights, scale, treatment and aggregation drawn at once; the floor is one plain computation of the table."""
    own = replace(scheme(), normalisation=MinMax(1, 100))
    panel = Panel(tuple(f"u{number:06}" for number in range(units)), INDICATORS, figures(units))
    choices = Choices(
        weights=noisy_weights(own, 0.25, uniforms(1, draws, len(weighted_codes(own)))),
        normalisation=(MinMax(1, 100), ZScore(50, 10)),
        treatment=(None, Winsorise()),
        aggregation=(Arithmetic(), Geometric()),
    )
    chance = uniforms(2, draws, len(choices.factors))
    name = f"league.simulation_{draws}_draws_{units}x60"
    return _measure(name, lambda: simulate(own, panel, choices, chance), lambda: compute(own, panel), runs)


def _golden() -> Iterator[Measure]:
    """How far the engine lies from published reference results, where LEITAI_GOLDEN names them; the floor is 1e-12."""
    for name, difference, wrong in golden.differences() if golden.there() else ():
        yield Measure(f"league.golden_{name}", difference, "relative", 1e-12, difference / 1e-12, 1)
        yield Measure(f"league.golden_{name}_ranks_wrong", wrong, "ranks", None, None, 1)


def _measure(name: str, call: Callable[[], object], floor: Callable[[], object], runs: int, calls: int = 1) -> Measure:
    """The two by turns, so that other load on the machine meets both; the least of each, over `calls` in a row."""
    pairs = [(_seconds(floor, calls), _seconds(call, calls)) for _ in range(runs + 1)][1:]
    least, value = (min(times) * 1e3 for times in zip(*pairs, strict=True))
    return Measure(name, value, "ms", least, value / least, runs)


def _seconds(call: Callable[[], object], calls: int) -> float:
    """Processor time of this process, which has one thread: what others run in between does not count."""
    start = time.process_time()
    for _ in range(calls):
        call()
    return (time.process_time() - start) / calls


if __name__ == "__main__":
    for measure in _measures():
        sys.stdout.write(measure.as_json() + "\n")
