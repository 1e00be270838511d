"""A figure that was not matched keeps its measure while its reporter looks for the indicator."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import let_in

TEXT = "娄桥街道简报\n2019年一季度,娄桥街道库里进账32000万元。"


def test_the_value_follows_the_unit_of_the_indicator(page: Page):
    let_in(page, "demo.reporter")
    page.goto("/intake/briefs/new/")
    page.fill("textarea[name=text]", TEXT)
    page.fill("input[name=published]", "2019-07-05")
    page.click("form.brief-form button.btn-primary")
    page.click("tr.figure-row [data-action=edit]")
    form = page.locator("tr.is-editing")
    value, indicator = form.locator("input[name$=-value]"), form.locator("select[name$=-indicator]")
    expect(value).to_have_value("320000000")
    indicator.select_option(label="财政总收入")
    expect(value).to_have_value("3.2")
    expect(form).to_contain_text("(亿元)")
    form.locator("button.btn-primary").click()
    expect(page.locator("tr.figure-row.is-kept")).to_contain_text("3.2 亿元")
