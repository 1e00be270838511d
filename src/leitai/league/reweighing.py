"""Other weights in the text of a scheme: numbers are replaced where they stand, comments and layout stay. No Django."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from leitai.league.domain import Fault, SchemeError, parse_scheme
from leitai.league.domain.weight_draws import reweighted

_NUMBER = r"[-+]?[0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"


def reweigh(text: str, weights: Mapping[str, str], version: str = "") -> str:
    """The text with these weights by code, and with another version where one is given.

    Raises SchemeError where a weight is no number, or where the text writes a weight in a way that cannot be replaced.
    """
    asked = _numbers(weights)
    changed = text
    for code, weight in asked.items():
        changed = _replaced(changed, code, weight)
    if version:
        changed = re.sub(r'(?m)^version\s*=\s*"[^"]*"', f'version = "{_safe(version)}"', changed, count=1)
    _check(text, changed, asked, version)
    return changed


def _numbers(weights: Mapping[str, str]) -> dict[str, Decimal]:
    found, faults = {}, []
    for code, written in weights.items():
        try:
            value = Decimal(written.strip())
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or not 0 < value < 10**6:
            faults.append(Fault(f"{code}.weight", f"is {written!r}", "write a number above 0"))
        found[code] = value
    if faults:
        raise SchemeError(tuple(faults))
    return found


def _replaced(text: str, code: str, weight: Decimal) -> str:
    """The weight of the table, inline or in its own block, that holds this code."""
    name = rf'code\s*=\s*"{re.escape(code)}"'
    inline = re.compile(rf"(\{{[^{{}}\n]*{name}[^{{}}\n]*\bweight\s*=\s*){_NUMBER}")
    block = re.compile(rf"(?m)(^{name}[^\n]*\n(?:(?!\[)[^\n]*\n)*?^weight\s*=\s*){_NUMBER}")
    changed, count = inline.subn(rf"\g<1>{weight:f}", text, count=1)
    return changed if count else block.sub(rf"\g<1>{weight:f}", text, count=1)


def _check(before: str, after: str, weights: Mapping[str, Decimal], version: str) -> None:
    """What was written must read as what was asked."""
    made, asked = parse_scheme(after), reweighted(parse_scheme(before), {code: float(w) for code, w in weights.items()})
    if made.root != asked.root:
        raise SchemeError((Fault("document", "writes a weight in another form", "change that weight in the text"),))
    if version and made.version != version:
        raise SchemeError((Fault("version", "could not be replaced", "change it in the text"),))


def _safe(version: str) -> str:
    if not re.fullmatch(r"[\w.\-]{1,20}", version):
        fault = Fault("version", f"is {version!r}", "use letters, digits, dots and dashes, 20 at most")
        raise SchemeError((fault,))
    return version
