"""A county with townships that owe data sets, their people, and figures of the past."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor, Role
from leitai.accounts.queries import actor_at
from leitai.divisions import services as divisions
from leitai.divisions.domain import Kind, Place
from leitai.divisions.domain.tree import GroupSpec
from leitai.divisions.models import Division
from leitai.intake.domain.datasets import packaged_datasets
from leitai.intake.queries.entry import Target, target_of
from leitai.intake.services import datasets, submissions
from leitai.intake.services.submissions import Typed
from leitai.ledger import services as ledger
from leitai.ledger.domain.catalogue import load_catalogue
from leitai.ledger.domain.facts import EvidenceKind, FactKey, NewFact
from leitai.ledger.domain.recording import Entry, NewSource

SINCE, TODAY = date(2011, 1, 1), date(2019, 7, 9)
CITY, COUNTY, OTHER_COUNTY = "330300000000", "330304000000", "330326000000"
UNIT, NEIGHBOUR, FAR = "330304005000", "330304006000", "330326100000"
SYSTEM = Actor.system("tests")
PLACES = (
    Place(CITY, "温州市", Kind.CITY, None, None, SINCE, None),
    Place(COUNTY, "瓯海区", Kind.COUNTY, CITY, None, SINCE, None),
    Place(OTHER_COUNTY, "平阳县", Kind.COUNTY, CITY, None, SINCE, None),
    Place(UNIT, "娄桥街道", Kind.STREET, COUNTY, None, SINCE, None),
    Place(NEIGHBOUR, "新桥街道", Kind.STREET, COUNTY, None, SINCE, None),
    Place(FAR, "昆阳镇", Kind.TOWN, OTHER_COUNTY, None, SINCE, None),
)
GROUPS = (GroupSpec("arena-185", "擂台", "Arena", frozenset({Kind.STREET, Kind.TOWN, Kind.TOWNSHIP})),)
MONTH, QUARTER, SERVICES = "monthly_projects", "quarterly_economy", "quarterly_services"
MONTHLY = {"upgrading_land": "12.5", "project_obstacles_solved": "4", "project_obstacle_days": "9"}


def county() -> None:
    """The tree, the catalogue and the packaged data sets."""
    divisions.load_places(places=PLACES)
    divisions.load_groups(groups=GROUPS, places=PLACES)
    ledger.load_catalogue(actor=SYSTEM, specs=load_catalogue())
    datasets.load_datasets(actor=SYSTEM, specs=packaged_datasets(load_catalogue()))


def person(role: Role, code: str) -> Actor:
    """Somebody at a post of their own."""
    user = accounts.open_account(actor=SYSTEM, username=f"{role}.{code}", password=None)
    place = Division.objects.get(code=code)
    post = accounts.appoint(actor=SYSTEM, user=user, role=role, division_id=place.pk, since=SINCE)
    return actor_at(post, user, TODAY)


def form(dataset: str = MONTH, period: str = "2019-06", code: str = UNIT) -> Target:
    """A form that a unit owes."""
    found = target_of(dataset, period, code)
    assert found is not None
    return found


def typed(values: Mapping[str, str], comments: Mapping[str, str] | None = None) -> list[Typed]:
    """Figures as they are typed."""
    return [Typed(code, Decimal(value), (comments or {}).get(code, "")) for code, value in values.items()]


def handed_in(reporter: Actor, target: Target, values: Mapping[str, str] | None = None) -> None:
    """Fill a form and submit it."""
    submissions.save_cells(actor=reporter, target=target, typed=typed(values or MONTHLY))
    submissions.submit(actor=reporter, target=target)


def past(rows: Iterable[tuple[str, str, str, str]]) -> list[int]:
    """Facts of before: (indicator, unit, period, value)."""
    entries = [Entry(NewFact(FactKey(code, unit, period), Decimal(value))) for code, unit, period, value in rows]
    return ledger.record_facts(actor=SYSTEM, source=NewSource(EvidenceKind.BRIEF, "简报"), entries=entries)
