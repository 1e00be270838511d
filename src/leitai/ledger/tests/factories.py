"""Small ledgers for tests."""

from datetime import date
from decimal import Decimal

from leitai.accounts.domain import Actor
from leitai.divisions import services as divisions
from leitai.divisions.domain import Kind, Place
from leitai.ledger import services
from leitai.ledger.domain.catalogue import load_catalogue
from leitai.ledger.domain.facts import EvidenceKind, FactKey, NewFact
from leitai.ledger.domain.recording import Entry, NewSource

SINCE = date(2011, 1, 1)
CITY, COUNTY, STREET, TOWN = "330300000000", "330304000000", "330304005000", "330304100000"
SYSTEM = Actor.system("tests")
PLACES = (
    Place(CITY, "温州市", Kind.CITY, None, None, SINCE, None),
    Place(COUNTY, "瓯海区", Kind.COUNTY, CITY, None, SINCE, None),
    Place(STREET, "娄桥街道", Kind.STREET, COUNTY, None, SINCE, None),
    Place(TOWN, "泽雅镇", Kind.TOWN, COUNTY, None, SINCE, None),
)


def small_ledger() -> None:
    """Four divisions and the whole catalogue."""
    divisions.load_places(places=PLACES)
    services.load_catalogue(actor=SYSTEM, specs=load_catalogue())


def entry(
    value: str, *, indicator: str = "fiscal_revenue", division: str = STREET, period: str = "2019Q1", place: str = ""
) -> Entry:
    """A figure of a unit."""
    return Entry(NewFact(FactKey(indicator, division, period), Decimal(value)), place)


def record(*entries: Entry, text: str = "") -> list[int]:
    """Record figures from one source."""
    source = NewSource(EvidenceKind.BRIEF, "简报", text)
    return services.record_facts(actor=SYSTEM, source=source, entries=entries)
