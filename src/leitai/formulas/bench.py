"""How fast formulas are read, evaluated row by row, and evaluated over a million rows."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import polars as pl

from leitai.formulas.columns import NUMBER, column
from leitai.formulas.evaluating import evaluate
from leitai.formulas.formula import read_formula
from leitai.formulas.kinds import Typed
from leitai.measure import Measure, best_seconds

TEXT: Final = "如果(缺失(计划) 或 计划 = 0, 0, 完成 / 计划 * 100)"
PLAIN: Final = "完成 / 计划 * 100"
NAMES: Final = {"完成": Typed.number("亿元"), "计划": Typed.number("亿元")}
TIMES: Final = 1000
ROWS: Final = 1_000_000
RUNS: Final = 5


def measures() -> Iterator[Measure]:
    """Formulas read and rows evaluated a second; seconds for a million rows against the same in plain Polars."""
    yield _rate("formulas.read", best_seconds(_read, RUNS))
    yield _rate("formulas.evaluate_row", best_seconds(_evaluate, RUNS))
    frame = _frame()
    formula = read_formula(PLAIN, NAMES)
    yield _against_polars("formulas.column_1e6", best_seconds(lambda: column(formula, frame), RUNS), frame)


def _read() -> None:
    for _ in range(TIMES):
        read_formula(TEXT, NAMES)


def _evaluate() -> None:
    formula = read_formula(TEXT, NAMES)
    row = {"完成": Decimal("12.5"), "计划": Decimal(40)}
    for _ in range(TIMES):
        evaluate(formula, row)


def _frame() -> pl.DataFrame:
    """A million rows without missing values or zeros, which plain Polars could not divide by."""
    numbers = pl.int_range(1, ROWS + 1, eager=True)
    return pl.DataFrame(
        {"完成": (numbers * 37 % 9973 + 1).cast(NUMBER), "计划": (numbers * 53 % 9967 + 1).cast(NUMBER)}
    )


def _rate(name: str, seconds: float) -> Measure:
    return Measure(name, TIMES / seconds, "1/s", None, None, RUNS)


def _against_polars(name: str, seconds: float, frame: pl.DataFrame) -> Measure:
    hundred = pl.lit(Decimal(100), dtype=NUMBER)
    floor = best_seconds(lambda: frame.select(pl.col("完成") / pl.col("计划") * hundred), RUNS)
    return Measure(name, seconds, "s", floor, seconds / floor, RUNS)
