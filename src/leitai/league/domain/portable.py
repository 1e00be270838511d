"""Logarithm and exponential from IEEE operations alone.

`np.log` and `np.exp` differ in the last bit from one processor to another; a result that anyone must be able to
recompute byte for byte may not. Both stay within 2 units in the last place of the true value.
"""

import numpy as np

from leitai.league.domain.arrays import FloatArray

_LN2_HIGH = 6.93147180369123816490e-01  # ln 2 cut to 32 bits, so that k × it is exact
_LN2_LOW = 1.90821492927058770002e-10
_ATANH = tuple(1.0 / odd for odd in range(27, 1, -2))
_EXP = tuple(1.0 / factorial for factorial in np.cumprod(np.arange(1.0, 15.0))[::-1])


def log(x: FloatArray) -> FloatArray:
    """Natural logarithm; −inf at 0, NaN below."""
    mantissa, exponent = np.frexp(x)
    low = mantissa < 0.7071067811865476
    mantissa, exponent = np.where(low, mantissa * 2, mantissa), exponent - low
    f = mantissa - 1.0
    s = f / (2.0 + f)
    square = s * s
    series = np.zeros_like(square)
    for coefficient in _ATANH:
        series = series * square + coefficient
    tail = 2.0 * s * square * series + exponent * _LN2_LOW
    found: FloatArray = exponent * _LN2_HIGH + (2.0 * s + tail)
    return np.where(x > 0, found, np.where(x == 0, -np.inf, np.nan))


def exp(x: FloatArray) -> FloatArray:
    """The exponential; 0 at −inf."""
    k = np.rint(np.clip(x, -745.0, 710.0) / 0.6931471805599453)
    r = (np.clip(x, -745.0, 710.0) - k * _LN2_HIGH) - k * _LN2_LOW
    series = np.zeros_like(r)
    for coefficient in _EXP:
        series = (series + coefficient) * r
    found: FloatArray = np.ldexp(1.0 + series, np.where(np.isnan(k), 0, k).astype(np.int64))
    return np.where(x == -np.inf, 0.0, found)


def power(x: FloatArray, exponent: float) -> FloatArray:
    """x to a fixed exponent, x > 0."""
    return exp(exponent * log(x))
