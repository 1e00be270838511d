"""The pivot as people use it: asked, followed to a fact, kept, taken away."""

import io
import pathlib

import openpyxl
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import let_in

COUNTIES = (
    "/ledger/pivot/?level=county&columns=indicator-period&grain=quarter&since=2018-01-01&until=2019-03-31"
    "&indicator=fiscal_revenue"
)


def test_from_the_county_to_the_fact(page: Page):
    page.goto(COUNTIES)
    expect(page.locator("table.pivot tbody tr").first).to_be_visible()
    expect(page.locator(".chart-pivot canvas").first).to_be_visible()
    page.select_option("select[name=level]", "township")
    page.select_option("select[name=within]", "330304000000")
    page.locator(".pivot-form .btn-primary").click()
    page.locator("table.pivot td a").first.click()
    expect(page.locator(".headline-figure")).to_be_visible()


def test_a_view_is_kept_and_taken_away(page: Page):
    let_in(page, "demo.reviewer")
    page.goto(COUNTIES)
    page.fill("input[name=name]", "各县财政收入")
    page.get_by_role("button", name="保存此视图").click()
    kept = page.get_by_role("link", name="各县财政收入")
    expect(kept).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    assert (
        openpyxl.load_workbook(io.BytesIO(pathlib.Path(download.value.path()).read_bytes())).worksheets[0].max_row > 5
    )
    page.get_by_role("button", name="删除").first.click()
    expect(kept).to_have_count(0)


def test_it_works_without_scripts(browser: Browser, site: str):
    page = browser.new_context(base_url=site, java_script_enabled=False).new_page()
    page.goto("/ledger/pivot/")
    page.select_option("select[name=level]", "city")
    page.locator(".pivot-form .btn-primary").click()
    expect(page.locator("table.pivot tbody tr")).to_have_count(1)
