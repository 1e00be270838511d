"""People and places for tests."""

from datetime import date

from leitai.accounts import services
from leitai.accounts.domain import Actor, Role
from leitai.accounts.models import Post, User
from leitai.divisions import services as divisions
from leitai.divisions.domain import Kind, Place
from leitai.divisions.models import Division

SINCE = date(2018, 1, 1)
CITY, COUNTY, TOWN, OTHER = "330300000000", "330304000000", "330304005000", "330304006000"
PASSWORD = "a long enough password"
SYSTEM = Actor.system("tests")


def plant() -> None:
    """A small tree: a city, a county, two subdistricts."""
    rows = ((CITY, "温州市", Kind.CITY, None), (COUNTY, "瓯海区", Kind.COUNTY, CITY),
            (TOWN, "娄桥街道", Kind.STREET, COUNTY), (OTHER, "新桥街道", Kind.STREET, COUNTY))  # fmt: skip
    divisions.load_places(
        places=[Place(code, name, kind, above, None, SINCE, None) for code, name, kind, above in rows]
    )


def person(name: str, role: Role, code: str, since: date = SINCE) -> tuple[User, Post]:
    """A user with a post."""
    user = services.open_account(actor=SYSTEM, username=name, password=PASSWORD)
    place = Division.objects.get(code=code)
    return user, services.appoint(actor=SYSTEM, user=user, role=role, division_id=place.pk, since=since)
