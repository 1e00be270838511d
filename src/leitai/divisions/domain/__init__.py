"""The tree as pure values: kinds, codes, the tree that comes with the package, and what changes it."""

from leitai.divisions.domain.carrying import Carried, DatedLink, carried
from leitai.divisions.domain.changes import Change, ChangeKind, Link, Newcomer, Outcome, applied, outcome, tree_on
from leitai.divisions.domain.kinds import TOWNSHIP_LEVEL, CodeError, Kind, full_code, kind_of
from leitai.divisions.domain.names import english_name, english_names, specific_part
from leitai.divisions.domain.refusals import ChangeError, Fault
from leitai.divisions.domain.tree import Place, TreeError, load_tree

__all__ = [
    "TOWNSHIP_LEVEL", "Carried", "Change", "ChangeError", "ChangeKind", "CodeError", "DatedLink", "Fault", "Kind",
    "Link", "Newcomer", "Outcome", "Place", "TreeError", "applied", "carried", "english_name", "english_names",
    "full_code", "kind_of", "load_tree", "outcome", "specific_part", "tree_on",
]  # fmt: skip
