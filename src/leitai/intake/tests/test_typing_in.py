"""Figures are read as people type them; what is unclear is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitai.intake.domain.typing_in import NotANumber, TooFine, number_typed


@pytest.mark.parametrize(
    ("text", "value"),
    [("6.19", "6.19"), (" 1,234,567.5 ", "1234567.5"), ("１２．５", "12.5"), ("-3", "-3"), ("0", "0"), ("+2", "2")],
)
def test_a_figure_is_read(text, value):
    assert number_typed(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "  ", "—", "-", "/", "无"])
def test_nothing_is_nothing(text):
    assert number_typed(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "6.19亿元",
        "1e5",
        "NaN",
        "inf",
        "12,34",
        "1.2.3",
        "=1+1",
        "1 2",
        "9" * 19,
        "½",
        "0x10",
        "12345,678",
        "0,500",
        "1,2345",
    ],
)
def test_what_is_unclear_is_refused(text):
    with pytest.raises(NotANumber, match="no figure"):
        number_typed(text)


def test_too_many_decimals_are_called_so():
    with pytest.raises(TooFine, match="8 decimals"):
        number_typed("0.123456789")


@given(st.decimals(-(10**9), 10**9, places=4))
def test_every_figure_reads_back(value):
    assert number_typed(f"{value:f}") == value
    assert number_typed(f"{value:,f}") == value
