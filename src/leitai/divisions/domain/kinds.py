"""Kinds of division, and what a code says of them."""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of division that the tree knows."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    STREET = "street"
    TOWN = "town"
    TOWNSHIP = "township"
    OTHER = "other"
    VILLAGE = "village"


TOWNSHIP_LEVEL = frozenset({Kind.STREET, Kind.TOWN, Kind.TOWNSHIP})
_FIRST_OF = ((400, Kind.OTHER), (200, Kind.TOWNSHIP), (100, Kind.TOWN), (1, Kind.STREET))


class CodeError(ValueError):
    """A division code that cannot be one; says what is wrong with it."""

    def __init__(self, code: str, remedy: str) -> None:
        super().__init__(f"division code {code!r}: {remedy}")


def full_code(code: str) -> str:
    """A 2-, 4-, 6- or 9-digit code written out to 12 digits. Source: NBS coding rules for statistics.

    >>> full_code("330304005")
    '330304005000'
    """
    if not (code.isascii() and code.isdigit() and len(code) in {2, 4, 6, 9, 12}):
        raise CodeError(code, "write 2, 4, 6, 9 or 12 digits")
    return code.ljust(12, "0")


def kind_of(code: str) -> Kind:
    """The kind that a 12-digit code tells: 001–099 street, 100–199 town, 200–399 township, 400–599 other.

    >>> kind_of("330304005000").value
    'street'
    """
    code = full_code(code)
    if code[9:] != "000":
        return Kind.VILLAGE
    if code[6:9] != "000":
        number = int(code[6:9])
        return next(kind for first, kind in _FIRST_OF if number >= first)
    if code[4:6] != "00":
        return Kind.COUNTY
    return Kind.CITY if code[2:4] != "00" else Kind.PROVINCE
