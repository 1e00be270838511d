"""The form for the rules between the figures of a data set: each with its formula, how grave it is and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitai.formulas import limits
from leitai.formulas.errors import FormulaError, Language
from leitai.formulas.explaining import in_words
from leitai.intake.domain.checks.findings import Severity
from leitai.intake.domain.datasets import DataSetSpec, RuleSpec, read_rule
from leitai.intake.wording import SEVERITIES
from leitai.languages import in_english
from leitai.ledger import queries as ledger
from leitai.ledger.domain.catalogue import WHOLE_CODE

MOST_RULES, BLANK_RULES = 60, 2
PREFIX = "rules"


@dataclass(frozen=True, slots=True)
class Said:
    """What a formula says in plain words, or what is wrong with it and where."""

    words: str = ""
    fault: str = ""


def said_of(formula: str, units: Mapping[str, str]) -> Said:
    """A rule's formula read aloud in the reader's language; an empty one says nothing. `units` by indicator's name."""
    if not formula.strip():
        return Said()
    language: Language = "en" if in_english() else "zh"
    try:
        return Said(words=in_words(read_rule(formula, units).tree, language))
    except FormulaError as error:
        return Said(fault=error.describe(language))


def units_of_today() -> dict[str, str]:
    """The unit of measure of every indicator by its Chinese name."""
    return dict(ledger.indicators().values_list("name", "unit"))


class RuleForm(forms.Form):
    """One rule: it holds where its formula is true, and says nothing where a figure is missing."""

    formula = forms.CharField(
        label=gettext_lazy("Formula"),
        max_length=limits.LENGTH,
        widget=forms.TextInput(
            attrs={
                "hx-get": reverse_lazy("intake:check-rule"),
                "hx-trigger": "input changed delay:350ms",
                "hx-target": "next .rule-said",
                "hx-sync": "this:replace",
                "spellcheck": "false",
                "autocomplete": "off",
            }
        ),
    )
    severity = forms.ChoiceField(
        label=gettext_lazy("How grave"), choices=list(SEVERITIES.items()), initial=Severity.ERROR.value
    )
    code = forms.RegexField(WHOLE_CODE, label=gettext_lazy("Code"), max_length=60)
    words = forms.CharField(label=gettext_lazy("What it says"), max_length=300)
    words_en = forms.CharField(label=gettext_lazy("What it says in English"), max_length=300)

    def __init__(self, *args: Any, units: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units

    @cached_property
    def said(self) -> Said:
        """What the formula says as it stands in the form."""
        return said_of(str(self["formula"].value() or ""), self.units)

    def clean_formula(self) -> str:
        """The formula, read anew where it was changed: one that was kept means what it meant."""
        formula: str = self.cleaned_data["formula"]
        if "formula" in self.changed_data and (fault := said_of(formula, self.units).fault):
            raise forms.ValidationError(fault)
        return formula

    @property
    def kept(self) -> bool:
        """Whether it is a rule that holds on."""
        return bool(self.cleaned_data.get("formula")) and not self.cleaned_data.get("DELETE")

    @property
    def rule(self) -> RuleSpec:
        """The rule of a valid form."""
        data = self.cleaned_data
        severity = Severity(data["severity"])
        return RuleSpec(data["code"], data["formula"], severity, data["words"], data["words_en"])


if TYPE_CHECKING:
    _Forms = BaseFormSet[RuleForm]
else:
    _Forms = BaseFormSet


class RulesForm(_Forms):
    """All rules of a data set, and blank ones for new."""

    def clean(self) -> None:
        """Every rule has a code of its own."""
        if any(form.errors for form in self.forms if not form.cleaned_data.get("DELETE")):
            return
        codes = [rule.code for rule in self.rules()]
        if again := sorted({code for code in codes if codes.count(code) > 1}):
            raise forms.ValidationError(_("Two rules have the code %(code)s: give each its own.") % {"code": again[0]})

    def rules(self) -> tuple[RuleSpec, ...]:
        """The rules of the valid form, in their order."""
        return tuple(form.rule for form in self.forms if form.kept)


_FORMS = formset_factory(
    RuleForm,
    formset=RulesForm,
    extra=BLANK_RULES,
    max_num=MOST_RULES,
    absolute_max=MOST_RULES,
    validate_max=True,
    can_delete=True,
)


def rules_form(data: Any, spec: DataSetSpec | None) -> RulesForm:
    """The rules of a data set as forms, with blank ones behind; unbound where nothing of them was sent."""
    sent = data if data and f"{PREFIX}-TOTAL_FORMS" in data else None
    units = _units_of_before(spec) | units_of_today()
    made = _FORMS(sent, initial=_initial(spec), prefix=PREFIX, form_kwargs={"units": units})
    return cast("RulesForm", made)


def _initial(spec: DataSetSpec | None) -> list[dict[str, str]]:
    names = ("code", "formula", "severity", "words", "words_en")
    return [{name: str(getattr(rule, name)) for name in names} for rule in (spec.rules if spec else ())]


def _units_of_before(spec: DataSetSpec | None) -> dict[str, str]:
    """The units behind the names that rules read as the catalogue had them when the terms were set."""
    codes = dict(spec.names) if spec else {}
    units = dict(ledger.indicators().filter(code__in=codes.values()).values_list("code", "unit"))
    return {name: units[code] for name, code in codes.items() if code in units}
