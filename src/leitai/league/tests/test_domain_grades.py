"""Grades, cliffs, and what is added or taken away after the score."""

import numpy as np
import pytest

from leitai.league.domain import PanelError
from leitai.league.domain.adjusting import Adjustment, Effect, adjust
from leitai.league.domain.grading import Jenks, Rounding, Shares, Thresholds, grade

SCORES = np.array([90.0, 80, 70, 60, 50, 40, 30, 20, 10, 0])
FOUR = ("A", "B", "C", "D")


def test_shares_are_of_the_units_that_have_a_score() -> None:
    scores = np.append(SCORES, np.nan)
    found = grade(scores, Shares(FOUR, (0.2, 0.6, 0.9, 1.0)))
    assert "".join(found.labels) == "AABBBBCCCD"
    assert found.labels[-1] == ""


def test_who_is_tied_with_the_last_of_a_grade_is_in_it_where_the_rule_is_generous() -> None:
    scores = np.array([3.0, 2, 2, 1])
    assert "".join(grade(scores, Shares(("A", "B"), (0.5, 1.0))).labels) == "AAAB"
    assert "".join(grade(scores, Shares(("A", "B"), (0.5, 1.0), generous=False)).labels) == "ABBB"


@pytest.mark.parametrize(("rounding", "count"), [("down", 2), ("nearest", 3), ("up", 3)])
def test_a_share_that_is_no_whole_number_is_rounded_as_declared(rounding: str, count: int) -> None:
    labels = grade(SCORES, Shares(("A", "B"), (0.25, 1.0), Rounding(rounding))).labels
    assert labels.count("A") == count


def test_distance_to_the_cliff_on_both_sides() -> None:
    found = grade(SCORES, Shares(FOUR, (0.2, 0.6, 0.9, 1.0)))
    assert found.to_rise[2] == 10
    assert found.to_fall[1] == 10
    assert np.isnan(found.to_rise[0])
    fixed = grade(SCORES, Thresholds(("good", "fair"), (55.0,)))
    assert fixed.to_rise[4] == 5
    assert fixed.to_fall[3] == 5


def test_natural_breaks_fall_into_the_gaps() -> None:
    scores = np.array([9.0, 1.1, 5.0, 1.0, 5.2, 9.1, 4.9])
    assert "".join(grade(scores, Jenks(("A", "B", "C"))).labels) == "ACBCBAB"


def test_adjustments_are_made_in_order_and_remembered() -> None:
    items = (
        Adjustment("b", Effect.BONUS, 5, "honour"),
        Adjustment("b", Effect.BONUS, 5, "another"),
        Adjustment("b", Effect.CEILING, 60, "accident"),
        Adjustment("c", Effect.EXCLUDE, 0, "misreported"),
        Adjustment("a", Effect.PENALTY, 3, "late"),
    )
    found = adjust(("a", "b", "c"), np.array([70.0, 58, 50]), items, most_bonus=7)
    np.testing.assert_array_equal(found.scores, [67, 60, np.nan])
    assert [(step.before, step.after) for step in found.steps[:3]] == [(58, 63), (63, 65), (65, 60)]


def test_an_adjustment_without_a_reason_is_refused() -> None:
    with pytest.raises(PanelError, match="no reason"):
        adjust(("a",), np.array([1.0]), (Adjustment("a", Effect.BONUS, 1, ""),))
