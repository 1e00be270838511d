"""No page keeps anybody out: axe finds nothing serious, in light and dark, wide and on a phone, in both languages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT, let_in

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PUBLIC = ("/", "/league/", "/league/editions/2019q1/units/330304005000/", "/league/editions/2019q1/compare/",
          "/league/editions/2019q1/units/330304005000/profile/", "/league/editions/2019q1/tiles/",
          "/league/editions/2019q1/certainty/", "/league/editions/2019q1/objections/",
          "/league/permu/", "/league/permu/1/",
          "/league/schemes/six_contest/1/", "/ledger/indicators/",
          "/ledger/indicators/fiscal_revenue/", "/ledger/divisions/", "/ledger/divisions/330304005000/",
          "/ledger/facts/1/", "/ledger/pivot/?level=county", "/accounts/login/", "/no-such-page/")  # fmt: skip
SIGNED_IN = {
    "demo.reporter": ("/", "/intake/briefs/", "/intake/briefs/new/", "/meetings/decks/", "/accounts/2fa/",
                      "/intake/owed/", "/intake/tables/", "/intake/questions/", "/accounts/mail/",
                      "/intake/forms/quarterly_economy/2019Q2/330304005000/"),
    "demo.reviewer": ("/intake/review/", "/intake/unlocking/", "/intake/forms/quarterly_services/2019Q2/330304002000/",
                      "/intake/forms/quarterly_economy/2019Q2/330304005000/"),
    "demo.league": ("/league/editions/", "/league/editions/new/", "/league/editions/2019q1/manage/",
                    "/league/schemes/six_contest/1/edit/", "/league/editions/2019q1/correct/", "/league/permu/new/",
                    "/meetings/decks/2019q1/speakers/",
                    "/intake/completeness/", "/intake/completeness/monthly_projects/2019-06/remind/",
                    "/intake/calendar/", "/intake/datasets/", "/intake/datasets/new/",
                    "/intake/datasets/quarterly_economy/"),
    "demo.auditor": ("/audit/",),
    "demo.admin": ("/accounts/people/", "/accounts/people/new/", "/accounts/people/1/", "/accounts/people/?q=nobody"),
}  # fmt: skip
OF_A_LOOK = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
# The rows of a long table are built alike: the first dozen tell what there is to find in them.
FIRST_ROWS = "for (const body of document.querySelectorAll('tbody')) while (body.rows.length > 12) body.deleteRow(-1)"
LOOKS = (
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light", "locale": "zh-CN"},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "locale": "en-GB"},
)


def serious(page, rules: list[str]) -> list[str]:
    """What axe finds by these rules; by all where none are named."""
    page.evaluate(FIRST_ROWS)
    options = {"resultTypes": ["violations"], **({"runOnly": {"type": "rule", "values": rules}} if rules else {})}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in found["violations"]
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"][:3]
    ]


@pytest.mark.parametrize(
    ("look", "rules"), [(LOOKS[0], []), (LOOKS[1], OF_A_LOOK)], ids=["wide-light-zh", "phone-dark-en"]
)
def test_axe_finds_nothing_serious(browser: Browser, site: str, look, rules):
    """The second look is held to what a look can change: colours, sizes, what scrolls."""
    if not AXE.is_file():
        pytest.skip("missing tool: axe-core is not installed, run `make install`")
    wrong: dict[str, list[str]] = {}
    for user, urls in {"": PUBLIC, **SIGNED_IN}.items():
        context = browser.new_context(base_url=site, **look)
        context.add_init_script(path=AXE)
        page = context.new_page()
        if user:
            let_in(page, user)
        for url in urls:
            page.goto(url)
            if found := serious(page, rules):
                wrong[f"{user} {url}"] = found
        context.close()
    assert wrong == {}


@pytest.fixture(scope="module")
def phone(browser: Browser, site: str) -> Iterator[Page]:
    """A narrow page that goes from one address to the next and loads the scripts and styles of all once."""
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("url", PUBLIC)
def test_no_page_is_wider_than_a_phone(phone: Page, url):
    phone.goto(url)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_board_works_without_scripts(browser: Browser, site: str):
    page = browser.new_context(base_url=site, java_script_enabled=False).new_page()
    page.goto("/league/editions/2019q1/?q=五马")
    expect(page.locator("table.board tbody tr")).to_have_count(1)
    page.goto("/league/editions/2019q1/?sort=-rank")
    assert "185" in page.locator("table.board tbody tr").first.inner_text()
