"""Every division of the packaged tree has an English name, and a page shows the one of its language."""

import re
from collections import Counter

from django.template import Context, Template
from django.utils import translation

from leitai.divisions import queries
from leitai.divisions.domain import english_name, english_names, load_tree

SPELT = re.compile(r"[A-Z][a-z]*('[aoe][a-z]*)?( [A-Z][a-z]+)+")
GENERIC = {
    "省": "Province", "市": "City", "区": "District", "县": "County", "街道": "Subdistrict", "镇": "Town",
    "乡": "Township", "畲族镇": "She Ethnic Town", "畲族乡": "She Ethnic Township",
}  # fmt: skip


def test_every_division_of_the_tree_has_one_and_no_other_place_has():
    assert {place.name for place in load_tree()} == set(english_names())


def test_they_are_capitalised_words_of_ascii_letters_with_the_apostrophe_of_pinyin():
    assert [name for name in english_names().values() if not SPELT.fullmatch(name)] == []


def test_no_two_of_one_county_are_called_the_same():
    called = Counter((place.parent, english_name(place.name)) for place in load_tree())
    assert [key for key, times in called.items() if times > 1] == []


def test_a_name_ends_with_the_word_for_its_kind():
    plain = [place for place in load_tree() if place.code[6:9] < "400" and place.code[:6] not in {"330371"}]
    for place in plain:
        if place.name != "龙港县直辖村级区划":
            word = max((end for end in GENERIC if place.name.endswith(end)), key=len)
            assert english_name(place.name).endswith(f" {GENERIC[word]}"), place.name


def test_readings_that_are_easily_got_wrong():
    names = ["乐清市", "乐成街道", "瑞安市", "瞿溪街道", "大峃镇", "北岙街道", "莘塍街道", "百丈漈镇", "大安乡"]
    assert [english_name(name) for name in names] == [
        "Yueqing City", "Yuecheng Subdistrict", "Rui'an City", "Quxi Subdistrict", "Daxue Town", "Bei'ao Subdistrict",
        "Xincheng Subdistrict", "Baizhangji Town", "Da'an Township",
    ]  # fmt: skip


def test_a_page_shows_the_name_of_its_language():
    page = Template("{% load places %}{{ name|place }}|{{ name|short_place }}|{{ name|place_beside }}")
    with translation.override("en"):
        said = page.render(Context({"name": "北白象镇"}))
    assert said == 'Beibaixiang Town|Beibaixiang| <small class="native" lang="zh-Hans">北白象镇</small>'
    with translation.override("zh-hans"):
        assert page.render(Context({"name": "北白象镇"})) == "北白象镇|北白象镇|"


def test_a_division_without_an_english_name_shows_its_chinese_one():
    with translation.override("en"):
        assert queries.called("新设镇") == queries.Called("新设镇", "新设镇", "")


def test_the_other_name_is_that_of_the_other_language():
    with translation.override("en"):
        assert queries.called("柳市镇").other == "柳市镇"
    with translation.override("zh-hans"):
        assert queries.called("柳市镇").other == "Liushi Town"


def test_words_find_a_division_by_either_name():
    assert queries.is_called("柳市镇", "liushi")
    assert queries.is_called("柳市镇", "柳市")
    assert not queries.is_called("柳市镇", "虹桥")
