"""A brief that was typed stays in the browser until the platform has it, and in nobody else's hands."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import sign_in

NEW = "/intake/briefs/new/"
TEXT = "二季度，娄桥街道完成规上工业总产值12.6亿元，同比增长7.1%。"


def words(page: Page):
    return page.locator("textarea[name=text]")


def test_a_brief_outlives_the_session_and_is_let_go_when_it_is_handed_in(browser: Browser, site: str):
    context = browser.new_context(base_url=site, locale="zh-CN")
    page = context.new_page()
    sign_in(page, "demo.reporter")
    page.goto(NEW)
    words(page).press_sequentially(TEXT)
    context.clear_cookies(name="sessionid")
    page.locator(".brief-form .btn-primary").click()
    page.fill("input[name=login]", "demo.reporter")
    page.fill("input[name=password]", "leitai-demo-2019")
    page.click("form.login button[type=submit]")
    page.wait_for_url(f"**{NEW}")
    expect(words(page)).to_have_value(TEXT)
    page.locator(".brief-form .btn-primary").click()
    expect(page.locator("[data-answers=new-brief]")).to_have_count(1)
    page.goto(NEW)
    expect(words(page)).to_have_value("")


def test_what_one_person_typed_is_not_shown_to_the_next(browser: Browser, site: str):
    context = browser.new_context(base_url=site, locale="zh-CN")
    page = context.new_page()
    sign_in(page, "demo.reporter")
    page.goto(NEW)
    words(page).press_sequentially(TEXT)
    context.clear_cookies(name="sessionid")
    sign_in(page, "demo.330302006")
    page.goto(NEW)
    expect(words(page)).to_have_value("")
