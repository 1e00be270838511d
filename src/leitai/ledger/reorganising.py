"""Reorganisations in words: kinds, refusals, and what will be different from the day on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitai.divisions import queries as tree
from leitai.divisions.domain import ChangeError, ChangeKind, Fault, Kind, Outcome, Place, tree_on

if TYPE_CHECKING:
    from leitai.divisions.models import Reorganisation

KIND_WORDS: dict[ChangeKind, str | Promise] = {
    ChangeKind.RENAME: gettext_lazy("Rename"),
    ChangeKind.MOVE: gettext_lazy("Move to another county"),
    ChangeKind.MERGE: gettext_lazy("Merge, or raise to another level"),
    ChangeKind.SPLIT: gettext_lazy("Split"),
    ChangeKind.NEW: gettext_lazy("New division"),
    ChangeKind.DISSOLVE: gettext_lazy("Dissolve"),
}
DIVISION_WORDS: dict[Kind, str | Promise] = {
    Kind.STREET: gettext_lazy("subdistrict"),
    Kind.TOWN: gettext_lazy("town"),
    Kind.TOWNSHIP: gettext_lazy("township"),
    Kind.COUNTY: gettext_lazy("county"),
    Kind.OTHER: gettext_lazy("other of township level"),
}
_FAULTS: dict[Fault, str | Promise] = {
    Fault.NOT_STANDING: gettext_lazy("%(name)s does not stand on %(day)s. Choose a division that does."),
    Fault.CHANGED_LATER: gettext_lazy(
        "%(name)s was changed on %(day)s or later. Changes of a division are entered in the order of their days."
    ),
    Fault.WRONG_LEVEL: gettext_lazy("%(name)s would not stand one level below its parent. Choose another."),
    Fault.HAS_CHILDREN: gettext_lazy("Divisions still stand under %(name)s. Move them first."),
    Fault.CODE_TAKEN: gettext_lazy("The code of %(name)s is taken on %(day)s. A new division needs a free one."),
    Fault.OTHER_KIND: gettext_lazy("%(name)s stood before as another kind. A code keeps its kind."),
    Fault.NOTHING_CHANGES: gettext_lazy("%(name)s would be as it was. Give another name or parent."),
    Fault.TOO_FEW: gettext_lazy(
        "The change is not whole. A merger needs who is merged, and either one new division or one that takes them in; "
        "a split needs two parts or more."
    ),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A division before and after; None where it did not stand, or does not stand any more."""

    code: str
    before: str | None
    after: str | None


def refusal(error: ChangeError, places: Iterable[Place]) -> str:
    """Why a change is refused, in the reader's language."""
    names = {place.code: tree.place_name(place.name) for place in places}
    return str(_FAULTS[error.fault]) % {"name": names.get(error.code, error.code), "day": error.day.isoformat()}


def differences(places: tuple[Place, ...], done: Outcome) -> list[Difference]:
    """What will be different from the day of a change on."""
    names = {place.code: tree.place_name(place.name) for place in (*places, *done.begins)}
    before = {code: _place(place, names) for code, place in tree_on(places, done.day).items()}
    begins = {place.code: _place(place, names) for place in done.begins}
    touched = sorted(done.ends | begins.keys() | {link.predecessor for link in done.links if link.predecessor})
    return [Difference(code, before.get(code), _after(code, begins, before, done)) for code in touched]


def _after(code: str, begins: dict[str, str], before: dict[str, str], done: Outcome) -> str | None:
    return begins.get(code) or (None if code in done.ends else before.get(code))


def _place(place: Place, names: dict[str, str]) -> str:
    above = names.get(place.parent or "", "–")
    if place.reports_under:
        reported = names.get(place.reports_under, place.reports_under)
        return _("%(name)s in %(parent)s, reports under %(county)s") % {
            "name": tree.place_name(place.name), "parent": above, "county": reported,
        }  # fmt: skip
    return _("%(name)s in %(parent)s") % {"name": tree.place_name(place.name), "parent": above}


def told(row: "Reorganisation") -> dict[str, Any]:
    """One entered change for the list: what it was, of whom, and who followed."""
    links = list(row.successions.all())
    before = {link.predecessor.code: link.predecessor for link in links if link.predecessor}
    after = {link.successor.code: link.successor for link in links if link.successor}
    return {"row": row, "label": KIND_WORDS[ChangeKind(row.kind)], "before": before.values(), "after": after.values()}


def history_of(code: str, today: date) -> dict[str, Any]:
    """The names and places of a division over time, its changes, and what it had become by today."""
    placements = list(tree.placements_of(code))
    last = placements[0].valid_to if placements else None
    now: frozenset[str] = frozenset()
    if placements and last and last <= today:
        now = tree.carried_codes(frozenset({code}), placements[0].valid_from, today)[code].codes
    return {
        "placements": placements,
        "changes": [told(row) for row in tree.reorganisations(code)],
        "became": tree.with_codes(now - {code}),
        "gone": last is not None and last <= today,
    }
