"""Products and quotients of Polars Decimal columns: rounded to 12 places with halves away from zero, never an error."""

from decimal import Decimal
from typing import Any, Final

import polars as pl

from leitai.formulas import limits

NUMBER: Final[Any] = pl.Decimal(38, limits.SCALE)
SAFE: Final = float(limits.RANGE) / 2
"""Below this a result is in range for certain, even when estimated with floats."""
ONE: Final = pl.Series([10**limits.SCALE], dtype=pl.Int128)
HALF: Final = pl.Series([10**limits.SCALE // 2], dtype=pl.Int128)
TWO: Final = pl.Series([2], dtype=pl.Int128)
NOTHING: Final = pl.Series([0], dtype=pl.Int128)
ROOMY: Final = float(limits.RANGE) * 10**5
"""Below this a result fits into 38 digits for certain, even when estimated with floats."""


def reading(found: pl.Series) -> pl.Series:
    """A Decimal or whole-number column as numbers of the language: what is out of range becomes null."""
    if isinstance(found.dtype, pl.Decimal) and found.dtype.scale > limits.SCALE:
        return _limited(found).round(limits.SCALE, mode="half_away_from_zero").cast(NUMBER, strict=False)
    return _limited(found.cast(NUMBER, strict=False))


def product(left: pl.Series, right: pl.Series) -> pl.Series:
    """left × right; null where it reaches 10^20."""
    bound = _greatest(left) * _greatest(right)
    if bound >= ROOMY:
        left = _nulled(left, left.cast(pl.Float64).abs() * right.cast(pl.Float64).abs() >= ROOMY)
    found = _product(left, right)
    return found if bound < SAFE else _limited(found)


def quotient(left: pl.Series, right: pl.Series, *, limited: bool = True) -> pl.Series:
    """left ÷ right; null where right is zero, and (if `limited`) where the quotient reaches 10^20."""
    smallest = right.abs().min()
    if smallest == 0:
        right = _nulled(right, right == 0)
        smallest = right.abs().min()
    bound = _greatest(left) / float(smallest) if isinstance(smallest, Decimal) else 0.0
    if bound >= ROOMY:
        left = _nulled(left, left.cast(pl.Float64).abs() / right.cast(pl.Float64).abs() >= ROOMY)
    found = _quotient(left, right)
    return _limited(found) if limited and bound >= SAFE else found


def _product(left: pl.Series, right: pl.Series) -> pl.Series:
    """Whole numbers of 128 bits wrap around, so the small remainder is exact although the product is not."""
    even = left * right
    if _is_one_whole_number(left) or _is_one_whole_number(right):
        return even
    rest = left.to_physical() * right.to_physical() - even.to_physical() * ONE
    half = rest.abs() == HALF
    return _away_from_zero(even, half, rest > NOTHING, (left < 0) == (right < 0)) if bool(half.any()) else even


def _is_one_whole_number(series: pl.Series) -> bool:
    """A literal like 100, by which a product is exact."""
    value = series[0] if len(series) == 1 else None
    return isinstance(value, Decimal) and value == value.to_integral_value()


def _quotient(left: pl.Series, right: pl.Series) -> pl.Series:
    even = left / right
    divisor = right.to_physical()
    rest = left.to_physical() * ONE - even.to_physical() * divisor
    half = rest.abs() * TWO == divisor.abs()
    if not bool(half.any()):
        return even
    return _away_from_zero(even, half, (rest > NOTHING) == (divisor > NOTHING), (left < 0) == (right < 0))


def _away_from_zero(even: pl.Series, half: pl.Series, above: pl.Series, positive: pl.Series) -> pl.Series:
    """Halves that Polars rounded towards zero get one step more.

    `above`: whether the exact result is above the rounded one; `positive`: whether it is above zero.
    """
    step = (even + limits.STEP).zip_with(positive, even - limits.STEP)
    return step.zip_with(half & (above == positive), even)


def _limited(found: pl.Series) -> pl.Series:
    return _nulled(found, found.abs() >= limits.RANGE) if _greatest(found) >= float(limits.RANGE) else found


def _greatest(found: pl.Series) -> float:
    low, high = found.min(), found.max()
    return max(abs(float(low)), abs(float(high))) if isinstance(low, Decimal) and isinstance(high, Decimal) else 0.0


def _nulled(series: pl.Series, where: pl.Series) -> pl.Series:
    nothing = pl.Series([None], dtype=series.dtype).new_from_index(0, len(where))
    series = series if len(series) == len(where) else series.new_from_index(0, len(where))
    return nothing.zip_with(where, series)
