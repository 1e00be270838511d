"""Pictures of the main pages of a running demonstration, to be looked at."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click
from playwright.sync_api import Browser, Page, sync_playwright
from rich.progress import track

from leitai.web.demo import PASSWORD

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
UNIT = "330304005000"
PIVOT = (
    "/ledger/pivot/?level=county&columns=indicator-period&grain=quarter&since=2018-01-01&until=2019-03-31"
    "&indicator=fiscal_revenue"
)
PAGES = {
    "home": ("", "/"),
    "sign-in": ("", "/accounts/login/"),
    "board": ("", "/league/"),
    "unit": ("", f"/league/editions/2019q1/units/{UNIT}/"),
    "indicators": ("", "/ledger/indicators/"),
    "indicator": ("", "/ledger/indicators/fiscal_revenue/"),
    "pivot": ("", PIVOT),
    "townships": ("", "/ledger/divisions/"),
    "township": ("", f"/ledger/divisions/{UNIT}/"),
    "fact": ("", "/ledger/facts/2/"),
    "reporter-home": ("demo.reporter", "/"),
    "briefs": ("demo.reporter", "/intake/briefs/"),
    "new-brief": ("demo.reporter", "/intake/briefs/new/"),
    "decks": ("demo.league", "/meetings/decks/"),
    "editions": ("demo.league", "/league/editions/"),
    "manage": ("demo.league", "/league/editions/2019q1/manage/"),
    "audit": ("demo.auditor", "/audit/"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """A way to look at pages."""

    name: str
    width: int
    height: int
    dark: bool
    language: str


LOOKS = (
    Look("wide", 1440, 900, False, "zh-CN"),
    Look("dark", 1440, 900, True, "zh-CN"),
    Look("phone", 390, 844, False, "zh-CN"),
    Look("english", 1440, 900, False, "en-GB"),
)


def take(into: Path, url: str) -> None:
    """Take a picture of every page in every look, as `<look>-<page>.png`."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise click.ClickException("no Chromium was found: install one, then try again")
    into.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for look in LOOKS:
            for name, page, path in track(_pages(browser, look, url), total=len(PAGES), description=look.name):
                page.goto(path)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=into / f"{look.name}-{name}.png")
        browser.close()


def _pages(browser: Browser, look: Look, url: str) -> Iterator[tuple[str, Page, str]]:
    visitors: dict[str, Page] = {}
    for name, (user, path) in PAGES.items():
        if user not in visitors:
            visitors[user] = _visitor(browser, look, url, user)
        yield name, visitors[user], path


def _visitor(browser: Browser, look: Look, url: str, user: str) -> Page:
    page = browser.new_context(
        base_url=url,
        viewport={"width": look.width, "height": look.height},
        color_scheme="dark" if look.dark else "light",
        locale=look.language,
    ).new_page()
    if user:
        page.goto("/accounts/login/")
        page.fill("input[name=login]", user)
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: not urlsplit(url).path.startswith("/accounts/"))
    return page
