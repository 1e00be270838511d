"""The edge to python-pptx: its elements carry attributes that its own types do not tell of, so they are Any here."""

from typing import Any

from pptx.oxml.ns import qn

Element = Any


def element_of(drawn: Any) -> Element:
    """The XML behind a slide, shape, font or table."""
    return drawn._element


def descendant(owner: Element, path: str) -> Element:
    """The first element at `path` (`p:txStyles`, `.//a:clrScheme`) in `owner`. Raises LookupError where there is none.

    >>> from lxml import etree
    >>> descendant(etree.fromstring('<b xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'), "a:ea")
    Traceback (most recent call last):
    LookupError: no a:ea in b: the template of python-pptx is not the one this room was written for
    """
    start, _, name = path.rpartition("/")
    found = owner.find(f"{start}/{qn(name)}" if start else qn(name))
    if found is None:
        raise LookupError(
            f"no {path} in {owner.tag}: the template of python-pptx is not the one this room was written for"
        )
    return found


def describe(frame: Any, alternative: str) -> None:
    """Say in words what a chart or a table shows, for those who cannot see it."""
    element_of(frame).nvGraphicFramePr.cNvPr.set("descr", alternative)
