"""A small arena on the database: two counties of townships, a scheme of six indicators, figures, and people."""

from datetime import date
from decimal import Decimal

from leitai.accounts import services as accounts
from leitai.accounts.domain import Actor, Role
from leitai.accounts.models import Post
from leitai.accounts.queries import actor_at
from leitai.divisions import services as divisions
from leitai.divisions.domain import Kind, Place
from leitai.divisions.domain.tree import GroupSpec
from leitai.divisions.models import Division
from leitai.league import services
from leitai.league.models import Edition, SchemeVersion
from leitai.ledger import queries as ledger_queries
from leitai.ledger import services as ledger
from leitai.ledger.domain.catalogue import load_catalogue
from leitai.ledger.domain.facts import EvidenceKind, FactKey, NewFact
from leitai.ledger.domain.recording import Entry, NewSource

SYSTEM = Actor.system("tests")
SINCE, TODAY = date(2011, 1, 1), date(2019, 4, 23)
CITY, COUNTIES = "330300000000", ("330304000000", "330326000000")
SCHEME = """
code = "arena"
version = "{version}"
name = "小擂台"
name_en = "Small arena"
[[dimension]]
code = "strength"
name = "实力"
name_en = "Strength"
weight = {strength}
indicators = [
    {{ code = "fiscal_revenue", weight = 2, direction = "higher" }},
    {{ code = "rd_intensity", weight = 1, direction = "higher" }},
    {{ code = "tax_per_mu", weight = 1, direction = "higher" }},
]
[[dimension]]
code = "service"
name = "服务"
name_en = "Service"
weight = 40
indicators = [
    {{ code = "pm25", weight = 1, direction = "lower" }},
    {{ code = "approval_days", weight = 1, direction = "lower" }},
    {{ code = "one_visit_rate", weight = 1, direction = "higher" }},
]
"""
INDICATORS = ("fiscal_revenue", "rd_intensity", "tax_per_mu", "pm25", "approval_days", "one_visit_rate")


def unit_code(number: int) -> str:
    """The code of the n-th township: the first county has the even ones."""
    return f"{COUNTIES[number % 2][:6]}{100 + number:03}000"


def build(units: int = 8, period: str = "2019Q1") -> SchemeVersion:
    """The tree, the catalogue, the scheme and a figure for every cell of a period."""
    towns = [Place(unit_code(n), f"第{n}镇", Kind.TOWN, COUNTIES[n % 2], None, SINCE, None) for n in range(units)]
    counties = [Place(code, f"县{at}", Kind.COUNTY, CITY, None, SINCE, None) for at, code in enumerate(COUNTIES)]
    places = (Place(CITY, "温州市", Kind.CITY, None, None, SINCE, None), *counties, *towns)
    divisions.load_places(places=places)
    divisions.load_groups(groups=(GroupSpec("arena-185", "擂台", "Arena", frozenset({Kind.TOWN})),), places=places)
    ledger.load_catalogue(actor=SYSTEM, specs=load_catalogue())
    record(units, period)
    return scheme()


def scheme(version: str = "1", strength: int = 60) -> SchemeVersion:
    """The scheme, with another weight where one is given."""
    return services.register_scheme(actor=SYSTEM, text=SCHEME.format(version=version, strength=strength))


def value(number: int, column: int) -> Decimal:
    """A figure between 10 and 97, different in every cell of a column."""
    return Decimal(10 + (37 * (number + 1) * (column + 3) + 11 * number) % 83) + Decimal(number) / 10


def record(units: int, period: str, shift: int = 0) -> list[int]:
    """A figure for every unit and indicator of a period."""
    entries = [
        Entry(NewFact(FactKey(code, unit_code(n), period), value(n, at) + shift * n), f"item:{n}")
        for n in range(units)
        for at, code in enumerate(INDICATORS)
    ]
    return ledger.record_facts(actor=SYSTEM, source=NewSource(EvidenceKind.GENERATED, period), entries=entries)


def correct(number: int, indicator: str, figure: Decimal, period: str = "2019Q1") -> None:
    """Put another value in the place of a figure."""
    rows = ledger_queries.facts_in_force().filter(indicator__code=indicator, division__code=unit_code(number))
    fact = rows.select_related("indicator", "division").get(period=period)
    source = NewSource(EvidenceKind.GENERATED, "correction")
    ledger.correct_fact(actor=SYSTEM, fact=fact, value=figure, reason="a slip of the pen", source=source)


def begin(code: str = "2019q1", period: str = "2019Q1", using: SchemeVersion | None = None) -> Edition:
    """A draft."""
    return services.begin_edition(
        actor=SYSTEM,
        code=code,
        title=f"擂台 {code}",
        title_en=f"Arena {code}",
        scheme=using or scheme(),
        period=period,
        group="arena-185",
    )


def frozen(code: str = "2019q1", period: str = "2019Q1", using: SchemeVersion | None = None) -> Edition:
    """A frozen edition, read anew."""
    services.freeze(actor=SYSTEM, edition=begin(code, period, using))
    return Edition.objects.get(code=code)


def announced(code: str = "2019q1", period: str = "2019Q1", using: SchemeVersion | None = None) -> Edition:
    """An edition under public notice, read anew."""
    services.announce(actor=SYSTEM, edition=frozen(code, period, using))
    return Edition.objects.get(code=code)


def person(role: Role, code: str) -> Actor:
    """Somebody with a post, acting from it."""
    user = accounts.open_account(actor=SYSTEM, username=f"{role}.{code}", password="a long password")
    place = Division.objects.get(code=code)
    post = accounts.appoint(actor=SYSTEM, user=user, role=role, division_id=place.pk, since=SINCE)
    return actor_at(Post.objects.select_related("division").get(pk=post.pk), user, TODAY)
