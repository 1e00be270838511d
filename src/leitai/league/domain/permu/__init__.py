"""Per-mu evaluation of enterprises (亩均论英雄): the second use of the engine."""

from leitai.league.domain.permu.enterprises import Enterprise, check_codes
from leitai.league.domain.permu.evaluating import Evaluation, Veto, evaluate
from leitai.league.domain.permu.rules import Exemption, Item, Population, Rules, parse_rules
from leitai.league.domain.permu.townships import TownshipFigure, township_figures

__all__ = [
    "Enterprise",
    "Evaluation",
    "Exemption",
    "Item",
    "Population",
    "Rules",
    "TownshipFigure",
    "Veto",
    "check_codes",
    "evaluate",
    "parse_rules",
    "township_figures",
]
