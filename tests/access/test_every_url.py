"""Every url × every role: who may open what, held against one table that a person can read."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from leitai.accounts import access
from leitai.accounts.domain import Role
from tests import worlds

pytestmark = pytest.mark.django_db  # beside the other tests of the world, which is built once for all of them
ALL = frozenset(Role)
CITY = frozenset({Role.LEAGUE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR})
READERS = frozenset({Role.REPORTER, Role.REVIEWER, Role.AUDITOR, Role.ADMINISTRATOR})
OFFICER = frozenset({Role.LEAGUE_OFFICER})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
OVERSEERS = CITY | {Role.REVIEWER}
DECIDERS = OFFICER | {Role.REVIEWER}
PUBLIC = None
# the name of a url → the roles that open it (PUBLIC = everybody, signed in or not)
TABLE: dict[str, frozenset[Role] | None] = {
    "home": PUBLIC,
    "healthz": PUBLIC,
    "metrics": PUBLIC,
    "set_language": PUBLIC,
    "audit": frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
    "export-audit": frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
    "choose-post": ALL,
    "own-mail": ALL,
    "people:list": ADMINISTRATOR,
    "people:new": ADMINISTRATOR,
    "people:person": ADMINISTRATOR,
    "people:appoint": ADMINISTRATOR,
    "people:end": ADMINISTRATOR,
    "people:password": ADMINISTRATOR,
    "people:unlock": ADMINISTRATOR,
    "people:close": ADMINISTRATOR,
    "ledger:indicators": PUBLIC,
    "ledger:indicator": PUBLIC,
    "ledger:fact": PUBLIC,
    "ledger:proof": PUBLIC,
    "ledger:proof-json": PUBLIC,
    "ledger:seals": PUBLIC,
    "ledger:seal": PUBLIC,
    "ledger:seal-json": PUBLIC,
    "ledger:growth": PUBLIC,
    "ledger:seal-key": PUBLIC,
    "ledger:pivot": PUBLIC,
    "ledger:pivot-export": PUBLIC,
    "ledger:pivot-facts": PUBLIC,
    "ledger:keep-pivot": ALL,
    "ledger:drop-pivot": ALL,
    "ledger:divisions": PUBLIC,
    "ledger:division": PUBLIC,
    "ledger:changes": PUBLIC,
    "ledger:reorganise": frozenset({Role.ADMINISTRATOR}),
    "intake:briefs": READERS,
    "intake:phrases": CITY,
    "intake:export-phrases": CITY,
    "intake:match-phrase": OFFICER,
    "intake:decide-phrase": OFFICER,
    "intake:new-indicator": OFFICER,
    "intake:new-brief": frozenset({Role.REPORTER}),
    "intake:brief": READERS,
    "intake:keep-complete": frozenset({Role.REPORTER}),
    "intake:submit": frozenset({Role.REPORTER}),
    "intake:accept": frozenset({Role.REVIEWER}),
    "intake:return": frozenset({Role.REVIEWER}),
    "intake:figure": frozenset({Role.REPORTER}),
    "intake:decide": frozenset({Role.REPORTER}),
    "intake:owed": frozenset({Role.REPORTER}),
    "intake:completeness": OVERSEERS,
    "intake:remind": DECIDERS,
    "intake:lock": OFFICER,
    "intake:datasets": frozenset({Role.LEAGUE_OFFICER, Role.ADMINISTRATOR}),
    "intake:check-rule": frozenset({Role.LEAGUE_OFFICER, Role.ADMINISTRATOR}),
    "intake:new-dataset": frozenset({Role.LEAGUE_OFFICER, Role.ADMINISTRATOR}),
    "intake:dataset": frozenset({Role.LEAGUE_OFFICER, Role.ADMINISTRATOR}),
    "intake:unlocking": OVERSEERS,
    "intake:answer-unlock": DECIDERS,
    "intake:calendar": frozenset({Role.LEAGUE_OFFICER, Role.ADMINISTRATOR}),
    "intake:drop-day": frozenset({Role.LEAGUE_OFFICER, Role.ADMINISTRATOR}),
    "intake:entry": OVERSEERS | {Role.REPORTER},
    "intake:save-cell": frozenset({Role.REPORTER}),
    "intake:save-form": frozenset({Role.REPORTER}),
    "intake:recall": frozenset({Role.REPORTER}),
    "intake:ask-unlock": frozenset({Role.REPORTER}),
    "intake:workbook": OVERSEERS | {Role.REPORTER},
    "intake:upload": frozenset({Role.REPORTER}),
    "intake:tables": frozenset({Role.REPORTER}),
    "intake:table": frozenset({Role.REPORTER}),
    "intake:read-in": frozenset({Role.REPORTER}),
    "intake:questions": frozenset({Role.AUDITOR, Role.ADMINISTRATOR, Role.REPORTER}),
    "intake:look": frozenset({Role.AUDITOR}),
    "intake:reply": frozenset({Role.AUDITOR, Role.REPORTER}),
    "intake:review": OVERSEERS,
    "intake:accept-many": DECIDERS,
    "intake:decide-form": DECIDERS,
    "league:board": PUBLIC,
    "league:edition": PUBLIC,
    "league:unit": PUBLIC,
    "league:export": PUBLIC,
    "league:editions": CITY,
    "league:new-edition": OFFICER,
    "league:manage": CITY,
    "league:advance": OFFICER,
    "league:correct": OFFICER,
    "league:proof": CITY,
    "league:differences": PUBLIC,
    "league:objections": PUBLIC,
    "league:profile": PUBLIC,
    "league:compare": PUBLIC,
    "league:bundle": PUBLIC,
    "league:certainty": PUBLIC,
    "league:tiles": PUBLIC,
    "league:open-data": PUBLIC,
    "league:cells": PUBLIC,
    "league:permu": PUBLIC,
    "league:permu-new": OFFICER,
    "league:permu-run": PUBLIC,
    "league:permu-advance": OFFICER,
    "league:permu-object": frozenset({Role.REPORTER}),
    "league:permu-answer": OFFICER,
    "league:scheme": PUBLIC,
    "league:scheme-text": PUBLIC,
    "league:edit-scheme": OFFICER,
    "league:preview-scheme": OFFICER,
    "league:new-objection": frozenset({Role.REPORTER}),
    "league:answer": OFFICER,
    "league:withdraw": frozenset({Role.REPORTER}),
    "meetings:decks": CITY | {Role.REPORTER, Role.REVIEWER},
    "meetings:deck": CITY | {Role.REPORTER, Role.REVIEWER},
    "meetings:all-decks": CITY,
    "meetings:speakers": OFFICER,
}


FORM_URLS = ("entry", "save-cell", "save-form", "recall", "ask-unlock", "workbook", "upload")


def patterns(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if getattr(entry.urlconf_name, "__name__", "").startswith("allauth"):
                continue  # allauth guards its own
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from patterns(entry, inner)
        else:
            yield f"{space}{entry.name}", entry


def ours() -> list[tuple[str, URLPattern]]:
    """Our own urls: allauth guards its own, and the API has a test of its own."""
    found = patterns(get_resolver())
    return [(name, entry) for name, entry in found if not _foreign(name)]


def _foreign(name: str) -> bool:
    return name.startswith("api-1:")


def test_the_table_names_every_url_and_no_other():
    assert sorted({name for name, _ in ours()}) == sorted(TABLE)


@pytest.mark.parametrize("name", [name for name in TABLE if name != "set_language"])
def test_a_view_carries_the_mark_of_the_table(name):
    views = [entry.callback for found, entry in ours() if found == name]
    for view in views:
        mark = access.of(view)
        assert mark is not None, f"{name} carries no access mark"
        expected = TABLE[name]
        assert mark.public == (expected is PUBLIC)
        if expected is not None and expected != ALL:
            assert mark.roles == expected


def addresses(world) -> dict[str, str]:
    brief, ordinal = world.brief.pk, 0
    edition, unit = world.edition.code, worlds.UNIT
    period = [worlds.DATASET, worlds.REPORTED]
    form = [*period, unit]
    resident = world.people[Role.RESIDENT].pk  # posts to these close the account and change its password
    given = {
        **{f"people:{name}": [resident] for name in ("person", "appoint", "password", "unlock", "close")},
        "people:end": [resident, 1],
        "ledger:indicator": ["fiscal_revenue"],
        "ledger:fact": [world.fact],
        "ledger:proof": [world.fact],
        "ledger:proof-json": [world.fact],
        "ledger:seal": [1],
        "ledger:seal-json": [1],
        "ledger:growth": [1, 2],
        "ledger:seal-key": ["0123456789abcdef"],
        "ledger:pivot-export": ["csv"],
        "ledger:drop-pivot": [1],
        "ledger:division": [unit],
        "ledger:reorganise": ["merge"],
        "intake:brief": [brief],
        "intake:decide-phrase": [1],
        "intake:keep-complete": [brief],
        "intake:submit": [brief],
        "intake:accept": [brief],
        "intake:return": [brief],
        "intake:figure": [brief, ordinal],
        "intake:decide": [brief, ordinal, "proposed"],
        "intake:remind": period,
        "intake:lock": period,
        "intake:dataset": [worlds.DATASET],
        "intake:answer-unlock": [1],
        "intake:drop-day": [1],
        **{f"intake:{name}": form for name in (*FORM_URLS,)},
        "intake:decide-form": [1],
        "intake:reply": [1],
        "intake:table": [1],
        "intake:read-in": [1],
        "league:edition": [edition],
        "league:unit": [edition, unit],
        "league:export": [edition, "csv"],
        "league:manage": [edition],
        "league:advance": [edition],
        "league:correct": [edition],
        "league:proof": [edition],
        "league:differences": [edition, edition],
        "league:objections": [edition],
        "league:profile": [edition, unit],
        "league:compare": [edition],
        "league:bundle": [edition],
        "league:certainty": [edition],
        "league:tiles": [edition],
        "league:open-data": [edition],
        "league:cells": [edition],
        "league:permu-run": [1],
        "league:permu-advance": [1],
        "league:permu-object": [1, "91350100M000100Y43"],
        "league:permu-answer": [1],
        "league:scheme": ["six_contest", "1"],
        "league:scheme-text": ["six_contest", "1"],
        "league:edit-scheme": ["six_contest", "1"],
        "league:preview-scheme": ["six_contest", "1"],
        "league:new-objection": [edition, unit],
        "league:answer": [world.objection],
        "league:withdraw": [world.objection],
        "meetings:deck": [edition, unit],
        "meetings:all-decks": [edition],
        "meetings:speakers": [edition],
    }
    return {name: reverse(name, args=given.get(name, [])) for name in TABLE if name != "set_language"}


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_who_may_open_what(world, role):
    client = world.client(role)
    for name, url in addresses(world).items():
        status = client.get(url).status_code
        allowed = TABLE[name] is PUBLIC or role in (TABLE[name] or ())
        if allowed:
            assert status not in {302, 401, 403} or name == "intake:brief", f"{role} is kept from {name}: {status}"
        else:
            assert status in ({302} if role is None else {403, 405}), f"{role} opens {name}: {status}"


def test_a_reporter_sees_no_brief_of_a_neighbour(world):
    client = world.client(Role.REPORTER)
    number = world.neighbours_brief.pk
    for tail in ("", "submit/", "keep-complete/", "figures/0/", "figures/0/kept/"):
        url = f"/intake/briefs/{number}/{tail}"
        answer = client.post(url) if tail else client.get(url)
        assert answer.status_code == 404, url


def test_a_reporter_sees_no_form_of_a_neighbour(world):
    client = world.client(Role.REPORTER)
    url = f"/intake/forms/{worlds.DATASET}/{worlds.REPORTED}/{worlds.NEIGHBOUR}/"
    assert client.get(url).status_code == 404
    for tail in ("cell/", "save/", "recall/", "ask-unlock/", "upload/"):
        assert client.post(url + tail, "{}", content_type="application/json").status_code == 404, tail


def test_a_reviewer_sees_no_form_of_another_county(world):
    url = f"/intake/forms/{worlds.DATASET}/{worlds.REPORTED}/{worlds.FAR}/"
    assert world.client(Role.REVIEWER).get(url).status_code == 404
    assert world.client(Role.LEAGUE_OFFICER).get(url).status_code == 200


def test_a_reviewer_sees_no_draft(world):
    assert world.client(Role.REVIEWER).get(f"/intake/briefs/{world.brief.pk}/").status_code == 404


def test_a_draft_edition_is_for_the_officers_of_the_city(world):
    url = f"/league/editions/{world.draft.code}/"
    assert world.client(None).get(url).status_code == 404
    assert world.client(Role.REPORTER).get(url).status_code == 404
    assert world.client(Role.LEAGUE_OFFICER).get(url).status_code == 200


def test_nobody_signs_up(client, db):
    answer = client.get("/accounts/signup/")
    assert b"password1" not in answer.content
