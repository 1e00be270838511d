"""A phrase that somebody matches is learned, waits for a decision, and only then is used."""

from datetime import date

import pytest

from leitai.accounts.domain import Actor
from leitai.intake import extraction
from leitai.intake.phrase_forms import IndicatorForm
from leitai.ledger import queries, services
from leitai.ledger.domain.catalogue import load_catalogue

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("tests")
TEXT = "2019年一季度，我镇夜间灯光秀收入3.5亿元。"


@pytest.fixture(autouse=True)
def _catalogue():
    services.load_catalogue(actor=SYSTEM, specs=load_catalogue())


def read() -> str | None:
    (figure,) = extraction.proposals_of(TEXT, published=date(2019, 4, 23), submitter="330327104000")
    return figure.indicator


def learned(phrase: str, code: str = "trade_sales"):
    return services.propose_alias(actor=SYSTEM, indicator=queries.indicator(code), phrase=phrase)


def test_a_learned_phrase_is_not_used_before_it_is_accepted():
    alias = learned("夜间灯光秀收入")
    assert read() != "trade_sales"
    services.decide_alias(actor=SYSTEM, alias=alias, accepted=True)
    assert read() == "trade_sales"


def test_a_refused_phrase_is_gone():
    services.decide_alias(actor=SYSTEM, alias=learned("夜间灯光秀收入"), accepted=False)
    assert not queries.learned_aliases().exists()


def test_a_phrase_has_one_meaning():
    with pytest.raises(services.PhraseTakenError, match="财政总收入"):
        services.decide_alias(actor=SYSTEM, alias=learned("财政收入总额"), accepted=True)


def form(**changed) -> IndicatorForm:
    given = {
        "name": "夜间灯光秀收入",
        "code": "night_show_income",
        "name_en": "Income of the light show",
        "definition": "门票与经营收入。",
        "definition_en": "Tickets and trade.",
        "unit": "亿元",
        "decimals": 2,
        "dimension": "quality",
        "direction": "higher",
        "periodicity": "quarter",
        "rollup_divisions": "sum",
        "rollup_time": "sum",
        "owner": "市文旅局",
    }
    return IndicatorForm(given | changed, today=date(2019, 1, 1))


def test_a_phrase_becomes_an_indicator_that_extraction_knows():
    filled = form()
    assert filled.is_valid(), filled.errors
    services.load_catalogue(actor=SYSTEM, specs=[filled.spec])
    assert read() == "night_show_income"


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"code": "Night Show"}, "__all__"), ({"code": "trade_sales"}, "code"), ({"name": "财政总收入"}, "name")],
)
def test_an_indicator_that_cannot_be_is_refused(changed, field):
    filled = form(**changed)
    assert not filled.is_valid()
    assert field in filled.errors
