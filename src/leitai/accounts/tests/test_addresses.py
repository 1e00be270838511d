"""A request's address is that of the client, however many trusted proxies stand between, and whatever it claims."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as configured
from django.test import Client, RequestFactory
from django.urls import reverse

from leitai.accounts.addresses import address_of
from leitai.accounts.domain import Role
from leitai.accounts.models import AuditEntry
from leitai.accounts.tests import factories
from leitai.accounts.tests.factories import CITY, PASSWORD, TOWN


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "expected"),
    [
        (0, "10.0.0.9", None, "10.0.0.9"),
        (0, "10.0.0.9", "1.1.1.1", "10.0.0.9"),
        (1, "127.0.0.1", "203.0.113.7", "203.0.113.7"),
        (1, "127.0.0.1", "8.8.8.8, 203.0.113.7", "203.0.113.7"),
        (2, "127.0.0.1", "8.8.8.8, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (2, "127.0.0.1", "203.0.113.7", "127.0.0.1"),
        (1, "10.0.0.9", None, "10.0.0.9"),
        (1, "127.0.0.1", "203.0.113.7:4711", "203.0.113.7"),
        (1, "127.0.0.1", "[2001:db8::1]:443", "2001:db8::1"),
        (1, "127.0.0.1", "2001:db8::1", "2001:db8::1"),
        (1, "127.0.0.1", "unknown", "127.0.0.1"),
        (0, "", None, None),
    ],
)
def test_the_outermost_trusted_proxy_says_who_the_client_is(settings, proxies, remote, forwarded, expected):
    settings.PROXIES = proxies
    more = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    assert address_of(RequestFactory().get("/", REMOTE_ADDR=remote, **more)) == expected


def test_the_metrics_are_for_this_machine_alone(client, settings):
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 403
    for name in ("X_FORWARDED_FOR", "X_FORWARDED_PROTO", "X_REAL_IP", "FORWARDED", "VIA"):
        assert client.get("/metrics", **{f"HTTP_{name}": "127.0.0.1"}).status_code == 403
    settings.PROXIES = 1
    assert client.get("/metrics", HTTP_X_FORWARDED_FOR="127.0.0.1").status_code == 403


@pytest.mark.django_db
def test_probes_are_answered_without_tls(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/metrics").status_code == 200
    assert Client().get("/accounts/login/").status_code == 301


def test_this_machine_is_answered_whatever_hosts_are_named():
    code = "import json; from leitai import settings; print(json.dumps(settings.ALLOWED_HOSTS))"
    environment = {**os.environ, "LEITAI_ALLOWED_HOSTS": "leitai.example", "LEITAI_SECRET_KEY": "x" * 40}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert {"leitai.example", "127.0.0.1", "localhost"} <= set(json.loads(told.stdout))


@pytest.mark.django_db
def test_wrong_passwords_from_elsewhere_do_not_lock_the_officer_out(settings):
    settings.PROXIES = 1
    factories.plant()
    factories.person("officer", Role.LEAGUE_OFFICER, CITY)
    far, near = (Client(HTTP_X_FORWARDED_FOR=f"1.1.1.1, {address}") for address in ("203.0.113.7", "198.51.100.2"))
    for _ in range(configured.AXES_FAILURE_LIMIT):
        far.post(reverse("account_login"), {"login": "officer", "password": "wrong"})
    right = {"login": "officer", "password": PASSWORD}
    assert far.post(reverse("account_login"), right).status_code == 429
    assert near.post(reverse("account_login"), right).status_code == 302


@pytest.mark.django_db
def test_the_trail_holds_the_address_of_the_client(settings):
    settings.PROXIES = 1
    factories.plant()
    admin, _ = factories.person("admin", Role.ADMINISTRATOR, CITY)
    other, _ = factories.person("other", Role.REPORTER, TOWN)
    client = Client(HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.7")
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    client.post(f"/accounts/people/{other.pk}/unlock/")
    assert AuditEntry.objects.get(verb="account.unlock").address == "203.0.113.7"
