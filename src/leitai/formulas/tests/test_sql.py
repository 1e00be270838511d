"""The SQL holds nothing of the formula's text: values are parameters, columns are quoted."""

import pytest
from django.db import connection

from leitai.formulas.formula import read_formula
from leitai.formulas.kinds import NUMBER, TEXT
from leitai.formulas.sql import Column, expression

NAMES = {"甲": NUMBER, "乙": NUMBER, "类别": TEXT}
EVIL = "'; DROP TABLE ledger_fact; -- %s %(x)s \\"


def test_texts_and_numbers_are_parameters_in_their_order() -> None:
    found = expression(
        read_formula('类别 = "镇" 且 甲 < 5万 且 50% > 0', NAMES), {"甲": Column("a"), "类别": Column("k")}
    )
    assert found.parameters == ("镇", "50000", "0.5", "0")
    assert "镇" not in found.text
    assert "50000" not in found.text


def test_a_column_is_quoted_with_its_table() -> None:
    assert str(Column('a"b%', "t.x")) == '"t.x"."a""b%%"'


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_a_name_that_cannot_be_a_column_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be the name of a column"):
        expression(read_formula("甲", NAMES), {"甲": Column(name)})


def test_a_reading_without_a_column_is_named() -> None:
    with pytest.raises(KeyError, match="the reading 乙 has no column; there are columns for 甲"):
        expression(read_formula("甲 + 乙", NAMES), {"甲": Column("a")})


@pytest.mark.django_db
def test_evil_texts_and_columns_stay_what_they_are() -> None:
    written = EVIL.replace('"', '""')
    found = expression(read_formula(f'类别 = "{written}"', NAMES), {"类别": Column(EVIL, "t")})
    column = str(Column(EVIL))
    with connection.cursor() as cursor:
        query = f"SELECT {found.text} FROM (VALUES (%s)) AS t({column})"  # noqa: S608 (that is what is tried here)
        cursor.execute(query, [*found.parameters, EVIL])
        assert cursor.fetchone() == (True,)


@pytest.mark.django_db
def test_number_columns_may_be_of_any_numeric_type() -> None:
    found = expression(read_formula("甲 / 乙", NAMES), {"甲": Column("a"), "乙": Column("b")})
    with connection.cursor() as cursor:
        rows = "(VALUES (1::int, 8::float8), (1, 'NaN'), (1, 'Infinity'), (1, NULL))"
        cursor.execute(f"SELECT {found.text} FROM {rows} AS t(a, b)", found.parameters)  # noqa: S608 (our own rows)
        assert [value for (value,) in cursor.fetchall()] == [pytest.approx(0.125), None, None, None]


def test_the_sql_grows_with_the_formula_and_no_faster() -> None:
    lengths = [
        len(expression(read_formula(" * ".join(["甲"] * size), NAMES), {"甲": Column("a")}).text)
        for size in (16, 32, 64)
    ]
    assert lengths[2] - lengths[1] == pytest.approx(2 * (lengths[1] - lengths[0]), rel=0.01)
