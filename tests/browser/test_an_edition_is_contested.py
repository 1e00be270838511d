"""A unit objects, the officer upholds, a correction takes the place of the edition; a scheme is weighed anew."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import let_in

UNIT = "/league/editions/2019q1/units/330304005000/"


def visitor(browser: Browser, site: str) -> Page:
    context = browser.new_context(base_url=site, locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    return context.new_page()


def test_an_objection_is_filed_answered_and_leads_to_a_correction(browser: Browser, site: str):
    reporter, officer, stranger = (visitor(browser, site) for _ in range(3))
    let_in(reporter, "demo.reporter")
    reporter.goto(UNIT)
    reporter.locator(f"a[href='{UNIT}object/']").click()
    reporter.select_option("select[name=indicator]", "fiscal_revenue")
    reporter.fill("textarea[name=reason]", "一季度财政总收入应以快报为准。")
    reporter.click("form.card button.btn-primary")
    expect(reporter.locator(".objection .state-open")).to_be_visible()

    let_in(officer, "demo.league")
    officer.goto("/league/editions/2019q1/manage/")
    expect(officer.locator("button.btn-primary")).to_be_disabled()
    officer.goto("/league/editions/2019q1/objections/")
    officer.fill(".objection textarea", "经核实，予以采纳。")
    officer.click("button[value=upheld]")
    officer.goto("/league/editions/2019q1/correct/")
    officer.fill("input[name=code]", "2019q1-2")
    officer.fill("textarea[name=change]", "娄桥街道财政总收入更正")
    officer.click("form.card button.btn-primary")
    officer.locator("form.next-step button").click()
    officer.locator("form.next-step button").click()

    stranger.goto("/league/editions/2019q1/")
    expect(stranger.locator(".superseded")).to_contain_text("2019q1-2")
    stranger.goto("/league/editions/2019q1/objections/")
    expect(stranger.locator(".reply")).to_contain_text("予以采纳")
    stranger.goto("/league/editions/2019q1-2/differences/2019q1/")
    expect(stranger.locator("main")).to_contain_text("娄桥街道财政总收入更正")


def test_a_weight_is_moved_and_the_page_says_who_would_move(browser: Browser, site: str):
    officer = visitor(browser, site)
    let_in(officer, "demo.league")
    officer.goto("/league/schemes/six_contest/1/edit/")
    expect(officer.locator("#preview table").first).to_be_visible()
    before = officer.locator("#preview .change.up, #preview .change.down").count()
    officer.fill("input[name=w-quality]", "55")
    officer.wait_for_function(
        "count => document.querySelectorAll('#preview .change.up, #preview .change.down').length > count", arg=before
    )
    officer.locator("button[name=save]").click()
    officer.wait_for_url("**/league/schemes/six_contest/2-city/")
