"""The officer of data sets: what is asked from a day on, and a text for those who owe."""

from playwright.sync_api import Browser, expect

from tests.browser.conftest import let_in


def test_terms_hold_from_a_day_and_a_text_is_copied(browser: Browser, site: str):
    context = browser.new_context(base_url=site, locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    let_in(page, "demo.league")
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


def test_a_rule_is_read_back_while_it_is_typed_and_kept(browser: Browser, site: str):
    page = browser.new_context(base_url=site, locale="zh-CN", viewport={"width": 1280, "height": 900}).new_page()
    let_in(page, "demo.league")
    page.goto("/intake/datasets/quarterly_services/")
    page.get_by_text("新增规则").first.click()
    rule = page.locator("details[open] fieldset.rule")
    rule.get_by_label("公式").fill("协调解决企业问题 >=")
    expect(rule.locator(".rule-said")).to_contain_text("列")
    rule.get_by_label("公式").fill("受理企业问题 >= 0")
    expect(rule.locator(".rule-said")).to_have_text("读作： 受理企业问题不低于0")
    rule.get_by_label("代码").fill("filed_not_negative")
    rule.get_by_label("说明", exact=True).fill("受理数不应为负")
    rule.get_by_label("英文说明").fill("Filed problems cannot be negative")
    page.get_by_label("自何日起").fill("2020-01-01")
    page.get_by_role("button", name="自该日起执行").click()
    expect(page.get_by_text("已保存")).to_be_visible()
    page.goto("/intake/datasets/quarterly_services/")
    expect(page.get_by_text("受理企业问题 >= 0")).to_be_visible()
