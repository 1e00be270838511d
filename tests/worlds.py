"""A small world for tests that cross rooms: a tree of two counties, a person for every role, a brief, an edition."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.test import Client

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor, Role
from leitai.accounts.models import Post, User
from leitai.accounts.queries import actor_at
from leitai.divisions import services as divisions
from leitai.divisions.domain import Kind, Place
from leitai.divisions.domain.tree import GroupSpec
from leitai.divisions.models import Division
from leitai.intake import services as intake
from leitai.intake.domain.datasets import packaged_datasets
from leitai.intake.models import Brief
from leitai.intake.services import datasets
from leitai.league import queries as league_queries
from leitai.league import services as league
from leitai.league.domain import parse_scheme
from leitai.league.models import Edition
from leitai.ledger import services as ledger
from leitai.ledger.domain.catalogue import load_catalogue
from leitai.ledger.domain.facts import EvidenceKind, FactKey, NewFact
from leitai.ledger.domain.recording import Entry, NewSource

SINCE = date(2011, 1, 1)
TODAY = date(2019, 4, 23)
CITY, COUNTY, OTHER_COUNTY = "330300000000", "330304000000", "330326000000"
UNIT, NEIGHBOUR, FAR = "330304005000", "330304006000", "330326100000"
DATASET, REPORTED = "quarterly_economy", "2019Q2"
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
HOMES = {Role.REPORTER: UNIT, Role.REVIEWER: COUNTY, Role.AGENT: COUNTY, Role.TEAM_LEAD: COUNTY}
TEXT = "娄桥街道一季度经济简报\n2019年一季度,娄桥街道财政总收入3.25亿元,同比增长8.6%。规上工业企业达到41家。\n"


@dataclass(frozen=True, slots=True)
class World:
    """People by role, a client signed in as each, and what they work on."""

    people: dict[Role, User]
    brief: Brief
    neighbours_brief: Brief
    edition: Edition
    draft: Edition
    fact: int
    objection: int

    def client(self, role: Role | None) -> Client:
        """A browser signed in as the person of a role; None for a stranger."""
        client = Client()
        if role is not None:
            client.force_login(self.people[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    def actor(self, role: Role) -> Actor:
        """The person of a role at their post."""
        return actor_of(self.people[role])


def build() -> World:
    """Build the world in the database of the test."""
    divisions.load_places(places=PLACES)
    divisions.load_groups(groups=GROUPS, places=PLACES)
    ledger.load_catalogue(actor=SYSTEM, specs=load_catalogue())
    datasets.load_datasets(actor=SYSTEM, specs=packaged_datasets(load_catalogue()))
    people = {role: person(f"test.{role}", role, HOMES.get(role, CITY)) for role in Role}
    neighbour = person("test.neighbour", Role.REPORTER, NEIGHBOUR)
    facts = _facts()
    edition, draft = _edition("2019q1", frozen=True), _edition("2019q1-draft", frozen=False)
    return World(
        people=people,
        brief=_brief(actor_of(people[Role.REPORTER]), UNIT),
        neighbours_brief=_brief(actor_of(neighbour), NEIGHBOUR),
        edition=edition,
        draft=draft,
        fact=facts[0],
        objection=_objection(actor_of(people[Role.REPORTER]), edition),
    )


def person(username: str, role: Role, code: str) -> User:
    """A user with one post."""
    user = accounts.open_account(actor=SYSTEM, username=username, password="a long password", display_name="")
    place = Division.objects.get(code=code)
    accounts.appoint(actor=SYSTEM, user=user, role=role, division_id=place.pk, since=SINCE)
    return user


def actor_of(user: User) -> Actor:
    """A user at their first post."""
    return actor_at(Post.objects.select_related("division").get(user=user), user, TODAY)


def _brief(actor: Actor, code: str) -> Brief:
    return intake.hand_in_brief(actor=actor, division_code=code, title="一季度简报", text=TEXT, published=TODAY)


def _facts() -> list[int]:
    """A figure for every indicator of the packaged scheme and every unit."""
    codes = parse_scheme(league.register_packaged(actor=SYSTEM).text).indicators
    entries = [
        Entry(NewFact(FactKey(code, unit, "2019Q1"), Decimal(10 + 7 * place + number)), f"item:{number}")
        for place, unit in enumerate((UNIT, NEIGHBOUR, FAR))
        for number, code in enumerate(codes)
    ]
    return ledger.record_facts(actor=SYSTEM, source=NewSource(EvidenceKind.GENERATED, "演示数据"), entries=entries)


def _edition(code: str, *, frozen: bool) -> Edition:
    scheme = league.register_packaged(actor=SYSTEM)
    edition = league.begin_edition(
        actor=SYSTEM, code=code, title="六比竞赛", title_en="Six", scheme=scheme, period="2019Q1", group="arena-185"
    )
    if frozen:
        league.freeze(actor=SYSTEM, edition=edition)
        league.announce(actor=SYSTEM, edition=edition)
    return Edition.objects.get(pk=edition.pk)


def _objection(actor: Actor, edition: Edition) -> int:
    unit = league_queries.unit_of(edition, UNIT)
    assert unit is not None
    return league.file_objection(actor=actor, unit=unit, reason="请核对财政收入").pk
