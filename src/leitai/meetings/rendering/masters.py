"""The shapes of the master and of its two layouts, written as the XML that they are."""

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from leitai.meetings.rendering.elements import Element, descendant
from leitai.meetings.rendering.look import (
    BODY,
    FOOTER,
    LEAD,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_NUMBER,
    PAGE_WIDTH,
    TITLE,
    Box,
)

LEAD_INDEX = 13
FOOTER_INDEX = 11
NUMBER_INDEX = 12
COVER_TITLE = Box(96, 152, 768, 92)
COVER_LEAD = Box(96, 250, 768, 44)
COVER_FOOTER = Box(96, 488, 520, 24)

_FOOTER = f'type="ftr" sz="quarter" idx="{FOOTER_INDEX}"'
_NUMBER = f'type="sldNum" sz="quarter" idx="{NUMBER_INDEX}"'


def draw_master(master: Element) -> None:
    """Title, body, footer and number of every slide, with their styles."""
    _clear(master)
    _draw(
        master,
        _placeholder(2, "标题", 'type="title"', TITLE, _level(30, "tx1", bold=True)),
        _placeholder(3, "正文", 'type="body" idx="1"', BODY, _level(20, "tx1")),
        _placeholder(4, "页脚", 'type="ftr" sz="quarter" idx="3"', FOOTER, _level(12, "tx2")),
        _number(5, 'type="sldNum" sz="quarter" idx="4"', PAGE_NUMBER, "tx2"),
    )
    _plain_styles(master)


def draw_cover(layout: Element) -> None:
    """The cover: white on ink, with a band of the accent."""
    _clear(layout)
    layout.cSld.set("name", "封面")
    _paint_background(layout, "tx1")
    _draw(
        layout,
        _block(7, Box(0, 0, 20, PAGE_HEIGHT), "accent1"),
        _block(8, Box(96, 132, 72, 5), "accent1"),
        _placeholder(2, "标题", 'type="ctrTitle"', COVER_TITLE, _level(54, "bg1", bold=True)),
        _placeholder(3, "副标题", 'type="subTitle" idx="1"', COVER_LEAD, _level(24, "bg1")),
        _placeholder(4, "页脚", _FOOTER, COVER_FOOTER, _level(12, "accent3")),
        _number(5, _NUMBER, PAGE_NUMBER, "accent3"),
    )


def draw_content(layout: Element) -> None:
    """All other slides: title, a sentence under it, room, footer and number."""
    _clear(layout)
    layout.cSld.set("name", "内容")
    layout.attrib.pop("type", None)
    _draw(
        layout,
        _block(7, Box(MARGIN, TITLE.top + 7, 5, 64), "accent1"),
        _block(8, Box(MARGIN, FOOTER.top - 5, PAGE_WIDTH - 2 * MARGIN, 0.75), "accent3"),
        _placeholder(2, "标题", 'type="title"', TITLE, ""),
        _placeholder(3, "要点", f'type="body" sz="quarter" idx="{LEAD_INDEX}"', LEAD, _level(18, "tx2")),
        _placeholder(4, "页脚", _FOOTER, FOOTER, ""),
        _number(5, _NUMBER, PAGE_NUMBER, "tx2"),
    )


def _clear(owner: Element) -> None:
    tree = owner.cSld.spTree
    for shape in tree.findall(qn("p:sp")):
        tree.remove(shape)


def _draw(owner: Element, *shapes: str) -> None:
    for shape in shapes:
        owner.cSld.spTree.append(parse_xml(shape))


def _paint_background(layout: Element, colour: str) -> None:
    painted = f"<p:bg {nsdecls('p', 'a')}><p:bgPr>{_fill(colour)}<a:effectLst/></p:bgPr></p:bg>"
    layout.cSld.insert(0, parse_xml(painted))


def _plain_styles(master: Element) -> None:
    """No bullets, no indents: lists in our decks are drawn as cards and tables."""
    for name in ("titleStyle", "bodyStyle"):
        for level in descendant(descendant(master, "p:txStyles"), f"p:{name}"):
            _plain_level(level)


def _plain_level(level: Element) -> None:
    level.set("marL", "0")
    level.set("indent", "0")
    level.set("algn", "l")
    for mark in (*level.findall(qn("a:buFont")), *level.findall(qn("a:buChar"))):
        level.remove(mark)
    if level.find(qn("a:buNone")) is None:
        descendant(level, "a:defRPr").addprevious(etree.Element(qn("a:buNone")))


def _placeholder(number: int, name: str, kind: str, box: Box, levels: str) -> str:
    return (
        f"<p:sp {nsdecls('p', 'a')}>{_names(number, name, f'<p:ph {kind}/>')}<p:spPr>{_place(box)}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle>{levels}</a:lstStyle><a:p><a:endParaRPr lang="zh-CN"/></a:p></p:txBody></p:sp>'
    )


def _number(number: int, kind: str, box: Box, colour: str) -> str:
    return (
        f"<p:sp {nsdecls('p', 'a')}>{_names(number, '页码', f'<p:ph {kind}/>')}<p:spPr>{_place(box)}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>'
        f"<a:lstStyle>{_level(12, colour, align='r')}</a:lstStyle><a:p>"
        f'<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">'
        f'<a:rPr lang="zh-CN"/><a:t>‹#›</a:t></a:fld>'
        f'<a:endParaRPr lang="zh-CN"/></a:p></p:txBody></p:sp>'
    )


def _block(number: int, box: Box, colour: str) -> str:
    return (
        f"<p:sp {nsdecls('p', 'a')}>{_names(number, '线', '', drawing_only=True)}"
        f'<p:spPr>{_place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_fill(colour)}<a:ln><a:noFill/></a:ln>'
        f"</p:spPr></p:sp>"
    )


def _names(number: int, name: str, placeholder: str, *, drawing_only: bool = False) -> str:
    locks = "" if drawing_only else '<a:spLocks noGrp="1"/>'
    return (
        f'<p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr>{locks}</p:cNvSpPr>'
        f"<p:nvPr>{placeholder}</p:nvPr></p:nvSpPr>"
    )


def _place(box: Box) -> str:
    left, top, width, height = box.lengths
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'


def _level(size: float, colour: str, *, bold: bool = False, align: str = "l") -> str:
    weight = ' b="1"' if bold else ""
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:buNone/>'
        f'<a:defRPr sz="{int(size * 100)}"{weight}>{_fill(colour)}</a:defRPr></a:lvl1pPr>'
    )
