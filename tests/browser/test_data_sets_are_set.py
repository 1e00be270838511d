"""The officer of data sets: what is asked from a day on, and a text for those who owe."""

from playwright.sync_api import Browser, expect

from tests.browser.conftest import sign_in


def test_terms_hold_from_a_day_and_a_text_is_copied(browser: Browser, site: str):
    context = browser.new_context(base_url=site, locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    sign_in(page, "demo.league")
    page.goto("/intake/datasets/")
    page.get_by_role("link", name="月度项目推进报表").click()
    page.get_by_label("自何日起").fill("2019-04-01")
    page.get_by_role("button", name="自该日起执行").click()
    expect(page.get_by_role("alert")).to_contain_text("2019-05-01")
    page.get_by_label("自何日起").fill("2020-01-01")
    page.get_by_label("解决项目难题").uncheck()
    page.get_by_role("button", name="自该日起执行").click()
    expect(page.locator("tbody tr")).to_have_count(4)
    page.goto("/intake/completeness/monthly_projects/2019-06/remind/")
    page.get_by_role("button", name="复制文字").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert "2019-07-05" in page.evaluate("navigator.clipboard.readText()")
