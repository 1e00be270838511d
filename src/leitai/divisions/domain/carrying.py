"""Where the figures of an old division belong today: the chain of successors from one day to another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from leitai.divisions.domain.changes import Link


@dataclass(frozen=True, slots=True)
class DatedLink:
    """A link and the day from which it holds."""

    day: date
    link: Link


@dataclass(frozen=True, slots=True)
class Carried:
    """The codes that a division became. `whole`: its figures belong to them undivided, so that sums still agree.

    No codes: it was dissolved without a successor. More than one, or not whole: it was split, and a figure of it
    cannot be shared out without a rule that nobody has given.
    """

    codes: frozenset[str]
    whole: bool = True

    @property
    def code(self) -> str | None:
        """The one division that holds all of it, None where there is no such one."""
        return next(iter(self.codes)) if self.whole and len(self.codes) == 1 else None


def carried(code: str, links: Iterable[DatedLink], since: date, until: date) -> Carried:
    """What a division of the day `since` had become by the day `until`.

    >>> merger = DatedLink(date(2020, 1, 1), Link("A", "N"))
    >>> carried("A", [merger], date(2019, 1, 1), date(2021, 1, 1)).code
    'N'
    >>> carried("A", [merger], date(2019, 1, 1), date(2019, 12, 31)).code
    'A'
    """
    passed = sorted((row for row in links if since < row.day <= until), key=lambda row: row.day)
    found = Carried(frozenset({code}))
    for day in sorted({row.day for row in passed}):
        found = _stepped(found, [row.link for row in passed if row.day == day])
    return found


def _stepped(found: Carried, links: Sequence[Link]) -> Carried:
    """One day on, link by link as they were recorded: what took another in may itself be merged on the same day."""
    codes, whole = set(found.codes), found.whole
    for predecessor, onward in _turns(links):
        if predecessor in codes:
            codes = (codes - {predecessor}) | {link.successor for link in onward if link.successor}
            whole = whole and all(link.whole for link in onward)
    return Carried(frozenset(codes), whole)


def _turns(links: Sequence[Link]) -> Iterator[tuple[str | None, list[Link]]]:
    """The links of a division by one change each: they stand together, and the one to itself comes last."""
    turn: list[Link] = []
    for link in links:
        if turn and (link.predecessor != turn[-1].predecessor or turn[-1].successor == turn[-1].predecessor):
            yield turn[-1].predecessor, turn
            turn = []
        turn.append(link)
    if turn:
        yield turn[-1].predecessor, turn
