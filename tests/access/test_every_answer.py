"""What holds for every url whatever is in it: methods, CSRF, headers, and no input that breaks a page."""

import logging
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.web import logs
from leitai.web.urls import urlpatterns as ours
from tests.access.test_every_url import PUBLIC, TABLE, addresses

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).parents[2] / "src" / "leitai"
FOREIGN = ["/accounts/login/", "/accounts/logout/", "/accounts/password/change/", "/accounts/2fa/", "/i18n/setlang/"]
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
HOSTILE = [
    "..",
    "../../../etc/passwd",
    "\x00",
    "a" * 4000,
    "温州𠮷",
    "'; DROP TABLE x--",
    "-1",
    "9" * 30,
    "0",
    "NaN",
    "%s{x}",
]
SENT = ["\x00", "a" * 4000, "温州𠮷", "-1", "9" * 30]
QUERIES = re.compile(r'GET\.get(?:list)?\(\s*"(\w+)"')


def opener(name: str) -> Role | None:
    """A role that opens a url."""
    roles = TABLE[name]
    return Role.ADMINISTRATOR if roles is PUBLIC else sorted(roles)[0]


@pytest.fixture(scope="module")
def clients(world):
    return {role: world.client(role) for role in (None, *Role)}


def strict(clients, role) -> Client:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies = clients[role].cookies
    return client


def test_every_page_carries_the_headers_of_security(world, clients):
    pages = [(name, opener(name), url) for name, url in addresses(world).items()]
    pages += [(url, Role.REPORTER, url) for url in FOREIGN] + [("api", None, "/api/facts"), ("404", None, "/nowhere/")]
    for name, role, url in pages:
        answer = clients[role].get(url)
        assert HEADERS.items() <= dict(answer.headers).items(), name
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, name
        assert "frame-ancestors 'none'" in policy, name
        assert "unsafe" not in policy, name


def test_every_url_refuses_methods_it_does_not_know(world, clients):
    for name, url in addresses(world).items():
        client = strict(clients, opener(name))
        for method in ("put", "patch", "delete"):
            assert getattr(clients[opener(name)], method)(url).status_code == 405, f"{method} {name}"
        assert client.trace(url).status_code in {403, 405}, name


def test_no_form_is_taken_without_its_token(world, clients):
    urls = {**addresses(world), **{url: url for url in FOREIGN}}
    for name, url in urls.items():
        role = opener(name) if name in TABLE else Role.REPORTER
        for sent in ({"data": {}}, {"data": "{}", "content_type": "application/json"}):
            assert strict(clients, role).post(url, **sent).status_code in {403, 405}, name


def test_the_api_takes_nothing(clients):
    for url in ("/api/facts", "/api/divisions", "/api/indicators", "/api/editions"):
        for method in ("post", "put", "patch", "delete"):
            assert getattr(clients[Role.ADMINISTRATOR], method)(url).status_code == 405


def routes(resolver: URLResolver, before: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for entry in resolver.url_patterns:
        whole = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            found.append((whole, entry))
        elif not getattr(entry.urlconf_name, "__name__", "").startswith("allauth"):
            found += routes(entry, whole)
    return found


PARAMETERS = [(route, entry) for route, entry in routes(get_resolver()) if "<" in route]


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_no_part_of_an_address_breaks_a_page(clients, hostile):
    for route, entry in PARAMETERS:
        mark = access.of(entry.callback)
        role = sorted(mark.roles)[0] if mark and mark.roles else Role.ADMINISTRATOR
        client = clients[role]
        client.raise_request_exception = False
        for safe in ("", "/") if "/" in hostile else ("",):
            url = "/" + re.sub(r"<[^>]+>", lambda _, safe=safe: quote(hostile, safe=safe), route)
            for method in ("get", "post"):
                assert getattr(client, method)(url).status_code < 500, f"{method} {route}"


def asked() -> list[str]:
    """Every name that a view reads from the query."""
    files = [file for file in SOURCE.rglob("*.py") if "tests" not in file.parts]
    return sorted({name for file in files for name in QUERIES.findall(file.read_text("utf-8"))} | {"limit", "offset"})


@pytest.mark.parametrize("hostile", SENT, ids=range(5))
def test_no_query_breaks_a_page(world, clients, hostile):
    query = dict.fromkeys([*asked(), "verb", "person", "division", "since", "until"], hostile)
    for name, url in {**addresses(world), "api": "/api/facts", "api2": "/api/divisions"}.items():
        client = clients[opener(name)] if name in TABLE else clients[None]
        client.raise_request_exception = False
        assert client.get(url, query).status_code < 500, name


@pytest.mark.parametrize("body", ['{"value": "\\u0000"}', '{"value": "\\ud800"}', "[1]", "null", "{", "9" * 30, ""])
def test_no_json_breaks_a_page(world, clients, body):
    for name, url in addresses(world).items():
        client = clients[opener(name)]
        client.raise_request_exception = False
        assert client.post(url, body, content_type="application/json").status_code < 500, name


def test_no_field_breaks_a_page(world, clients):
    files = [*SOURCE.rglob("*.py")]
    fields = {name for file in files for name in re.findall(r'POST\.get(?:list)?\(\s*"(\w+)"', file.read_text("utf-8"))}
    broken = []
    for hostile in ("\x00", "温" * 4000, "-1", "9" * 30):
        for name, url in addresses(world).items():
            client = clients[opener(name)]
            client.raise_request_exception = False
            if client.post(url, dict.fromkeys(fields, hostile)).status_code >= 500:
                broken.append((name, hostile[:4]))
    assert broken == []


def test_there_is_no_admin(client):
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert "admin" not in get_resolver().app_dict
    assert client.get("/admin/").status_code == 404


PHONE, IDENTITY = "13800138000", "110105194912310" + "02X"


@access.public
def failing(request):
    """A view with a fault that repeats what was typed."""
    raise ValueError(f"no such person {request.POST['phone']} {request.POST['identity']}")


urlpatterns = [*ours, path("failing/", failing)]
handler500 = "leitai.web.views.failure"


@pytest.mark.urls(__name__)
def test_neither_the_page_of_a_failure_nor_the_log_tells_what_was_typed(capsys):
    before = list(logging.getLogger().handlers), logging.getLogger().level
    logs.configure({"level": "INFO", "json": True})
    try:
        client = Client(raise_request_exception=False)
        answer = client.post("/failing/?phone=" + PHONE, {"phone": PHONE, "identity": IDENTITY})
    finally:
        logging.getLogger().handlers[:], level = before
        logging.getLogger().setLevel(level)
    said = answer.content.decode() + capsys.readouterr().err
    assert answer.status_code == 500
    assert "no such person ***" in said
    assert PHONE not in said
    assert IDENTITY not in said
