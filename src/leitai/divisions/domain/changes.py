"""A reorganisation as a pure value: what is changed from a day on, and what that does to the tree.

Nothing before the day is touched: a change ends placements on its day and begins others; it never rewrites one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from leitai.divisions.domain.kinds import Kind
from leitai.divisions.domain.levels import fits_under, level
from leitai.divisions.domain.refusals import ChangeError, Fault
from leitai.divisions.domain.tree import Place


class ChangeKind(StrEnum):
    """What a reorganisation does. A merger of one raises or recodes it: it becomes another division."""

    RENAME = "rename"
    MOVE = "move"
    MERGE = "merge"
    SPLIT = "split"
    NEW = "new"
    DISSOLVE = "dissolve"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A division that begins with a change; `reports_under` empty where it answers to its parent."""

    code: str
    name: str
    kind: Kind
    parent: str
    reports_under: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One reorganisation: `subjects` are changed from `day` on.

    A rename needs `name`; a move `parent` (and `reports_under` where it answers to another); a merger one newcomer or
    a standing division `into` which the subjects go; a split its newcomers, and whether the subject `stays` as a part.
    """

    kind: ChangeKind
    day: date
    subjects: tuple[str, ...] = ()
    newcomers: tuple[Newcomer, ...] = ()
    into: str = ""
    name: str = ""
    parent: str = ""
    reports_under: str = ""
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """What becomes of a division: `whole` where all of it goes to the successor, so that its figures still add up."""

    predecessor: str | None
    successor: str | None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change does: placements that end on its day, those that begin, and who follows whom."""

    day: date
    ends: frozenset[str]
    begins: tuple[Place, ...]
    links: tuple[Link, ...]


def outcome(places: Iterable[Place], change: Change) -> Outcome:
    """What a change would do to a tree. Raises ChangeError where it cannot be."""
    ground = _Ground(places, change.day)
    return _DOING[change.kind](ground, change)


def applied(places: Iterable[Place], done: Outcome) -> tuple[Place, ...]:
    """The placements after a change."""
    kept = [
        replace(place, until=done.day) if place.until is None and place.code in done.ends else place for place in places
    ]
    return (*kept, *done.begins)


def tree_on(places: Iterable[Place], day: date) -> dict[str, Place]:
    """The placements in force on a day, by code."""
    return {place.code: place for place in places if place.since <= day and (place.until is None or place.until > day)}


class _Ground:
    """The newest placement of each division, as a change of `day` finds it."""

    def __init__(self, places: Iterable[Place], day: date) -> None:
        self.day = day
        self.newest: dict[str, Place] = {}
        for place in sorted(places, key=lambda place: place.since):
            self.newest[place.code] = place

    def standing(self, code: str) -> Place:
        """The open placement of a division that may end on the day."""
        place = self.newest.get(code)
        if place and (place.since >= self.day or (place.until and place.until > self.day)):
            raise ChangeError(Fault.CHANGED_LATER, code, self.day)
        if place is None or place.until is not None:
            raise ChangeError(Fault.NOT_STANDING, code, self.day)
        return place

    def above(self, code: str, kind: Kind, upper: str) -> None:
        """Refuse a place under a division that does not stand, or that is not of the level above."""
        place = self.newest.get(upper)
        if place is None or place.since > self.day or place.until is not None:
            raise ChangeError(Fault.NOT_STANDING, upper, self.day)
        if not fits_under(kind, place.kind):
            raise ChangeError(Fault.WRONG_LEVEL, code, self.day)

    def begin(self, new: Newcomer) -> Place:
        """The placement of a newcomer; a code that stood before may return as the same kind."""
        old = self.newest.get(new.code)
        if old and (old.until is None or old.until > self.day):
            raise ChangeError(Fault.CODE_TAKEN, new.code, self.day)
        if old and old.kind is not new.kind:
            raise ChangeError(Fault.OTHER_KIND, new.code, self.day)
        for upper in filter(None, (new.parent, new.reports_under)):
            self.above(new.code, new.kind, upper)
        if not new.parent:
            raise ChangeError(Fault.WRONG_LEVEL, new.code, self.day)
        return Place(new.code, new.name, new.kind, new.parent, new.reports_under or None, self.day, None)

    def below(self, code: str) -> list[Place]:
        """The divisions that stand, now or later, under one or report under it."""
        return [
            place
            for place in self.newest.values()
            if place.until is None and code in {place.parent, place.reports_under}
        ]

    def childless(self, code: str) -> None:
        """Refuse to end a division while others stand under it."""
        if self.below(code):
            raise ChangeError(Fault.HAS_CHILDREN, code, self.day)


def _rename(ground: _Ground, change: Change) -> Outcome:
    code = _only(change)
    old = ground.standing(code)
    if change.name in {"", old.name}:
        raise ChangeError(Fault.NOTHING_CHANGES, code, change.day)
    return Outcome(
        change.day, frozenset({code}), (replace(old, name=change.name, since=change.day),), (Link(code, code),)
    )


def _move(ground: _Ground, change: Change) -> Outcome:
    code = _only(change)
    old, under = ground.standing(code), change.reports_under or None
    if (change.parent, under) == (old.parent, old.reports_under):
        raise ChangeError(Fault.NOTHING_CHANGES, code, change.day)
    for upper in (change.parent, *filter(None, (under,))):
        ground.above(code, old.kind, upper)
    new = replace(old, parent=change.parent, reports_under=under, since=change.day)
    return Outcome(change.day, frozenset({code}), (new,), (Link(code, code),))


def _merge(ground: _Ground, change: Change) -> Outcome:
    if bool(change.into) == (len(change.newcomers) == 1) or change.into in change.subjects or not change.subjects:
        raise ChangeError(Fault.TOO_FEW, change.into, change.day)
    olds = [ground.standing(code) for code in _distinct(change)]
    begins = [ground.begin(new) for new in change.newcomers]
    target = begins[0] if begins else ground.standing(change.into)
    if any(level(old.kind) != level(target.kind) for old in olds) and (change.into or len(olds) > 1):
        raise ChangeError(Fault.WRONG_LEVEL, target.code, change.day)
    below = {child.code: child for code in change.subjects for child in ground.below(code)}
    children = [_carried(ground, child, change, target) for child in below.values()]
    links = [Link(old.code, target.code) for old in olds] + [Link(change.into, change.into)] * bool(change.into)
    moved = [Link(child.code, child.code) for child in children]
    ends = frozenset({*change.subjects, *(child.code for child in children)})
    return Outcome(change.day, ends, (*begins, *children), (*links, *moved))


def _carried(ground: _Ground, child: Place, change: Change, target: Place) -> Place:
    """A division that stood under a merged one, now under the one that takes its place."""
    ground.standing(child.code)
    if not fits_under(child.kind, target.kind) or child.code == target.parent:
        raise ChangeError(Fault.HAS_CHILDREN, str(child.parent), change.day)
    parent = target.code if child.parent in change.subjects else child.parent
    under = target.code if child.reports_under in change.subjects else child.reports_under
    return replace(child, parent=parent, reports_under=None if under == parent else under, since=change.day)


def _split(ground: _Ground, change: Change) -> Outcome:
    code = _only(change)
    old = ground.standing(code)
    if len(change.newcomers) + change.stays < 2 or len({new.code for new in change.newcomers}) < len(change.newcomers):
        raise ChangeError(Fault.TOO_FEW, code, change.day)
    begins = [ground.begin(new) for new in change.newcomers]
    if any(level(new.kind) != level(old.kind) for new in begins):
        raise ChangeError(Fault.WRONG_LEVEL, code, change.day)
    if not change.stays:
        ground.childless(code)
    links = [Link(code, new.code, whole=False) for new in begins] + [Link(code, code, whole=False)] * change.stays
    return Outcome(change.day, frozenset() if change.stays else frozenset({code}), tuple(begins), tuple(links))


def _new(ground: _Ground, change: Change) -> Outcome:
    if len(change.newcomers) != 1:
        raise ChangeError(Fault.TOO_FEW, "", change.day)
    place = ground.begin(change.newcomers[0])
    return Outcome(change.day, frozenset(), (place,), (Link(None, place.code),))


def _dissolve(ground: _Ground, change: Change) -> Outcome:
    code = _only(change)
    ground.standing(code)
    ground.childless(code)
    return Outcome(change.day, frozenset({code}), (), (Link(code, None),))


_DOING = {
    ChangeKind.RENAME: _rename,
    ChangeKind.MOVE: _move,
    ChangeKind.MERGE: _merge,
    ChangeKind.SPLIT: _split,
    ChangeKind.NEW: _new,
    ChangeKind.DISSOLVE: _dissolve,
}


def _only(change: Change) -> str:
    if len(change.subjects) != 1:
        raise ChangeError(Fault.TOO_FEW, "", change.day)
    return change.subjects[0]


def _distinct(change: Change) -> Sequence[str]:
    if len(set(change.subjects)) < len(change.subjects):
        raise ChangeError(Fault.TOO_FEW, change.subjects[0], change.day)
    return change.subjects
