"""A form of figures, as a reporter fills it: by keys, by pasting, without a connection, and without scripts."""

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import let_in, sign_in

MONTH = "/intake/forms/monthly_projects/2019-06/330304005000/"
SERVICES = "/intake/forms/quarterly_services/2019Q2/330304005000/"
ECONOMY = "/intake/forms/quarterly_economy/2019Q2/330304005000/"
PASTE = """text => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}"""
SAVED = re.compile("已全部保存")


def visitor(browser: Browser, site: str, **more: object) -> tuple[BrowserContext, Page]:
    context = browser.new_context(base_url=site, locale="zh-CN", viewport={"width": 1280, "height": 900}, **more)
    context.set_default_timeout(15_000)
    return context, context.new_page()


def value(page: Page, code: str):
    return page.locator(f"[name='v-{code}']")


def status(page: Page):
    return page.locator("[data-status]")


def test_keys_lead_through_the_form_and_every_cell_saves_itself(browser: Browser, site: str):
    _, page = visitor(browser, site)
    let_in(page, "demo.reporter")
    page.goto(SERVICES)
    value(page, "market_entities_new").focus()
    page.keyboard.type("210")
    page.keyboard.press("Enter")
    expect(value(page, "enterprise_issues_filed")).to_be_focused()
    page.keyboard.type("5O")
    page.keyboard.press("ArrowDown")
    expect(page.locator("tr[data-code=enterprise_issues_filed]")).to_have_class(re.compile("is-refused"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(value(page, "enterprise_issues_filed")).to_have_value("")
    page.keyboard.type("50")
    page.keyboard.press("Tab")
    expect(status(page)).to_have_text(SAVED)
    page.reload()
    expect(value(page, "market_entities_new")).to_have_value("210")
    expect(value(page, "enterprise_issues_filed")).to_have_value("50")


def test_a_column_is_pasted_and_the_checks_answer_at_the_cell(browser: Browser, site: str):
    _, page = visitor(browser, site)
    let_in(page, "demo.reporter")
    page.goto(ECONOMY)
    value(page, "fiscal_revenue").focus()
    page.evaluate(PASTE, "1.31\n1.92\n1.05\n")
    expect(value(page, "general_budget_revenue")).to_have_value("1.92")
    expect(status(page)).to_have_text(SAVED)
    expect(page.locator("#checks-general_budget_revenue .is-error")).to_contain_text("1.92")
    value(page, "general_budget_revenue").fill("0.8")
    expect(page.locator("#checks-general_budget_revenue .is-error")).to_have_count(0)


def test_nothing_typed_is_lost_without_a_connection(browser: Browser, site: str):
    context, page = visitor(browser, site)
    let_in(page, "demo.reporter")
    page.goto(SERVICES)
    context.set_offline(True)
    value(page, "approval_days").fill("44")
    value(page, "bridge_loans").fill("0.37")
    expect(status(page)).to_contain_text("网络中断")
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(SERVICES)
    expect(value(page, "approval_days")).to_have_value("44")
    expect(status(page)).to_have_text(SAVED)
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(value(page, "bridge_loans")).to_have_value("0.37")


def test_two_people_at_one_cell_are_asked_whose_figure_stands(browser: Browser, site: str):
    pages = [visitor(browser, site)[1] for _ in range(2)]
    for page in pages:
        let_in(page, "demo.reporter")
        page.goto(SERVICES)
    for page, figure in zip(pages, ("87", "88"), strict=True):
        value(page, "service_centre_items").fill(figure)
        value(page, "service_centre_items").blur()
        if figure == "87":
            expect(status(page)).to_have_text(SAVED)
    row = pages[1].locator("tr[data-code=service_centre_items]")
    expect(row).to_contain_text("87")
    row.get_by_role("button", name="保留我的").click()
    expect(status(pages[1])).to_have_text(SAVED)
    pages[0].reload()
    expect(value(pages[0], "service_centre_items")).to_have_value("88")


def test_without_scripts_a_form_is_filled_handed_in_and_accepted(browser: Browser, site: str):
    _, reporter = visitor(browser, site, java_script_enabled=False)
    _, reviewer = visitor(browser, site)
    let_in(reporter, "demo.reporter")
    reporter.goto(MONTH)
    value(reporter, "upgrading_land").fill("12.5")
    reporter.get_by_role("button", name="提交").click()
    expect(reporter.locator("body")).to_contain_text("解决项目难题")
    expect(value(reporter, "upgrading_land")).to_have_value("12.5")
    value(reporter, "project_obstacles_solved").fill("4")
    value(reporter, "project_obstacle_days").fill("9")
    reporter.get_by_role("button", name="提交").click()
    expect(reporter.locator("h1 + p, .subtitle")).to_contain_text("已提交")
    let_in(reviewer, "demo.reviewer")
    reviewer.goto("/intake/review/")
    for box in reviewer.locator("input[name=submission]").all():
        box.uncheck()
    reviewer.get_by_label("娄桥街道 2019-06").check()
    reviewer.get_by_role("button", name="通过所选").click()
    reviewer.goto(MONTH)
    reviewer.locator(".value-cell a[href*='/ledger/facts/']").first.click()
    expect(reviewer.locator("body")).to_contain_text("12.5")


def test_what_was_typed_while_signed_out_is_sent_after_signing_in_in_another_tab(browser: Browser, site: str):
    context, page = visitor(browser, site)
    let_in(page, "demo.reporter")
    page.goto(SERVICES)
    context.clear_cookies(name="sessionid")
    value(page, "approval_days").fill("61")
    expect(status(page)).to_contain_text("登录已失效")
    other = context.new_page()
    sign_in(other, "demo.reporter")
    other.close()
    expect(status(page)).to_have_text(SAVED, timeout=15_000)
