"""Writing on a slide: runs, paragraphs, text boxes, panels and the mark of generated figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Pt

from leitai.meetings.domain.text import ems, fit
from leitai.meetings.domain.wording import Wording
from leitai.meetings.rendering.elements import Element, element_of
from leitai.meetings.rendering.look import Box, Ink

MARK = "※"
MARK_SIZE = 12.0
MARK_HEIGHT = 20.0
BOLD = 0.93  # of the room: bold letters are wider

_PARAGRAPH, _RUN, _LOOK, _TEXT = (qn(f"a:{name}") for name in ("p", "r", "rPr", "t"))
_FILL, _COLOUR = qn("a:solidFill"), qn("a:schemeClr")
_ALIGN = {PP_ALIGN.LEFT: "l", PP_ALIGN.CENTER: "ctr", PP_ALIGN.RIGHT: "r"}


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look; `size` in points."""

    text: str
    size: float = 16
    ink: Ink = Ink.TEXT
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `after` is the room beneath it in points."""

    runs: tuple[Run, ...]
    align: PP_ALIGN = PP_ALIGN.LEFT
    after: float = 0


def line(text: str, size: float = 16, ink: Ink = Ink.TEXT, *, bold: bool = False, after: float = 0) -> Line:
    """A paragraph of one run."""
    return Line((Run(text, size, ink, bold),), after=after)


def marked(title: str, labels: Sequence[str], generated: Sequence[bool]) -> tuple[str, tuple[str, ...]]:
    """A chart's title and its labels with the mark of generated figures: once at the title where all are generated."""
    if generated and all(generated):
        return f"{title} {MARK}", tuple(labels)
    return title, tuple(label + (MARK if made else "") for label, made in zip(labels, generated, strict=True))


def write(frame: TextFrame, lines: Iterable[Line], words: Wording) -> None:
    """Fill a text frame with paragraphs. Written as XML: the library's way takes several times as long."""
    body = element_of(frame)
    for old in body.findall(_PARAGRAPH):
        body.remove(old)
    for content in lines:
        _paragraph(body, content, words)


def _paragraph(body: Element, content: Line, words: Wording) -> None:
    paragraph = etree.SubElement(body, _PARAGRAPH)
    look = etree.SubElement(paragraph, qn("a:pPr"), algn=_ALIGN[content.align])
    after = etree.SubElement(look, qn("a:spcAft"))
    etree.SubElement(after, qn("a:spcPts"), val=str(round(content.after * 100)))
    for run in content.runs:
        letters = etree.SubElement(paragraph, _RUN)
        _paint(letters, run, words)
        etree.SubElement(letters, _TEXT).text = run.text


def _paint(letters: Element, run: Run, words: Wording) -> None:
    """Size, weight, colour and language. The language picks the Chinese shapes of shared characters."""
    look = etree.SubElement(letters, _LOOK, lang=words.language)
    if words.language != "zh-CN":
        look.set("altLang", "zh-CN")
    look.set("sz", str(round(run.size * 100)))
    look.set("b", str(int(run.bold)))
    etree.SubElement(etree.SubElement(look, _FILL), _COLOUR, val=str(run.ink.value.xml_value))


def caption(slide: Slide, box: Box, text: str, words: Wording) -> Shape:
    """What a chart shows, on one line above it."""
    fitted = fit(text, width=box.width, lines=1, sizes=(16, 15, 14, 13, 12))
    return text_box(slide, box.head(26), (line(fitted.text, fitted.size, Ink.MUTED, bold=True),), words)


def text_box(
    slide: Slide, box: Box, lines: Iterable[Line], words: Wording, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP
) -> Shape:
    """Text without a frame."""
    shape = slide.shapes.add_textbox(*box.lengths)
    _frame(shape.text_frame, anchor, 0, 0)
    write(shape.text_frame, lines, words)
    return shape


def panel(
    slide: Slide,
    box: Box,
    lines: Iterable[Line],
    words: Wording,
    anchor: MSO_ANCHOR = MSO_ANCHOR.TOP,
    *,
    padding: tuple[float, float] = (16, 12),
) -> Shape:
    """Text on a quiet ground; `padding` across and down in points."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.lengths)
    _ground(shape, Ink.PANEL)
    _frame(shape.text_frame, anchor, *padding)
    write(shape.text_frame, lines, words)
    return shape


def bar(slide: Slide, box: Box, ink: Ink) -> Shape:
    """A block of colour that says nothing."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *box.lengths)
    _ground(shape, ink)
    return shape


def mark_generated(slide: Slide, right: float, top: float, words: Wording, text: str = "") -> Shape:
    """The mark of generated figures, its right upper corner at `right`, `top`."""
    said = text or words.generated
    width = ems(said) * MARK_SIZE + 14
    box = Box(right - width, top, width, MARK_HEIGHT)
    shape = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *box.lengths)
    shape.name = words.generated
    _unstyle(shape)
    shape.fill.solid()
    shape.fill.fore_color.theme_color = Ink.PAPER.value
    shape.line.color.theme_color = Ink.ACCENT.value
    shape.line.width = Pt(1)
    _frame(shape.text_frame, MSO_ANCHOR.MIDDLE, 2, 0)
    shape.text_frame.word_wrap = False
    write(shape.text_frame, (Line((Run(said, MARK_SIZE, Ink.ACCENT, bold=True),), PP_ALIGN.CENTER),), words)
    return shape


def _unstyle(shape: Shape) -> None:
    """Without the theme's style, which brings a shadow and white letters."""
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)


def _ground(shape: Shape, ink: Ink) -> None:
    _unstyle(shape)
    shape.fill.solid()
    shape.fill.fore_color.theme_color = ink.value
    shape.line.fill.background()


def _frame(frame: TextFrame, anchor: MSO_ANCHOR, across: float, down: float) -> None:
    frame.word_wrap = True
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = Pt(across)
    frame.margin_top = frame.margin_bottom = Pt(down)
