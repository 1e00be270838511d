"""The composite-indicator engine: usable without Django, without a clock, without I/O.

>>> from leitai.league.domain import Panel, compute, parse_scheme
"""

from leitai.league.domain.adjusting import Adjustment, Effect
from leitai.league.domain.computing import compute
from leitai.league.domain.faults import Fault, PanelError, SchemeError
from leitai.league.domain.kernel import compiled
from leitai.league.domain.panels import Panel
from leitai.league.domain.ranking import rank_rows
from leitai.league.domain.reading import parse_scheme
from leitai.league.domain.results import Note, Result
from leitai.league.domain.schemes import Direction, Leaf, Missing, Node, Scheme, TieConvention, Ties

__all__ = [
    "Adjustment",
    "Direction",
    "Effect",
    "Fault",
    "Leaf",
    "Missing",
    "Node",
    "Note",
    "Panel",
    "PanelError",
    "Result",
    "Scheme",
    "SchemeError",
    "TieConvention",
    "Ties",
    "compiled",
    "compute",
    "parse_scheme",
    "rank_rows",
]
