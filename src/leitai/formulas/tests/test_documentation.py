"""The manual tells the truth: each of its examples is run, and it lists every function and limit."""

import doctest
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from leitai.formulas import formatting, kinds, limits, names, ordering
from leitai.formulas.errors import FormulaError
from leitai.formulas.evaluating import evaluate
from leitai.formulas.formula import read_formula
from leitai.formulas.functions import SIGNATURES
from leitai.formulas.kinds import BOOLEAN, NUMBER, TEXT, Typed, Value
from leitai.formulas.parsing import parse
from leitai.formulas.syntax import Reading

MANUAL = (Path(__file__).parents[4] / "docs" / "formulas.md").read_text("utf-8")
FAULTY = {
    "甲": NUMBER,
    "税收": Typed.number("万元"),
    "产值": Typed.number("亿元"),
    "达标": BOOLEAN,
    "类别": TEXT,
}


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)\n```", MANUAL, re.DOTALL)


def _examples() -> Iterator[tuple[str, str, str]]:
    for block in blocks("formula"):
        given, *lines = block.splitlines()
        for line in lines:
            text, _, result = line.partition(" → ")
            yield given, text, result


EXAMPLES = list(_examples())


def constant(text: str) -> tuple[Typed, Value]:
    if text == "缺失":
        return NUMBER, None
    formula = read_formula(text, {})
    return formula.typed, evaluate(formula, {})


def values(given: str) -> tuple[dict[str, Typed], dict[str, Value]]:
    """`甲 = 1, 上年同期(甲) = 2`: the kinds by name, the values by key."""
    types, found = {}, {}
    for part in re.split(r", (?=\S+ = )", given):
        name, _, written = part.partition(" = ")
        reading = parse(name)
        assert isinstance(reading, Reading)
        types[reading.name], found[reading.key] = constant(written)
    return types, found


@pytest.mark.parametrize(("given", "text", "result"), EXAMPLES, ids=[text for _, text, _ in EXAMPLES])
def test_an_example_has_the_value_that_the_manual_says(given: str, text: str, result: str) -> None:
    types, found = values(given)
    formula = read_formula(text, types)
    assert evaluate(formula, {key: found[key] for key in formula.kinds}) == constant(result)[1]


@pytest.mark.parametrize("line", [line for block in blocks("fault") for line in block.splitlines()])
def test_a_faulty_example_has_the_fault_that_the_manual_says(line: str) -> None:
    text, _, message = line.partition(" → ")
    with pytest.raises(FormulaError) as caught:
        read_formula(text, FAULTY)
    assert str(caught.value) == message


def test_the_code_of_the_manual_runs() -> None:
    (code,) = blocks("python")
    exec(code, {})  # noqa: S102 (our own manual)


@pytest.mark.parametrize("module", [formatting, kinds, names, ordering])
def test_the_examples_in_the_code_run(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


def test_the_manual_lists_every_function() -> None:
    for function, signature in SIGNATURES.items():
        assert f"| `{signature.usage}` | `{function.value}` | {signature.summary} |" in MANUAL


def test_the_manual_tells_every_limit() -> None:
    words = MANUAL.replace("\n", " ")
    for sentence in (
        f"at most {limits.LENGTH} characters, {limits.DEPTH} levels and {limits.PARTS} parts",
        f"at most {limits.DIGITS} digits and an exponent up to {limits.EXPONENT}",
        f"a text or name at most {limits.TEXT} characters; at most {limits.SHIFTS} functions of time",
        f"keeps {limits.SCALE} decimal places",
        f"reaches 10^{limits.RANGE.adjusted()}",
    ):
        assert sentence in words
