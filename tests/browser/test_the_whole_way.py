"""From a brief to the board and the deck, as people do it."""

import io
import pathlib
import re
from importlib import resources

from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from leitai.league.domain import parse_scheme
from leitai.ledger.domain.catalogue import load_catalogue
from tests.browser.conftest import let_in

NOT_WRITTEN = {"approval_days", "documents_cut_rate", "meetings_cut_rate"}


def brief() -> tuple[str, int]:
    """A brief that states a figure for nearly every indicator of the scheme, and how many it states."""
    scheme = resources.files("leitai.league").joinpath("data", "six_contest.toml").read_text("utf-8")
    specs = {spec.code: spec for spec in load_catalogue()}
    told = [specs[code] for code in parse_scheme(scheme).indicators if code not in NOT_WRITTEN]
    lines = [f"二季度，我街道{spec.name}{12 + place}{spec.unit}。" for place, spec in enumerate(told)]
    return "\n".join(["娄桥街道二季度经济运行简报", *lines]), len(told)


def visitor(browser: Browser, site: str) -> Page:
    context = browser.new_context(base_url=site, locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    return context.new_page()


def test_a_brief_becomes_facts_a_board_and_a_deck(browser: Browser, site: str):
    reporter, reviewer, officer = (visitor(browser, site) for _ in range(3))

    let_in(reporter, "demo.reporter")
    reporter.goto("/intake/briefs/new/")
    text, figures = brief()
    reporter.fill("textarea[name=text]", text)
    reporter.fill("input[name=published]", "2019-07-05")
    reporter.click("form.brief-form button.btn-primary")
    expect(reporter.locator("mark.figure[data-figure]").first).to_be_visible()
    expect(reporter.locator(".text-pane mark.figure")).to_have_count(figures)
    brief_url = reporter.url
    reporter.get_by_role("button", name="保留全部完整数据").click()
    reporter.get_by_role("button", name="提交", exact=True).click()
    expect(reporter.locator("body")).to_contain_text("已提交")

    let_in(reviewer, "demo.reviewer")
    reviewer.goto(brief_url)
    reviewer.get_by_role("button", name="接受", exact=True).click()
    expect(reviewer.locator(".figure-table a[href*='/ledger/facts/']").first).to_be_visible()
    reviewer.locator(".figure-table a[href*='/ledger/facts/']").first.click()
    expect(reviewer.locator(".evidence mark")).to_be_visible()

    let_in(officer, "demo.league")
    officer.goto("/league/editions/new/")
    officer.fill("input[name=code]", "2019q2")
    officer.fill("input[name=title]", "六比竞赛 2019年第二季度")
    officer.fill("input[name=period]", "2019Q2")
    officer.select_option("select[name=scheme]", index=1)
    officer.click("form.card button.btn-primary")
    officer.get_by_role("button", name="冻结").click()
    officer.get_by_role("button", name="公示").click()

    stranger = visitor(browser, site)
    stranger.goto("/league/")
    expect(stranger.locator("h1")).to_contain_text("第二季度")
    first = stranger.locator("table.board tbody tr").first
    expect(first).to_contain_text("娄桥街道")

    reporter.goto("/league/editions/2019q2/units/330304005000/")
    with reporter.expect_download() as download:
        reporter.get_by_role("link", name=re.compile("PPTX")).click()
    with pathlib.Path(download.value.path()).open("rb") as file:
        deck = Presentation(io.BytesIO(file.read()))
    assert len(deck.slides) >= 5
    assert sum(shape.has_chart for slide in deck.slides for shape in slide.shapes) >= 2


def test_a_brief_that_is_returned_says_why(browser: Browser, site: str):
    reporter, reviewer = visitor(browser, site), visitor(browser, site)
    let_in(reporter, "demo.reporter")
    reporter.goto("/intake/briefs/new/")
    reporter.fill("textarea[name=text]", "2019年二季度，我街道研发投入0.9亿元。")
    reporter.fill("input[name=published]", "2019-07-05")
    reporter.click("form.brief-form button.btn-primary")
    brief_url = reporter.url
    reporter.get_by_role("button", name="保留全部完整数据").click()
    reporter.get_by_role("button", name="提交", exact=True).click()
    let_in(reviewer, "demo.reviewer")
    reviewer.goto(brief_url)
    reviewer.fill("input[name=remark]", "口径请核实")
    reviewer.get_by_role("button", name="退回").click()
    reporter.goto(brief_url)
    expect(reporter.locator("body")).to_contain_text("口径请核实")
    expect(reporter.get_by_role("button", name="提交", exact=True)).to_be_visible()
