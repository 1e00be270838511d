"""The command that tries a formula."""

import pytest
from click.testing import CliRunner, Result

from leitai.formulas.cli import formula


def run(*arguments: str) -> Result:
    return CliRunner().invoke(formula, arguments)


def test_it_tells_every_step_and_the_value():
    said = run("完成投资 / 计划投资 * 100", "完成投资=30", "计划投资=80")
    assert said.exit_code == 0
    assert said.output.splitlines()[-1].endswith("= 37.5")


def test_without_figures_it_only_reads_aloud():
    assert run("甲 + 乙").output == "甲加上乙\n"


@pytest.mark.parametrize(
    ("text", "figures", "last"),
    [
        ("(甲 - 上年同期(甲)) / 上年同期(甲)", ("甲=8", "上年同期(甲)=5"), "= 0.6"),
        ("如果(甲, 1, 0)", ("甲=真",), "= 1"),
        ('甲 = "街道"', ("甲=街道",), "= 是"),
        ("年份(甲)", ("甲=2019-04-25",), "= 2019"),
        ("甲 / 乙", ("甲=8万元", "乙="), "（因所用的数缺失）"),
    ],
)
def test_figures_of_every_kind(text: str, figures: tuple[str, ...], last: str):
    assert run(text, *figures).output.rstrip().endswith(last)


def test_a_fault_is_pointed_at_with_its_remedy():
    said = run("甲+乙", "甲=8亩", "乙=9万元")
    assert said.exit_code == 1
    assert "亩" in said.output
    assert said.output.rstrip().endswith("^")
    assert run("甲", "8").exit_code == 2
