"""The tree as pure values: kinds, codes, and the tree that comes with the package."""

from leitai.divisions.domain.kinds import TOWNSHIP_LEVEL, CodeError, Kind, full_code, kind_of
from leitai.divisions.domain.tree import Place, TreeError, load_tree

__all__ = ["TOWNSHIP_LEVEL", "CodeError", "Kind", "Place", "TreeError", "full_code", "kind_of", "load_tree"]
