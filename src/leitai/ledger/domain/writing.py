"""How scores and cells of files are written, and plain digits read: for tables too long for a filter a cell."""

from typing import TypeVar

Cell = TypeVar("Cell")
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def disarmed(cell: Cell) -> Cell | str:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it.

    >>> disarmed("=1+1"), disarmed(-3)
    ("'=1+1", -3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RUNS) else cell


def fixed(value: float | None, decimals: int) -> str:
    """A score with exactly so many decimals; an en dash where there is none.

    >>> fixed(71.25, 1), fixed(None, 1)
    ('71.2', '–')
    """
    return "–" if value is None else f"{value:.{decimals}f}"


def tenth(score: float | None) -> int | str:
    """The tenth of 0–100 in which a score lies, 0 to 9: the step of a heat map's colour; `none` without a score.

    >>> tenth(71.25), tenth(100), tenth(None)
    (7, 9, 'none')
    """
    return "none" if score is None else max(0, min(9, int(score // 10)))


def unlocalized(value: float | None) -> str:
    """A number as scripts read it; nothing where there is none."""
    return "" if value is None else repr(value)


def whole_number(text: object, most: int = 2**31 - 1) -> int | None:
    """The whole number that a text of plain digits says; None for anything else, and for more than `most`.

    >>> whole_number("12"), whole_number("²"), whole_number("9" * 5000), whole_number(None)
    (12, None, None, None)
    """
    if not isinstance(text, str) or not (text.isascii() and text.isdigit()) or len(text) > len(str(most)):
        return None
    number = int(text)
    return number if number <= most else None
