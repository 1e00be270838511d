"""Numbers as a formula writes them, within the limits of the language."""

import re
from decimal import Decimal
from typing import Final

from leitai.formulas import limits
from leitai.formulas.errors import Fault, FormulaError, Span
from leitai.formulas.syntax import Number, Suffix

PARTS: Final = re.compile(r"(?P<digits>[0-9.]+)(?:[eE](?P<exponent>[+-]?[0-9]+))?(?P<suffix>.*)")
SUFFIXES: Final = {suffix.value[0]: suffix for suffix in Suffix}


def read_number(text: str, span: Span) -> Number:
    """The number of a NUMBER token. Raises FormulaError where it is too long, too large or too fine."""
    parts = PARTS.fullmatch(text)
    assert parts is not None, text
    digits = parts["digits"]
    if len(digits) > limits.DIGITS:
        raise FormulaError(Fault.NUMBER_TOO_LONG, span, {"most": str(limits.DIGITS)})
    suffix = SUFFIXES[parts["suffix"]]
    number = Number(limits.EXACT.scaleb(Decimal(digits), _exponent(parts["exponent"], span)), suffix, span)
    _refuse_extremes(number)
    return number


def _exponent(text: str | None, span: Span) -> int:
    digits = (text or "0").lstrip("+-0") or "0"
    if len(digits) > 2 or int(digits) > limits.EXPONENT:
        small = (text or "").startswith("-")
        raise _too_fine(span) if small else FormulaError(Fault.NUMBER_TOO_LARGE, span)
    return int(text or "0")


def _refuse_extremes(number: Number) -> None:
    value = number.value
    if value >= limits.RANGE:
        raise FormulaError(Fault.NUMBER_TOO_LARGE, number.span)
    if value != limits.EXACT.quantize(value, limits.STEP):
        raise _too_fine(number.span)


def _too_fine(span: Span) -> FormulaError:
    return FormulaError(Fault.NUMBER_TOO_FINE, span, {"most": str(limits.SCALE)})
