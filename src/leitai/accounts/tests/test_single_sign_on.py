"""Single sign-on, against a provider that answers over real HTTP: who has an account gets in, nobody else."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.test import Client
from django.urls import reverse

from leitai.accounts import services
from leitai.accounts.domain import Role
from leitai.accounts.models import AuditEntry, User
from leitai.accounts.tests import factories
from leitai.accounts.tests.factories import SYSTEM, TOWN
from leitai.divisions.models import Division
from leitai.environment import Environment, SettingError

pytestmark = pytest.mark.django_db


class Provider(ThreadingHTTPServer):
    """An OpenID Connect provider for one person at a time: `claims` are whose."""

    claims: dict[str, str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        here = self.server.url
        known = {"issuer": here, "authorization_endpoint": f"{here}/authorize", "token_endpoint": f"{here}/token",
                 "userinfo_endpoint": f"{here}/me", "jwks_uri": f"{here}/keys"}  # fmt: skip
        self.answer(self.server.claims if self.path == "/me" else known)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        now = int(time.time())
        told = {**self.server.claims, "iss": self.server.url, "aud": "leitai", "iat": now, "exp": now + 60}
        signed = jwt.encode(told, "k" * 40, algorithm="HS256", headers={"kid": "1"})
        self.answer({"access_token": "t", "token_type": "Bearer", "id_token": signed})

    def answer(self, body: object) -> None:
        sent = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    with Provider(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        given = {"X_URL": server.url, "X_CLIENT": "leitai", "X_SECRET": "s"}
        settings.SOCIALACCOUNT_PROVIDERS = Environment(given).openid_connect("X")
        yield server
        server.shutdown()


@pytest.fixture(autouse=True)
def _tree():
    factories.plant()


def an_account(name: str) -> User:
    user = services.open_account(actor=SYSTEM, username=name, password=None)
    place = Division.objects.get(code=TOWN)
    services.appoint(actor=SYSTEM, user=user, role=Role.REPORTER, division_id=place.pk, since=factories.SINCE)
    return user


def come_in(provider: Provider, **claims: str):
    """A browser that went to the provider and came back, and what it is shown."""
    provider.claims = claims
    client = Client()
    sent = client.post("/accounts/oidc/oidc/login/")["Location"]
    assert sent.startswith(f"{provider.url}/authorize?")
    state = parse_qs(urlsplit(sent).query)["state"][0]
    return client, client.get("/accounts/oidc/oidc/login/callback/", {"code": "c", "state": state})


def test_who_has_an_account_of_that_name_gets_in(provider):
    user = an_account("louqiao")
    client, answer = come_in(provider, sub="17", preferred_username="louqiao")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/intake/briefs/").status_code == 200
    assert AuditEntry.objects.get(verb="account.bind").object_id == str(user.pk)
    client, _ = come_in(provider, sub="17", preferred_username="renamed")
    assert client.get("/intake/briefs/").status_code == 200


@pytest.mark.parametrize("claims", [{"preferred_username": "nobody"}, {"preferred_username": ""}, {}])
def test_who_has_none_is_told_which_name_is_missing(provider, claims):
    an_account("louqiao")
    client, answer = come_in(provider, sub="18", **claims)
    assert answer.status_code == 403
    assert claims.get("preferred_username", "") in answer.content.decode()
    assert client.get("/intake/briefs/").status_code == 302
    assert User.objects.count() == 1


def test_a_name_that_passes_to_another_person_does_not_pass_the_account_on(provider):
    an_account("louqiao")
    come_in(provider, sub="17", preferred_username="louqiao")
    client, answer = come_in(provider, sub="99", preferred_username="louqiao")
    assert answer.status_code == 403
    assert client.get("/intake/briefs/").status_code == 302


def test_a_closed_account_stays_closed(provider):
    user = an_account("louqiao")
    come_in(provider, sub="17", preferred_username="louqiao")
    services.close_account(actor=SYSTEM, user=user)
    for number in ("17", "18"):
        client, _ = come_in(provider, sub=number, preferred_username="louqiao")
        assert client.get("/intake/briefs/").status_code == 302


def test_another_claim_can_be_agreed_on(provider, settings):
    settings.SINGLE_SIGN_ON_CLAIM = "employee"
    an_account("330304-7")
    client, _ = come_in(provider, sub="17", preferred_username="x", employee="330304-7")
    assert client.get("/intake/briefs/").status_code == 200


def test_the_sign_in_page_offers_it(provider):
    assert reverse("openid_connect_login", args=["oidc"]) in Client().get("/accounts/login/").content.decode()


def test_forms_may_lead_to_the_origins_of_the_provider():
    code = "from leitai import settings as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    given = {"LEITAI_OIDC_URL": "https://id.example/realms/city", "LEITAI_OIDC_CLIENT": "leitai",
             "LEITAI_OIDC_ORIGINS": "https://login.example", "LEITAI_SECRET_KEY": "x" * 40}  # fmt: skip
    where = [sys.executable, "-c", code]
    told = subprocess.run(where, env={**os.environ, **given}, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == str(["'self'", "https://id.example", "https://login.example"])


def test_an_origin_is_that_of_an_address():
    assert Environment({"X": "https://id.example:8443/realms/city"}).origin("X") == ["https://id.example:8443"]
    assert Environment({}).origin("X") == []
    with pytest.raises(SettingError, match="https://"):
        Environment({"X": "id.example"}).origin("X")
