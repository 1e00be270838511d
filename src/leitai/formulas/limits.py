"""How large a formula and its numbers may be. Whatever exceeds these is refused before work is spent on it."""

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

LENGTH: Final = 2000
"""Characters of one formula."""
DEPTH: Final = 64
"""Levels of one formula, counting each operator, function and pair of parentheses."""
PARTS: Final = 500
"""Numbers, names, operators and functions of one formula."""
DIGITS: Final = 40
"""Digits written in one number, leading and trailing zeros counted."""
EXPONENT: Final = 30
"""The largest power of ten in `1e30`, and the smallest in `1e-30`."""
TEXT: Final = 200
"""Characters of one text in quotes, and of one name."""
SHIFTS: Final = 3
"""Functions of time that may be put around one name."""

SCALE: Final = 12
"""Decimal places that a number keeps. Products, quotients and readings are rounded to it, halves away from zero."""
STEP: Final = Decimal(1).scaleb(-SCALE)
"""The smallest positive number."""
RANGE: Final = Decimal(10) ** 20
"""A reading, product or quotient whose absolute value reaches this is missing."""
EXACT: Final = Context(prec=80, rounding=ROUND_HALF_UP)
"""Holds the product of any two numbers exactly; halves away from zero where something is rounded."""
