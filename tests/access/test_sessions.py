"""Sessions and their cookies."""

import json
import os
import subprocess
import sys
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from leitai.accounts.domain import Role

ASKED = (
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
)


def test_an_idle_session_is_over(world, undone):
    client = world.client(Role.AUDITOR)
    assert client.get("/audit/").status_code == 200
    row = Session.objects.get(session_key=client.session.session_key)
    left = row.expire_date - timezone.now()
    assert timedelta(0) < left <= timedelta(minutes=settings.IDLE_MINUTES)
    Session.objects.filter(pk=row.pk).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/audit/").status_code == 302


def test_each_request_begins_the_idle_time_again(world, undone):
    client = world.client(Role.AUDITOR)
    soon = timezone.now() + timedelta(seconds=30)
    Session.objects.filter(pk=client.session.session_key).update(expire_date=soon)
    client.get("/audit/")
    assert Session.objects.get(pk=client.session.session_key).expire_date > soon


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(world, undone):
    cookie = world.client(Role.AUDITOR).get("/audit/").cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_behind_tls_cookies_are_secure_and_the_browser_is_told():
    code = f"import json; from leitai import settings as s; print(json.dumps([getattr(s, n, None) for n in {ASKED!r}]))"
    environment = {**os.environ, "LEITAI_HTTPS": "1", "LEITAI_SECRET_KEY": "x" * 40}
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert json.loads(told.stdout) == [True, True, True, 31_536_000]
    assert settings.SESSION_COOKIE_HTTPONLY
