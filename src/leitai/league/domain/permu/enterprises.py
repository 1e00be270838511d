"""Enterprises and their figures; codes are unified social credit codes (GB 32100-2015)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

from leitai.league.domain.faults import Fault, PanelError


@dataclass(frozen=True, slots=True)
class Enterprise:
    """`population` is the class it is evaluated in; `figures` by name (tax, land, value_added, …), absent = unknown.

    `marks` are what exemptions look at, such as "utility"; `years` in production, None = unknown.
    """

    code: str
    name: str
    population: str
    township: str
    figures: Mapping[str, float]
    marks: frozenset[str] = field(default_factory=frozenset)
    years: float | None = None


def check_codes(enterprises: Sequence[Enterprise]) -> None:
    """Raise PanelError with every code that is wrong or stands twice."""
    faults = [fault for enterprise in enterprises for fault in code_faults(enterprise.code)]
    twice = [(code, count) for code, count in Counter(firm.code for firm in enterprises).items() if count > 1]
    faults += [Fault(code, f"stands {count} times", "merge the figures of one enterprise") for code, count in twice]
    if faults:
        raise PanelError(tuple(faults))


def code_faults(code: str) -> list[Fault]:
    """What is wrong with a unified social credit code.

    >>> code_faults("91350100M000100Y44")[0].what
    'is no unified social credit code: its last character does not fit the others'
    """
    try:
        plain = uscc.validate(code)
    except InvalidChecksum:
        return [_fault(code, "its last character does not fit the others")]
    except InvalidLength:
        return [_fault(code, f"it has {len(code)} characters, not 18")]
    except ValidationError:
        return [_fault(code, "it holds a character that these codes never have")]
    return [] if plain == code else [_fault(code, "it holds spaces or small letters")]


def _fault(code: str, why: str) -> Fault:
    return Fault(code or "code", f"is no unified social credit code: {why}", "copy it from the business licence")
