"""A tree of two counties that changed, and figures in it, for tests of roll-ups."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from leitai.divisions import services as divisions
from leitai.divisions.domain import Kind, Place
from leitai.divisions.domain.tree import GroupSpec
from leitai.ledger import services
from leitai.ledger.domain.catalogue import load_catalogue
from leitai.ledger.domain.facts import EvidenceKind, FactKey, FactStatus, NewFact
from leitai.ledger.domain.recording import Entry, NewSource
from leitai.ledger.tests.factories import CITY, COUNTY, SINCE, STREET, SYSTEM, TOWN

SECOND = "330305000000"
MOVED = "330304101000"  # under COUNTY until the end of 2018, then under SECOND
TODAY = date(2020, 1, 10)
TURN = date(2019, 1, 1)
PLACES = (
    Place(CITY, "温州市", Kind.CITY, None, None, SINCE, None),
    Place(COUNTY, "瓯海区", Kind.COUNTY, CITY, None, SINCE, None),
    Place(SECOND, "洞头区", Kind.COUNTY, CITY, None, SINCE, None),
    Place(STREET, "娄桥街道", Kind.STREET, COUNTY, None, SINCE, None),
    Place(TOWN, "泽雅镇", Kind.TOWN, COUNTY, None, SINCE, None),
    Place(MOVED, "移镇", Kind.TOWN, COUNTY, None, SINCE, TURN),
)
GROUPS = (GroupSpec("towns", "镇", "Towns", frozenset({Kind.TOWN})),)


def build() -> None:
    """The tree, its groups and the whole catalogue."""
    divisions.load_places(places=PLACES)
    moved = Place(MOVED, "移镇", Kind.TOWN, SECOND, None, TURN, None)
    divisions.load_places(places=[moved])
    divisions.load_groups(groups=GROUPS, places=[*PLACES, moved])
    services.load_catalogue(actor=SYSTEM, specs=load_catalogue())


def figure(
    indicator: str, division: str, period: str, value: str, *, supersedes: int | None = None, target: bool = False
) -> Entry:
    """One figure."""
    status = FactStatus.TARGET if target else FactStatus.ACTUAL
    fact = NewFact(FactKey(indicator, division, period, status), Decimal(value))
    return Entry(fact, "", supersedes, "统计口径" if supersedes else "")


def enter(entries: Iterable[Entry], kind: EvidenceKind = EvidenceKind.BRIEF) -> list[int]:
    """Record figures from one source of a kind."""
    return services.record_facts(actor=SYSTEM, source=NewSource(kind, "简报"), entries=list(entries))
