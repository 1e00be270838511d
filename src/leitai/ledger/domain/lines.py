"""A file of facts line by line: each line becomes the text that COPY reads, or errors that name line and column.

The checks are those that one figure passes: known indicator and division, a period, a plain decimal that fits, a range
with both ends, a correction with its reason.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from leitai.ledger.domain.evidence import Place
from leitai.ledger.domain.facts import Comparator, FactStatus
from leitai.ledger.domain.periods import Period, PeriodError

COLUMNS = (
    "indicator",
    "division",
    "period",
    "value",
    "status",
    "variant",
    "comparator",
    "value_max",
    "place",
    "supersedes",
    "reason",
)
REQUIRED = COLUMNS[:4]
LONGEST = {"variant": 40, "place": 120, "reason": 500}
_NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,8})?")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_USUAL_PLACE = re.compile(r"(?:cell|field|item):[^\\\t\n\r\x00]{1,110}")  # what COPY reads as it stands
_STATUSES = {str(status): str(status) for status in FactStatus} | {"": str(FactStatus.ACTUAL)}
_COMPARATORS = {str(sign): str(sign) for sign in Comparator}
Line = Sequence[str]


@dataclass(frozen=True, slots=True)
class LineError:
    """What is wrong in a line of the file: where, what, and how to mend it. `column` is empty for a whole line."""

    line: int
    column: str
    what: str
    mend: str

    def __str__(self) -> str:
        where = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{where}: {self.what}; {self.mend}"


@dataclass(slots=True)
class LineReader:
    """Turns lines (texts in the order of COLUMNS) into COPY text. `indicators` and `divisions` give numbers by code."""

    indicators: Mapping[str, int]
    divisions: Mapping[str, int]
    errors: list[LineError] = field(default_factory=list)
    _periods: dict[str, str] = field(default_factory=dict)

    def text(self, number: int, line: Line) -> str | None:
        """The columns of a fact as COPY text, tabs between: indicator, division, period, first and last day, status,
        variant, comparator, value, value_max, place, supersedes, reason. None where errors were noted.
        """
        indicator, division, period, value, status, variant, sign, most, place, supersedes, reason = line
        try:
            key = f"{self.indicators[indicator]}\t{self.divisions[division]}\t{self._periods[period]}"
            kept = _STATUSES[status]
        except KeyError:
            if not self._learn(period) or not self._known(line):
                self._explain(number, line)
                return None
            return self.text(number, line)
        if variant or sign or most or supersedes or reason or not _NUMBER.fullmatch(value):
            return self._unusual(number, line, key, kept)
        if place and not _USUAL_PLACE.fullmatch(place):
            return self._unusual(number, line, key, kept)
        return f"{key}\t{kept}\t\t=\t{value}\t\\N\t{place or f'item:{number}'}\t\\N\t"

    def _unusual(self, number: int, line: Line, key: str, status: str) -> str | None:
        if noted := list(_faults(number, line)):
            self.errors += noted
            return None
        _, _, _, value, _, variant, sign, most, place, supersedes, reason = line
        sign = _COMPARATORS[sign] if sign else str(Comparator.RANGE if most else Comparator.EQUAL)
        rest = (status, variant, sign, value, most or None, place or f"item:{number}", supersedes or None, reason)
        return key + "\t" + "\t".join("\\N" if text is None else text.translate(_ESCAPES) for text in rest)

    def _learn(self, period: str) -> bool:
        if period not in self._periods:
            try:
                found = Period.parse(period)
            except PeriodError:
                return False
            if len(self._periods) > 50_000:
                self._periods.clear()
            self._periods[period] = f"{found.text}\t{found.first}\t{found.last}"
        return True

    def _known(self, line: Line) -> bool:
        return line[0] in self.indicators and line[1] in self.divisions and line[4] in _STATUSES

    def _explain(self, number: int, line: Line) -> None:
        if line[0] not in self.indicators:
            what = f"no indicator {line[0]!r}" if line[0] else "no indicator is named"
            self.errors.append(LineError(number, "indicator", what, "write a code of the catalogue"))
        if line[1] not in self.divisions:
            what = f"no division {line[1]!r}" if line[1] else "no division is named"
            self.errors.append(LineError(number, "division", what, "write a 12-digit code of the tree"))
        if not self._learn(line[2]):
            mend = "write 2019, 2019H1, 2019Q1, 2019-03, 2019-03-31 or two of them as 2019-01/2019-09"
            self.errors.append(LineError(number, "period", f"{line[2]!r} is no period", mend))
        self.errors += _faults(number, line)


def _faults(number: int, line: Line) -> Iterator[LineError]:
    """What is wrong in the columns that need no catalogue."""
    _, _, _, value, status, variant, sign, most, place, supersedes, reason = line
    plain = "write digits with at most 20 before and 8 after the point, in the unit of the indicator"
    for column, text in (("value", value), ("value_max", most)):
        if (text or column == "value") and not _NUMBER.fullmatch(text):
            yield LineError(number, column, f"{text!r} is no plain number" if text else "it is empty", plain)
    if status not in _STATUSES:
        yield LineError(number, "status", f"{status!r} is no status", f"write {', '.join(FactStatus)}, or nothing")
    yield from _ends(number, value, sign, most)
    if supersedes and not (supersedes.isascii() and supersedes.isdigit() and len(supersedes) < 19):
        yield LineError(number, "supersedes", f"{supersedes!r} is no number of a fact", "write the number on its page")
    if supersedes and not reason:
        yield LineError(number, "reason", "a correction without a reason", "say why the figure is corrected")
    for column, text in (("variant", variant), ("place", place), ("reason", reason)):
        if len(text) > LONGEST[column]:
            yield LineError(number, column, f"{len(text)} characters", f"write {LONGEST[column]} at most")
        if "\x00" in text:
            yield LineError(number, column, "it holds a null character", "leave it out")
    if place and Place.read(place) is None:
        mend = "write chars:12-18, cell:Sheet!C7, field:name or item:17, or nothing"
        yield LineError(number, "place", f"{place[:40]!r} is no place", mend)


def _ends(number: int, value: str, sign: str, most: str) -> Iterator[LineError]:
    """What is wrong between comparator and upper end."""
    if sign and sign not in _COMPARATORS:
        yield LineError(number, "comparator", f"{sign!r} is no comparator", f"write {' '.join(Comparator)}, or nothing")
    if most and sign not in {"", Comparator.RANGE}:
        yield LineError(number, "value_max", f"an upper end beside {sign!r}", "write range, or leave the upper end out")
    if sign == Comparator.RANGE and not most:
        yield LineError(number, "value_max", "a range without its upper end", "write the upper end")
    if _NUMBER.fullmatch(value) and _NUMBER.fullmatch(most) and Decimal(value) >= Decimal(most):
        yield LineError(number, "value_max", "the upper end is not above the lower", "exchange or mend them")
