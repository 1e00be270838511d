"""The empty deck: 16:9, our theme, one master, a layout for the cover and one for all other slides.

It starts from the presentation that python-pptx brings, so no file is kept beside the code.
"""

from functools import cache
from io import BytesIO

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RELATION
from pptx.opc.package import Part
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from leitai.meetings.rendering import masters
from leitai.meetings.rendering.elements import Element, descendant
from leitai.meetings.rendering.look import EAST_ASIAN_FONT, LATIN_FONT, PAGE_HEIGHT, PAGE_WIDTH, THEME_COLOURS

COVER, CONTENT = 0, 1
_KEPT = ("Title Slide", "Title Only")
_FOREIGN = (RELATION.THUMBNAIL, RELATION.PRINTER_SETTINGS)


def empty_deck() -> Deck:
    """A new deck without slides, with our master and layouts."""
    return Presentation(BytesIO(_template()))


@cache
def _template() -> bytes:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(PAGE_WIDTH), Pt(PAGE_HEIGHT)
    _drop_what_is_not_ours(deck)
    _set_theme(deck.slide_master.part)
    _set_theme(deck.notes_master.part)
    masters.draw_master(deck.slide_master._element)
    masters.draw_cover(deck.slide_layouts[COVER]._element)
    masters.draw_content(deck.slide_layouts[CONTENT]._element)
    target = BytesIO()
    deck.save(target)
    return target.getvalue()


def _drop_what_is_not_ours(deck: Deck) -> None:
    for layout in list(deck.slide_layouts):
        if layout.name not in _KEPT:
            deck.slide_layouts.remove(layout)
    for owner in (deck.part, deck.part.package):
        for key, relation in list(owner._rels.items()):
            if relation.reltype in _FOREIGN:
                owner._rels.pop(key)


def _set_theme(owner: Part) -> None:
    part = owner.part_related_by(RELATION.THEME)
    theme: Element = etree.fromstring(part.blob)
    theme.set("name", "Leitai")
    for name, colour in THEME_COLOURS.items():
        place = descendant(descendant(theme, ".//a:clrScheme"), f"a:{name}")
        place.clear()
        etree.SubElement(place, qn("a:srgbClr"), val=colour)
    for family in ("major", "minor"):
        _set_fonts(descendant(theme, f".//a:{family}Font"))
    _replace(part, etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True))


def _set_fonts(family: Element) -> None:
    descendant(family, "a:latin").set("typeface", LATIN_FONT)
    descendant(family, "a:ea").set("typeface", EAST_ASIAN_FONT)
    for script in family.findall(qn("a:font")):
        if script.get("script") == "Hans":
            script.set("typeface", EAST_ASIAN_FONT)


def _replace(part: Part, blob: bytes) -> None:
    if hasattr(part, "_element"):
        part._element = etree.fromstring(blob)
    else:
        part._blob = blob
