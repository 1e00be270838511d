"""Medians and spreads that a few odd figures do not move."""

from collections.abc import Sequence
from statistics import median

NORMAL = 1.4826
"""Makes the median absolute deviation of normal data its standard deviation."""


def spread(values: Sequence[float], least: float) -> float:
    """The median absolute deviation, scaled to a standard deviation; never below `least`.

    >>> spread([1.0, 1.1, 0.9, 5.0], 0.01) < 0.2
    True
    """
    middle = median(values)
    return max(least, NORMAL * median(abs(value - middle) for value in values))


def distance(value: float, others: Sequence[float], least: float) -> float:
    """How many spreads a value lies from the median of others, with its sign."""
    return (value - median(others)) / spread(others, least)
