"""The levels of the tree: what may stand under what."""

from leitai.divisions.domain.kinds import TOWNSHIP_LEVEL, Kind

_LEVELS = {Kind.PROVINCE: 0, Kind.CITY: 1, Kind.COUNTY: 2, Kind.OTHER: 3, Kind.VILLAGE: 4}


def level(kind: Kind) -> int:
    """How far below the province a kind stands.

    >>> level(Kind.TOWN)
    3
    """
    return 3 if kind in TOWNSHIP_LEVEL else _LEVELS[kind]


def fits_under(kind: Kind, upper: Kind) -> bool:
    """Whether a kind may stand under another: one level below it; a village also under a county without townships.

    >>> fits_under(Kind.STREET, Kind.COUNTY), fits_under(Kind.STREET, Kind.TOWN)
    (True, False)
    """
    return level(kind) - level(upper) in ({1, 2} if kind is Kind.VILLAGE else {1})
