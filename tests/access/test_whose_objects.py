"""Whose objects a post reaches: its own, a neighbour's, those of another county; for reading and for writing."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from leitai.accounts.domain import Role
from leitai.intake.queries.entry import target_of
from leitai.intake.services import hand_in_brief, submissions
from leitai.intake.services.submissions import Typed
from leitai.league import queries as league_queries
from leitai.league import services as league
from tests import worlds
from tests.access.test_every_url import TABLE, addresses

pytestmark = pytest.mark.django_db
R, V, L, A, X = Role.REPORTER, Role.REVIEWER, Role.LEAGUE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR
WHERE = ("own", "neighbour", "far")
# url → who reaches the object of the unit itself, of its neighbour in the county, and of a unit in another county
FORM = {"own": {R, V, L, A, X}, "neighbour": {V, L, A, X}, "far": {L, A, X}}
WRITING = {"own": {R}, "neighbour": set(), "far": set()}
DRAFT = {
    "own": {R, A, X},
    "neighbour": {A, X},
    "far": {A, X},
}  # a draft is read by who oversees the whole, decided by none
READ = {"intake:entry": FORM, "intake:brief": DRAFT}
WRITE = {
    **dict.fromkeys(["intake:save-cell", "intake:save-form", "intake:recall", "intake:ask-unlock"], WRITING),
    **dict.fromkeys(["intake:keep-complete", "intake:submit", "intake:figure", "intake:decide"], WRITING),
    "league:new-objection": WRITING,
    "league:withdraw": WRITING,
}
ROLES = (R, V, L, A, X)


@pytest.fixture(scope="module")
def objects(world):
    """The same kinds of object at three places."""
    codes = dict(zip(WHERE, (worlds.UNIT, worlds.NEIGHBOUR, worlds.FAR), strict=True))
    far = worlds.actor_of(worlds.person("test.far", R, worlds.FAR))
    near = worlds.actor_of(type(world.people[R]).objects.get(username="test.neighbour"))
    brief = hand_in_brief(actor=far, division_code=worlds.FAR, title="简报", text=worlds.TEXT, published=worlds.TODAY)
    briefs = dict(zip(WHERE, (world.brief.pk, world.neighbours_brief.pk, brief.pk), strict=True))
    objections = {"own": world.objection}
    for where, actor in (("neighbour", near), ("far", far)):
        unit = league_queries.unit_of(world.edition, codes[where])
        objections[where] = league.file_objection(actor=actor, unit=unit, reason="请核对").pk
    return codes, briefs, objections


def address(name: str, where: str, world, objects) -> str:
    codes, briefs, objections = objects
    code, brief = codes[where], briefs[where]
    if name == "league:new-objection":
        return reverse(name, args=[world.edition.code, code])
    if name == "league:withdraw":
        return reverse(name, args=[objections[where]])
    if name in {"intake:entry", "intake:save-cell", "intake:save-form", "intake:recall", "intake:ask-unlock"}:
        return reverse(name, args=[worlds.DATASET, worlds.REPORTED, code])
    more = {"intake:figure": [0], "intake:decide": [0, "kept"]}
    return reverse(name, args=[brief, *more.get(name, [])])


def reached(answer) -> bool:
    return answer.status_code not in {403, 404}


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("name", READ)
def test_who_reads_whose(world, objects, name, where):
    url = address(name, where, world, objects)
    assert {role for role in ROLES if reached(world.client(role).get(url))} == READ[name][where]


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("name", WRITE)
def test_who_writes_whose(world, objects, name, where):
    url, found = address(name, where, world, objects), set()
    if name == "intake:ask-unlock":  # one asks for what is closed
        lock = reverse("intake:lock", args=[worlds.DATASET, worlds.REPORTED])
        assert world.client(L).post(lock, {"reason": "已公布"}).status_code == 302
    for role in ROLES:
        client = world.client(role)
        sent = {"data": "{}", "content_type": "application/json"} if "save" in name else {"data": {"reason": "请核对"}}
        if reached(client.post(url, **sent)):
            found.add(role)
    assert found == WRITE[name][where]


@pytest.mark.parametrize("where", WHERE)
def test_a_draft_of_a_form_is_read_by_its_unit_alone(world, objects, where):
    code, name = objects[0][where], {"own": f"test.{R}", "neighbour": "test.neighbour", "far": "test.far"}[where]
    reporter = type(world.people[R]).objects.get(username=name)
    target = target_of(worlds.DATASET, worlds.REPORTED, code)
    typed = Typed("trade_sales", Decimal("17.25"), "待核实", flagged=True)
    submissions.save_cell(actor=worlds.actor_of(reporter), target=target, typed=typed)
    forms = [reverse(url, args=[worlds.DATASET, worlds.REPORTED, code]) for url in ("intake:entry", "intake:workbook")]
    its_own = Client()
    its_own.force_login(reporter, backend="django.contrib.auth.backends.ModelBackend")
    assert all(tells_the_draft(its_own.get(url)) for url in forms)
    for role in ROLES:
        if (role, where) != (R, "own"):
            assert not any(tells_the_draft(world.client(role).get(url)) for url in forms), role


def tells_the_draft(answer) -> bool:
    """Whether a page or a workbook shows the figure or the comment."""
    if not answer.content.startswith(b"PK"):
        return "17.25" in answer.content.decode() or "待核实" in answer.content.decode()
    cells = [
        cell for sheet in openpyxl.load_workbook(io.BytesIO(answer.content)) for row in sheet.values for cell in row
    ]
    return 17.25 in cells or "待核实" in cells


def test_nothing_of_a_draft_edition_is_shown_but_to_who_prepares_or_oversees_it(world):
    plain = ("edition", "tiles", "certainty", "objections", "compare", "bundle", "open-data", "cells", "proof")
    of_units = ("unit", "profile", "new-objection")
    urls = [reverse(f"league:{name}", args=[world.draft.code]) for name in plain]
    urls += [reverse(f"league:{name}", args=[world.draft.code, worlds.UNIT]) for name in of_units]
    urls += [reverse("league:export", args=[world.draft.code, "csv"])]
    urls += [reverse("meetings:deck", args=[world.draft.code, worlds.UNIT])]
    shown = [(role, url) for role in (None, R, V) for url in urls if world.client(role).get(url).status_code == 200]
    assert shown == []


def test_every_url_of_an_object_of_a_unit_is_in_these_tables():
    units = {
        "brief",
        "keep-complete",
        "submit",
        "figure",
        "decide",
        "entry",
        "save-cell",
        "save-form",
        "recall",
        "ask-unlock",
    }
    told = {name.partition(":")[2] for name in {*READ, *WRITE} if name.startswith("intake:")}
    assert told == units & {name.partition(":")[2] for name in TABLE}


@pytest.mark.parametrize("name", ["intake:accept", "intake:return"])
@pytest.mark.parametrize("where", WHERE)
def test_a_reviewer_decides_nothing_that_was_not_handed_in_to_them(world, objects, name, where):
    url = reverse(name, args=[objects[1][where]])
    assert world.client(V).post(url, {"remark": "请核对"}).status_code in {404, 409}


def test_a_stranger_writes_nothing(world):
    client = world.client(None)
    for name, url in addresses(world).items():
        if TABLE[name] is not None:
            assert client.post(url).status_code in {302, 405}, name


def test_the_api_shows_the_same_to_everybody(world):
    for url in ("/api/facts", "/api/editions", "/api/divisions"):
        counts = {world.client(role).get(url).json()["count"] for role in (None, R, V)}
        assert len(counts) == 1, url
    assert world.client(R).get(f"/api/editions/{world.draft.code}").status_code == 404
