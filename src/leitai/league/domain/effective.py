"""What weights really do: the importance of each indicator in the total beside the weight it was given."""

from dataclasses import dataclass

import numpy as np

from leitai.league.domain.arrays import FloatArray
from leitai.league.domain.consistency import correlation_ratio
from leitai.league.domain.results import Result
from leitai.league.domain.weighting import Reached, to_importance


@dataclass(frozen=True, slots=True, eq=False)
class Effective:
    """(m,) in the order of the result's indicators: `given` shares of weight, `ratios` η² of the total on each
    indicator, and `shares` these made to add up to 1.
    """

    given: FloatArray
    ratios: FloatArray
    shares: FloatArray


def effective_weights(result: Result, bins: int = 10) -> Effective:
    """Correlation ratios after Paruolo, Saisana and Saltelli (2013)."""
    ratios = np.array([correlation_ratio(column, result.total, bins) for column in result.normalised.T])
    whole = float(ratios.sum())
    return Effective(result.weights, ratios, ratios / whole if whole > 0 else ratios)


def weights_for(result: Result, stated: FloatArray | None = None) -> Reached:
    """Weights whose importance is what was stated (the given weights, by default), as near as the data let it be.

    `gap` says how far it stays away: where it is wide, these data cannot give that importance by weights alone.
    """
    complete = ~np.isnan(result.normalised).any(axis=1)
    return to_importance(result.normalised[complete].T, result.weights if stated is None else stated)
