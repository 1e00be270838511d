"""A deck tells its story in order, as a file that opens again."""

from leitai.meetings.tests import contents, decks


def test_full_deck_runs_from_the_unit_to_its_sources() -> None:
    titles = decks.titles(decks.opened(contents.louqiao()))
    assert titles[0] == "瓯海区娄桥街道"
    assert [title.partition("：")[0] for title in titles[1:9]] == [
        "六比一览",
        "位次",
        "走势",
        "主要指标走势",
        "亮点",
        "项目",
        "不足",
        "下一步",
    ]
    assert titles[9].startswith("数据来源与说明")


def test_same_content_gives_the_same_bytes() -> None:
    assert decks.rendered(contents.louqiao()) == decks.rendered(contents.louqiao())
