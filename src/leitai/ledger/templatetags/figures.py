"""How a figure is written on a page: number, unit, mark of generated ones, link to its fact."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django import template
from django.utils.formats import number_format

from leitai.languages import in_english
from leitai.ledger.domain import writing
from leitai.ledger.domain.facts import Comparator, EvidenceKind
from leitai.ledger.models import Fact, Indicator
from leitai.ledger.queries import unit_behind_number, unit_named

register = template.Library()
for _plain in (writing.fixed, writing.tenth, writing.unlocalized):
    register.filter(_plain.__name__, _plain)
_BEFORE = {
    Comparator.MORE: ">",
    Comparator.AT_LEAST: "≥",
    Comparator.LESS: "<",
    Comparator.AT_MOST: "≤",
}


@register.filter
def written(value: Decimal | float | None, decimals: int) -> str:
    """A number with thousands parted and so many decimals at most; an en dash where there is none."""
    if value is None:
        return "–"
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    return number_format(exact, decimal_pos=decimals, use_l10n=True, force_grouping=True)


@register.filter
def figure(fact: Fact) -> str:
    """A fact's value with comparator, range and unit: `≥ 20 %`, `10–20 万元`."""
    places = max(0, min(fact.indicator.decimals, 8))
    low = written(fact.value, _places(fact.value, places))
    before = _BEFORE.get(Comparator(fact.comparator), "")
    number = f"{low}–{written(fact.value_max, _places(fact.value_max, places))}" if fact.value_max is not None else low
    return f"{before}{' ' if before else ''}{number} {behind_number(fact.indicator.unit)}"


@register.filter
def measure(unit: str) -> str:
    """A unit of measure in the reader's language: 亿元, or 100 million yuan."""
    return unit_named(str(unit))


@register.filter
def behind_number(unit: str) -> str:
    """The same behind a number; in brackets where it begins with a number itself: 3.27 (100 million yuan)."""
    return unit_behind_number(str(unit))


def _places(value: Decimal | None, places: int) -> int:
    """As many decimals as the indicator shows, more where the figure was given with more."""
    if value is None:
        return places
    exponent = value.normalize().as_tuple().exponent
    return max(places, -exponent if isinstance(exponent, int) else 0)


@register.filter
def generated(fact: Fact | None) -> bool:
    """Whether a fact's figure was generated for the demonstration."""
    return fact is not None and fact.source.kind == EvidenceKind.GENERATED


@register.filter
def named(subject: Indicator | Any) -> str:
    """The name in the reader's language, of anything that has `name` and `name_en`."""
    return str(getattr(subject, "name_en", "") or subject.name) if in_english() else str(subject.name)


@register.filter
def titled(subject: Any) -> str:
    """The title in the reader's language, of anything that has `title` and `title_en`."""
    return str(getattr(subject, "title_en", "") or subject.title) if in_english() else str(subject.title)


@register.filter
def item(sequence: Any, index: Any) -> Any:
    """The element at an index or key; None where there is none."""
    try:
        return sequence[index]
    except (IndexError, KeyError, TypeError):
        return None


@register.filter
def normal(value: Decimal | str | None) -> str:
    """A number with as many decimals as it was given with, thousands parted; "" is what templates say of nothing."""
    return "–" if value is None or isinstance(value, str) else written(value, _places(value, 0))


@register.filter
def absolute(value: float) -> float:
    """The number without its sign."""
    return abs(value)


@register.filter
def percent(share: float) -> str:
    """A share as a percentage, one decimal where it is not whole."""
    hundredths = 100 * share
    return f"{written(hundredths, 0 if abs(hundredths - round(hundredths)) < 0.05 else 1)} %"
