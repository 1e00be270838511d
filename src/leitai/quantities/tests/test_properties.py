"""What holds of every text, however odd."""

from datetime import date
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitai.quantities import extract, rows_of
from leitai.quantities.numerals import NumeralError, number
from leitai.quantities.shapes import plain
from leitai.quantities.tests.readers import CATALOGUE, TREE, cases

SENTENCES = [case["text"] for name in ("numbers", "times", "rows") for case in cases(name)]
SIGNS = (
    "一二两三十百千万亿零半几多余近超第首前0123456789.,%-—~/、。;:年月日季度上下今去每底元亩户个家项平方米公里百分之点成倍"
    "至到由从分别同比增长减“”‘’《》() \n镇县市abc"
)
PIECES = st.one_of(st.sampled_from(SENTENCES), st.text(SIGNS, max_size=24), st.text(max_size=6))
TEXTS = st.lists(PIECES, max_size=6).map("".join)
DAYS = st.one_of(st.none(), st.dates())
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


def read(text, published=date(2019, 4, 25)):
    return extract(text, published=published, submitter="990101100000", gazetteer=TREE, catalogue=CATALOGUE)


@settings(max_examples=400, deadline=None)
@given(TEXTS, DAYS)
def test_no_text_raises_and_every_place_holds_its_surface(text, published):
    found = read(text, published)
    for one in [*found.figures, *found.dates, *found.traps]:
        assert text[one.start : one.end] == one.surface != ""


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_figures_and_dates_stand_in_order_and_never_overlap(text):
    rows = rows_of(read(text))
    assert all(before["end"] <= after["start"] for before, after in pairwise(rows))
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_text_reads_the_same_twice(text):
    assert rows_of(read(text)) == rows_of(read(text))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map("".join))
def test_full_width_digits_read_like_plain_ones(text):
    def told(rows):
        return [{key: row[key] for key in row if key not in {"surface", "doubts"}} for row in rows]

    assert told(rows_of(read(text))) == told(rows_of(read(text.translate(WIDE))))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_a_range_has_two_ends_and_anything_else_one_value(text):
    for figure in read(text).figures:
        ends = (figure.value_min, figure.value_max, figure.base_min, figure.base_max)
        assert (figure.value is None) == (figure.comparator == "range") == (None not in ends)


@given(st.text())
def test_the_plain_shape_keeps_every_place(text):
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


NUMERALS = "零一二三四五六七八九"


def written(value: int) -> str:
    """A whole number below a hundred million in Chinese numerals."""
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        return written(high) + "万" + ("" if not low else ("零" if low < 1000 else "") + written(low))
    out, gap = "", False
    for scale, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, scale)
        if digit:
            out += ("零" if gap and out else "") + NUMERALS[digit] + sign
        gap = not digit
    return out


@given(st.integers(1, 99_999_999))
def test_a_written_number_reads_back(value):
    assert number(written(value)) == value


@pytest.mark.parametrize("text", ["", "多", "个", "-", "三个"])
def test_what_is_no_number_says_so(text):
    with pytest.raises(NumeralError, match="no number"):
        number(text)


PATTERNS = (
    "3亿元",
    "3个、", "“3个", "从3个到4个", "分别3个、4个", "3月4日", "全县3个", "东浦镇3个,", "3个\n", "一", "第", "1,",
    "《", "其中3个目标",
)  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_time_taken_grows_with_the_length_only(pattern):
    def seconds(length):
        text = pattern * (length // len(pattern))
        start = process_time()
        read(text)
        return process_time() - start

    def least(length):  # the least disturbed of four by whatever else the machine does
        return min(seconds(length) for _ in range(4))

    seconds(500)
    assert least(8_000) < 12 * max(least(2_000), 0.01)
