"""One line of a benchmark: a value, and the floor it was held against in the same run."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """`value` and `floor` in `unit`; `ratio` = value / floor (None where there is no floor); `runs` counted."""

    measure: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    runs: int

    def as_json(self) -> str:
        """The line that `leitai bench` prints."""
        return json.dumps(asdict(self), ensure_ascii=False)


def best_seconds(call: Callable[[], object], runs: int = 5) -> float:
    """The shortest wall time of `runs` calls in seconds, after one call that is not counted.

    The minimum is the least disturbed by other load on a shared machine.
    """
    call()
    return min(seconds(call) for _ in range(runs))


def p95_milliseconds(call: Callable[[], object], runs: int, *, first: int) -> float:
    """The wall time in milliseconds at the 95th percentile of `runs` calls, after `first` that are not counted."""
    for _ in range(first):
        call()
    return 1000 * statistics.quantiles([seconds(call) for _ in range(runs)], n=20)[-1]


def seconds(call: Callable[[], object]) -> float:
    """The wall time of one call in seconds."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
