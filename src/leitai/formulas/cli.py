"""`leitai formula`: try a formula at the prompt, with the steps by which its value comes about."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

import click

from leitai.formulas.errors import FormulaError, Language
from leitai.formulas.evaluating import Given
from leitai.formulas.explaining import in_words, steps
from leitai.formulas.formula import Formula, names_in, read_formula
from leitai.formulas.kinds import Kind, Typed, Unit

TRUTHS = {"真": True, "true": True, "假": False, "false": False}


@click.command()
@click.argument("text")
@click.argument("figures", nargs=-1)
@click.option("--english", is_flag=True, help="Say it in English.")
def formula(text: str, figures: tuple[str, ...], english: bool) -> None:
    """Check a formula, read it aloud, and calculate it for FIGURES like 甲=8, 乙=120万元, 丙= (missing).

    Example: leitai formula "完成投资 / 计划投资 * 100" 完成投资=30 计划投资=80
    """
    language: Language = "en" if english else "zh"
    try:
        given = dict(_given(figures))
        names = {name: given[name][0] if name in given else Typed(Kind.NUMBER) for name in names_in(text)}
        read = read_formula(text, names)
    except FormulaError as error:
        raise click.ClickException(_pointed(text, error, english)) from error
    click.echo(in_words(read.tree, language))
    if given:
        for step in steps(read, {key: _value(key, read, given) for key in read.kinds}):
            click.echo(f"  {step.describe(language)}")


def _given(figures: Iterable[str]) -> Iterable[tuple[str, tuple[Typed, Given]]]:
    for figure in figures:
        name, sign, value = figure.partition("=")
        if not sign:
            raise click.UsageError(f"{figure!r} gives no figure: write name=value, such as 甲=8")
        yield name.strip(), _typed(value.strip())


def _typed(text: str) -> tuple[Typed, Given]:
    """A value with its kind: a number (with a unit or none), 真 or 假, a day, a text; nothing is a missing number."""
    if text in TRUTHS:
        return Typed(Kind.BOOLEAN), TRUTHS[text]
    number = text.rstrip("%").lstrip("+-0123456789.")
    try:
        value = Decimal(text.removesuffix(number)) if text else None
    except InvalidOperation:
        return _day_or_text(text)
    return Typed(Kind.NUMBER, Unit.of(number) if number else None), value


def _day_or_text(text: str) -> tuple[Typed, Given]:
    try:
        return Typed(Kind.DATE), date.fromisoformat(text)
    except ValueError:
        return Typed(Kind.TEXT), text


def _value(key: str, read: Formula, given: dict[str, tuple[Typed, Given]]) -> Given:
    """The figure of a reading; one that is shifted in time is given by its whole key, like 上年同期(甲)=7."""
    name = next(reading.name for reading in read.readings if reading.key == key)
    found = given.get(key) or (given.get(name) if key == name else None)
    return found[1] if found else None


def _pointed(text: str, error: FormulaError, english: bool) -> str:
    """The formula with a mark under the faulty place, and what to do."""
    place = text[: error.span.start]
    indent = sum(2 if ord(sign) > 0x2E80 else 1 for sign in place)
    return f"{error.describe('en' if english else 'zh')}\n  {text}\n  {' ' * indent}^"
