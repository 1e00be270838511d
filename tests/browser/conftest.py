"""A real server on a database of its own, and a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
PASSWORD = "leitai-demo-2019"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name what drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium() -> str:
    """The path of a Chromium; skips where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("missing tool: no Chromium on this machine, pages are not tested in a browser")


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory, migrated: str) -> Iterator[str]:
    """The address of a served demonstration with a database of its own."""
    chromium()
    folder, port = tmp_path_factory.mktemp("site"), free_port()
    environment = {**os.environ, "LEITAI_LOG_LEVEL": "ERROR", "LEITAI_DATA": str(folder)}
    environment["DATABASE_URL"] = copied(migrated, f"browser_{os.getpid()}")
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "leitai", "demo", "--port", str(port)], env=environment, stdout=log, stderr=log
        )
    try:
        wait_until_served(process, f"http://127.0.0.1:{port}", folder / "server.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def copied(template: str, name: str) -> str:
    """The url of a new database that begins as a copy of another."""
    server = os.environ["LEITAI_TEST_DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_served(process: "subprocess.Popen[bytes]", url: str, log: Path, patience: float = 300) -> None:
    """Return once the server answers; fail with its log if it ends or takes too long."""
    end = time.monotonic() + patience
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):  # noqa: S310  # our own server
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text('utf-8')[-3000:]}")


@pytest.fixture(scope="package")
def browser(site: str) -> Iterator[Browser]:  # Django does not migrate while Playwright's loop runs
    """One Chromium for all tests, gone before a worker goes on to tests of Django: none of them may run in a loop."""
    path = chromium()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(autouse=True)
def _nothing_left_open(browser: Browser) -> Iterator[None]:
    """What a test opened is closed behind it: pages that nobody looks at go on drawing and asking."""
    before = browser.contexts
    yield
    for opened in browser.contexts:
        if opened not in before:
            opened.close()


@pytest.fixture
def context(browser: Browser, site: str) -> BrowserContext:
    """A fresh visitor, in Chinese."""
    opened = browser.new_context(base_url=site, locale="zh-CN", viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(15_000)
    return opened


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test if a script fails or the policy refuses something."""
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "console", lambda message: wrong.append(message.text) if "Content Security Policy" in message.text else None
    )
    yield opened
    assert wrong == []


def sign_in(page: Page, username: str) -> None:
    """Sign in as one of the demonstration's accounts."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("form.login button[type=submit], form[action*=login] button[type=submit]")
    page.wait_for_url(lambda url: not urlsplit(url).path.startswith("/accounts/"))


def let_in(page: Page, username: str) -> None:
    """Sign in without drawing the page for it and the one behind it: for tests of something else."""
    page.request.get("/accounts/login/")
    (token,) = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken"]
    sent = {"login": username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert page.request.post("/accounts/login/", form=sent, max_redirects=0).status == 302
