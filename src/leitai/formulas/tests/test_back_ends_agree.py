"""Python, columns and SQL give the same value for every formula and every row."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import polars as pl
import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from leitai.formulas import columns, evaluating, sql
from leitai.formulas.columns import column
from leitai.formulas.evaluating import evaluate
from leitai.formulas.formatting import canonical
from leitai.formulas.formula import Formula, read_formula
from leitai.formulas.functions import Function
from leitai.formulas.kinds import NUMBER, Kind, Value
from leitai.formulas.sql import Column, expression
from leitai.formulas.syntax import Operator
from leitai.formulas.tests.strategies import ANY_TREE, NAMES, VALUES

pytestmark = pytest.mark.django_db
Row = Mapping[str, Value]
DTYPES = {**columns.DTYPES, Kind.NUMBER: pl.Decimal(38, 13)}


def by_rows(formula: Formula, rows: Sequence[Row]) -> list[Value]:
    return [evaluate(formula, row) for row in rows]


def by_columns(formula: Formula, rows: Sequence[Row]) -> list[Value]:
    schema = {key: DTYPES[kind] for key, kind in formula.kinds.items()} | {"row": pl.Int64}
    frame = pl.DataFrame([{**row, "row": place} for place, row in enumerate(rows)], schema=schema)
    return column(formula, frame).to_list()


def by_sql(formula: Formula, rows: Sequence[Row]) -> list[Value]:
    """Columns are called v0, v1 …; one of them `n` and one `v`, as the SQL calls its own."""
    named = dict(zip(formula.kinds, ["v", "n", *(f'v"%{place}' for place in range(99))], strict=False))
    found = expression(formula, {key: Column(name) for key, name in named.items()})
    types = ["int", *(sql.TYPES[kind] for kind in formula.kinds.values())]
    line = f"({', '.join(f'%s::{name}' for name in types)})"
    names = ", ".join(['"row"', *(str(Column(name)) for name in named.values())])
    query = f"SELECT {found.text} FROM (VALUES {', '.join([line] * len(rows))}) AS t({names}) ORDER BY t.row"  # noqa: S608 (our own test rows)
    data = [value for place, row in enumerate(rows) for value in (place, *(row[key] for key in formula.kinds))]
    with connection.cursor() as cursor:
        cursor.execute(query, [*found.parameters, *data])
        return [value for (value,) in cursor.fetchall()]


def tables(formula: Formula) -> st.SearchStrategy[list[Row]]:
    rows = st.fixed_dictionaries({key: VALUES[kind] for key, kind in formula.kinds.items()})
    return st.lists(rows, min_size=1, max_size=6)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_three_back_ends_give_one_value(data: st.DataObject) -> None:
    formula = read_formula(canonical(data.draw(ANY_TREE)), NAMES)
    rows = data.draw(tables(formula))
    expected = by_rows(formula, rows)
    assert by_columns(formula, rows) == expected
    assert by_sql(formula, rows) == expected


@pytest.mark.parametrize(
    ("text", "first", "second", "value"),
    [
        ("甲 / 乙", "1", "3", "0.333333333333"),
        ("甲 / 乙", "2", "3", "0.666666666667"),
        ("甲 / 乙", "1e-12", "2", "1e-12"),
        ("甲 / 乙", "-1e-12", "2", "-1e-12"),
        ("甲 / 乙", "3e-12", "-2", "-2e-12"),
        ("甲 / 乙", "1", "0", None),
        ("甲 / 乙", "1e19", "0.1", None),
        ("甲 / 乙", "99999999999999999999", "1", "99999999999999999999"),
        ("甲 / 乙", "1e19", "1e-12", None),
        ("甲 * 乙", "0.000001", "0.0000005", "1e-12"),
        ("甲 * 乙", "0.000003", "-0.0000005", "-2e-12"),
        ("甲 * 乙", "1e10", "1e10", None),
        ("甲 * 乙", "1e19", "1e19", None),
        ("甲 * 乙", "9999999999", "9999999999", "99999999980000000001"),
        ("甲 + 乙", "99999999999999999999", "99999999999999999999", "199999999999999999998"),
        ("甲 + 乙", "1e20", "1", None),
        ("平均(甲, 乙)", "1e-12", "2e-12", "2e-12"),
        ("四舍五入(甲, 1) + 乙", "-1.25", "0", "-1.3"),
        ("四舍五入(甲) + 乙", "0.5", "0", "1"),
        ("甲 + 乙", "5e-13", "0", "1e-12"),
    ],
)
def test_numbers_are_rounded_to_twelve_places_with_halves_away_from_zero(
    text: str, first: str, second: str, value: str | None
) -> None:
    formula = read_formula(text, {"甲": NUMBER, "乙": NUMBER})
    rows = [{"甲": Decimal(first), "乙": Decimal(second)}]
    wanted = [None if value is None else Decimal(value)]
    assert [by_rows(formula, rows), by_columns(formula, rows), by_sql(formula, rows)] == [wanted] * 3


EXTREMES = [
    " + ".join(["甲"] * 64),
    " * ".join(["甲"] * 64),
    " / ".join(["甲"] * 64),
    "-" * 63 + "甲",
    "(" * 31 + "甲" + " * 1.1)" * 31,
    "如果(甲 > 0, " * 62 + "1" + ", 甲)" * 62,
    *(f"{function}({', '.join(['甲'] * 499)})" for function in ("合计", "平均", "最大", "缺则")),
]


@pytest.mark.parametrize("text", EXTREMES, ids=range(len(EXTREMES)))
def test_formulas_as_deep_and_wide_as_they_may_be_run_everywhere(text: str) -> None:
    formula = read_formula(text, {"甲": NUMBER})
    rows = [{"甲": Decimal(value)} for value in ("1.5", "-2", "1e19")]
    expected = by_rows(formula, rows)
    assert by_columns(formula, rows) == expected
    assert by_sql(formula, rows) == expected


def test_every_back_end_knows_every_operator_and_function() -> None:
    functions = set(Function) - {Function.ROUND}  # its places are part of the call
    assert set(evaluating.FUNCTIONS) == set(columns.FUNCTIONS) == set(sql.FUNCTIONS) == functions
    assert set(evaluating.BINARIES) == set(columns.BINARIES) == set(Operator)
    assert set(sql.SIGNS) | {Operator.MULTIPLY, Operator.DIVIDE} == set(Operator)
