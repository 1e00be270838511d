"""Which subtrees a root or a proof needs, as ranges of leaves. No hash is touched here.

A range [begin, end) stands for the subtree over these leaves: begin is a multiple of the power of two that its size
is rounded up to, so that every range falls into perfect subtrees in one way only.
"""

from dataclasses import dataclass


class SizeError(ValueError):
    """An index or a size that a tree of this size does not have."""

    def __init__(self, what: str, least: int, value: int, most: int) -> None:
        super().__init__(f"{what} {value} cannot be proven: give one from {least} to {most}")


@dataclass(frozen=True, slots=True)
class Span:
    """The leaves from `begin` to before `end`."""

    begin: int
    end: int

    @property
    def size(self) -> int:
        """How many leaves."""
        return self.end - self.begin

    @property
    def is_perfect(self) -> bool:
        """Whether the subtree is full: a power of two of leaves."""
        return self.size & (self.size - 1) == 0

    @property
    def level(self) -> int:
        """The height of a perfect subtree: 0 for a leaf."""
        return self.size.bit_length() - 1

    def halves(self) -> "tuple[Span, Span]":
        """The two children: the left one holds the largest power of two smaller than the size.

        >>> Span(0, 7).halves()
        (Span(begin=0, end=4), Span(begin=4, end=7))
        """
        middle = self.begin + (1 << ((self.size - 1).bit_length() - 1))
        return Span(self.begin, middle), Span(middle, self.end)

    def perfect_parts(self) -> "list[Span]":
        """The perfect subtrees that it falls into, from left to right.

        >>> [part.size for part in Span(0, 7).perfect_parts()]
        [4, 2, 1]
        """
        parts, rest = [], self
        while not rest.is_perfect:
            full, rest = rest.halves()
            parts.append(full)
        return [*parts, rest]


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The subtrees whose hashes prove that leaf `index` is in the tree of `size`, from the leaf up (RFC 9162 §2.1.3.1).

    >>> [(span.begin, span.end) for span in inclusion_spans(3, 7)]
    [(2, 3), (0, 2), (4, 7)]
    """
    if not 0 <= index < size:
        raise SizeError("leaf", 0, index, size - 1)
    path, here = [], Span(0, size)
    while here.size > 1:
        left, right = here.halves()
        here, beside = (left, right) if index < left.end else (right, left)
        path.append(beside)
    return path[::-1]


def consistency_spans(first: int, second: int) -> list[Span]:
    """The subtrees whose hashes prove that the tree of `second` begins with the tree of `first` (RFC 9162 §2.1.4.1).

    >>> [(span.begin, span.end) for span in consistency_spans(3, 7)]
    [(2, 3), (3, 4), (0, 2), (4, 7)]
    """
    if not 0 < first <= second:
        raise SizeError("size", 1, first, second)
    path, here, whole = [], Span(0, second), True
    while first != here.end:
        left, right = here.halves()
        here, beside = (left, right) if first <= left.end else (right, left)
        whole = whole and here.begin == 0
        path.append(beside)
    return ([] if whole else [here]) + path[::-1]
