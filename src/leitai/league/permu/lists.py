"""A list of enterprises from CSV: every fault with its line and column, none of them silently mended. No Django.

Columns: `code` (unified social credit code), `name`, `township` (its 12-digit code), and figures by the names that the
rules use (tax, land, value_added, …); `marks` parted by `;` and `years` in production where they matter. An empty
figure is unknown.
"""

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from leitai.league.domain.faults import Fault
from leitai.league.domain.permu import Enterprise
from leitai.league.domain.permu.enterprises import code_faults

_PLAIN = ("code", "name", "township")
_OTHER = ("marks", "years")
MOST = 50_000


class ListError(ValueError):
    """A list that cannot be taken in; `faults` holds every one, by line and column."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


def read_list(text: str, population: str, needed: Sequence[str], townships: frozenset[str]) -> list[Enterprise]:
    """The enterprises of a list. Raises ListError with every fault."""
    columns, rows = _rows(text.lstrip("\ufeff"))
    lacking = [name for name in (*_PLAIN, *needed) if name not in columns]
    if lacking:
        raise ListError([Fault(f"line 1, {name}", "is not among the columns", "add it") for name in lacking])
    faults: list[Fault] = []
    wanted = _Wanted(population, tuple(needed), townships)
    found = [_firm(number, row, wanted, faults) for number, row in enumerate(rows, start=2)]
    faults += _twice(found)
    if not found:
        faults.append(Fault("line 2", "is missing", "give at least one enterprise"))
    if len(found) > MOST:
        faults.append(Fault(f"line {MOST + 2}", "is one too many", f"part the list: {MOST} at most"))
    if faults:
        raise ListError(faults)
    return found


def _rows(text: str) -> tuple[Sequence[str], list[dict[str, str | None]]]:
    """The columns and the rows. Raises ListError where the text is no CSV at all."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        return reader.fieldnames or (), list(islice(reader, MOST + 1))
    except csv.Error as error:
        what, mend = f"cannot be read as CSV: {error}", "save the list as CSV (UTF-8) anew, one enterprise a line"
        raise ListError([Fault(f"line {reader.line_num}", what, mend)]) from error


@dataclass(frozen=True, slots=True)
class _Wanted:
    population: str
    needed: tuple[str, ...]
    townships: frozenset[str]


def _firm(number: int, row: Mapping[str, str | None], wanted: _Wanted, faults: list[Fault]) -> Enterprise:
    code, name, township = ((row.get(column) or "").strip() for column in _PLAIN)
    at = f"line {number}"
    faults += [Fault(f"{at}, code", f"{code} {fault.what}", fault.mend) for fault in code_faults(code)]
    if not name:
        faults.append(Fault(f"{at}, name", "is empty", "give the registered name"))
    if township not in wanted.townships:
        faults.append(Fault(f"{at}, township", f"{township or 'empty'} is no township", "give its 12-digit code"))
    if None in row:
        faults.append(Fault(at, "has more cells than columns", "put cells that hold a comma in quotes"))
    read = {name: _number(f"{at}, {name}", row.get(name), faults) for name in wanted.needed}
    return Enterprise(
        code=code,
        name=name,
        population=wanted.population,
        township=township,
        figures={name: value for name, value in read.items() if value is not None},
        marks=frozenset(filter(None, (mark.strip() for mark in (row.get("marks") or "").split(";")))),
        years=_number(f"{at}, years", row.get("years"), faults),
    )


def _number(where: str, written: str | None, faults: list[Fault]) -> float | None:
    plain = (written or "").strip().replace(",", "")
    if not plain:
        return None
    try:
        value = float(plain)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        faults.append(Fault(where, f"is {written!r}, not a number", "write digits, or leave it empty"))
        return None
    return value


def _twice(found: Sequence[Enterprise]) -> list[Fault]:
    seen: dict[str, int] = {}
    faults = []
    for number, firm in enumerate(found, start=2):
        if firm.code in seen:
            what = f"{firm.code} stands in line {seen[firm.code]} already"
            faults.append(Fault(f"line {number}, code", what, "merge the figures of one enterprise"))
        seen.setdefault(firm.code, number)
    return faults
