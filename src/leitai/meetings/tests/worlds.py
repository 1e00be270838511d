"""A small city whose ledger and league decks are made of. Sentences are our own."""

from datetime import date
from decimal import Decimal

from leitai.accounts.domain import Actor
from leitai.divisions import services as divisions
from leitai.divisions.domain import Kind, Place
from leitai.divisions.domain.tree import GroupSpec
from leitai.league import queries as league_queries
from leitai.league import services as league
from leitai.league.domain import parse_scheme
from leitai.ledger import services as ledger
from leitai.ledger.domain.catalogue import load_catalogue
from leitai.ledger.domain.evidence import Place as Span
from leitai.ledger.domain.facts import Comparator, EvidenceKind, FactKey, FactStatus, NewFact
from leitai.ledger.domain.recording import Entry, NewSource
from leitai.meetings import services as meetings
from leitai.meetings.domain import load_meeting

SINCE, DAY = date(2011, 1, 1), date(2019, 4, 23)
CITY, COUNTY = "330300000000", "330304000000"
STREET = "330304005000"
SYSTEM = Actor.system("tests")
PUBLIC = Actor.anonymous()
PERIODS = ("2018Q4", "2019Q1")
BRIEF = (
    "街道改造旧村3902户，用时8个月。总投资50亿元的三处工程已经落地。"
    "接下来承诺两件事：路修通，水治清。全年投资增长20%以上。"
)
OTHER = "后来的一篇回顾说，改造用了14个月。"


def build() -> None:
    """A city of the ten speakers, two editions of generated figures, and what one street stated itself."""
    speakers = load_meeting().speakers
    places = (
        Place(CITY, "温州市", Kind.CITY, None, None, SINCE, None),
        Place(COUNTY, "瓯海区", Kind.COUNTY, CITY, None, SINCE, None),
        *(
            Place(code, f"第{number}街道", Kind.STREET, COUNTY, None, SINCE, None)
            for number, code in enumerate(speakers)
            if code != STREET
        ),
        Place(STREET, "娄桥街道", Kind.STREET, COUNTY, None, SINCE, None),
    )
    divisions.load_places(places=places)
    groups = (GroupSpec("arena", "擂台", "Arena", frozenset({Kind.STREET, Kind.TOWN, Kind.TOWNSHIP})),)
    divisions.load_groups(groups=groups, places=places)
    ledger.load_catalogue(actor=SYSTEM, specs=load_catalogue())
    for period in PERIODS:
        _generate(speakers, period)
    _state()
    for period in PERIODS:
        _publish(period)
    meetings.choose_speakers(actor=SYSTEM, edition=newest(), plan=load_meeting())


def _generate(units: tuple[str, ...], period: str) -> None:
    codes = parse_scheme(league.register_packaged(actor=SYSTEM).text).indicators
    entries = [
        Entry(NewFact(FactKey(code, unit, period), Decimal(10 + 7 * place + number)), f"item:{number}")
        for place, unit in enumerate(units)
        for number, code in enumerate(codes)
    ]
    source = NewSource(EvidenceKind.GENERATED, f"演示数据 {period}")
    ledger.record_facts(actor=SYSTEM, source=source, entries=entries)


def _state() -> None:
    told = (
        _told("redevelopment_households", "3902", "3902户"),
        _told("redevelopment_months", "8", "8个月"),
        _told("major_project_total_investment", "50", "50亿元", FactStatus.PLANNED),
        _told("pledges_made", "2", "两件事"),
        _told("effective_investment_yoy", "20", "20%", FactStatus.TARGET, "2019"),
    )
    source = NewSource(EvidenceKind.RESTATEMENT, "街道简报", BRIEF, STREET, DAY)
    ledger.record_facts(actor=SYSTEM, source=source, entries=told)
    start = OTHER.index("14个月")
    key = FactKey("redevelopment_months", STREET, "2019-04-23", FactStatus.ACTUAL, "later")
    entry = Entry(NewFact(key, Decimal(14)), str(Span.chars(start, start + 4)))
    source = NewSource(EvidenceKind.RESTATEMENT, "另一篇回顾", OTHER, STREET, date(2020, 1, 1))
    ledger.record_facts(actor=SYSTEM, source=source, entries=[entry])


def _told(
    indicator: str, value: str, words: str, status: FactStatus = FactStatus.ACTUAL, period: str = "2019-04-23"
) -> Entry:
    start = BRIEF.index(words)
    comparator = Comparator.AT_LEAST if status is FactStatus.TARGET else Comparator.EQUAL
    fact = NewFact(FactKey(indicator, STREET, period, status), Decimal(value), comparator)
    return Entry(fact, str(Span.chars(start, start + len(words))))


def _publish(period: str) -> None:
    scheme = league.register_packaged(actor=SYSTEM)
    edition = league.begin_edition(
        actor=SYSTEM,
        code=period.lower(),
        title=f"六比 {period}",
        title_en=f"Six {period}",
        scheme=scheme,
        period=period,
        group="arena",
    )
    league.freeze(actor=SYSTEM, edition=edition)
    league.announce(actor=SYSTEM, edition=edition)


def newest() -> league_queries.Edition:
    """The edition that decks are made of."""
    edition = league_queries.newest_edition(PUBLIC)
    assert edition is not None
    return edition
