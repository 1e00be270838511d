"""The API does what its committed description says, whatever it is sent."""

from pathlib import Path

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from leitai.web import api
from leitai.web.wsgi import application
from tests import worlds

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.django_db
schema = schemathesis.openapi.from_dict(api.api.get_openapi_schema(path_prefix="/api/"))
schema.app = application


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    for signal in (request_started, request_finished):  # a request would close the connection of the transaction
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_committed_description_is_that_of_the_code():
    committed = (ROOT / "openapi.json").read_text("utf-8")
    assert committed == api.description(), "run `leitai openapi` and commit openapi.json"


@schema.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_request_breaks_it(world, case):
    response = case.call(headers={"Host": "localhost"})
    case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])


def test_figures_say_whether_they_are_generated(world, client):
    found = client.get("/api/facts", {"division": worlds.UNIT, "limit": 5}).json()
    assert found["count"] > 5
    assert {row["generated"] for row in found["items"]} == {True}
    assert {row["unit"] for row in found["items"]} != {""}


def test_a_draft_is_not_in_it(world, client):
    codes = {row["code"] for row in client.get("/api/editions").json()["items"]}
    assert codes == {"2019q1"}
    assert client.get("/api/editions/2019q1-draft").status_code == 404


def test_an_edition_comes_by_rank(world, client):
    rows = client.get("/api/editions/2019q1").json()["items"]
    assert [row["rank"] for row in rows] == sorted(row["rank"] for row in rows)
    assert set(rows[0]["dimensions"]) == {
        "quality",
        "standing",
        "innovation",
        "projects",
        "environment",
        "responsibility",
    }


def test_an_answer_has_a_ceiling_for_everybody(world, client):
    assert len(client.get("/api/facts", {"limit": 1000}).json()["items"]) > 5
    for name in ("facts", "divisions", "indicators", "editions", "editions/2019q1"):
        assert client.get(f"/api/{name}", {"limit": 1001}).status_code == 422, name
