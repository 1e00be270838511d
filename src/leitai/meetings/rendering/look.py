"""How a deck looks: its page, colours, typefaces and sizes. Lengths are points; the page is 16:9."""

from dataclasses import dataclass
from enum import Enum

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Length, Pt

PAGE_WIDTH = 960.0
PAGE_HEIGHT = 540.0
MARGIN = 48.0

# Families that are there where officials open decks; elsewhere both fall back to a sans of the same widths.
# Figures of this Latin family are all of one width.
LATIN_FONT = "Arial"
EAST_ASIAN_FONT = "Microsoft YaHei"


class Ink(Enum):
    """The colours, as places of the theme, so that whoever edits a deck can change them all at once."""

    TEXT = MSO_THEME_COLOR.TEXT_1
    MUTED = MSO_THEME_COLOR.TEXT_2
    PAPER = MSO_THEME_COLOR.BACKGROUND_1
    PANEL = MSO_THEME_COLOR.BACKGROUND_2
    ACCENT = MSO_THEME_COLOR.ACCENT_1
    PEER = MSO_THEME_COLOR.ACCENT_2
    RULE = MSO_THEME_COLOR.ACCENT_3


THEME_COLOURS = {
    "dk1": "1F2937",
    "lt1": "FFFFFF",
    "dk2": "5B6472",
    "lt2": "F6F7F9",
    "accent1": "C0392B",
    "accent2": "A9B1BC",
    "accent3": "D9DDE3",
    "accent4": "374151",
    "accent5": "7B8794",
    "accent6": "8E2A20",
    "hlink": "C0392B",
    "folHlink": "8E2A20",
}


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the page in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def lengths(self) -> tuple[Length, Length, Length, Length]:
        """Left, top, width and height as the drawing library wants them."""
        return Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height)

    def inset(self, across: float, down: float) -> "Box":
        """The box within, with a margin left and right, above and below."""
        return Box(self.left + across, self.top + down, self.width - 2 * across, self.height - 2 * down)

    def columns(self, *shares: float, gap: float = 24.0) -> tuple["Box", ...]:
        """The box cut side by side in the given shares."""
        room = self.width - gap * (len(shares) - 1)
        widths = [room * share / sum(shares) for share in shares]
        lefts = [self.left + sum(widths[:number]) + gap * number for number in range(len(shares))]
        return tuple(Box(left, self.top, width, self.height) for left, width in zip(lefts, widths, strict=True))

    def rows(self, count: int, gap: float = 16.0) -> tuple["Box", ...]:
        """The box cut into `count` equal rows."""
        height = (self.height - gap * (count - 1)) / count
        return tuple(Box(self.left, self.top + number * (height + gap), self.width, height) for number in range(count))

    def below(self, height: float) -> "Box":
        """What is left of the box under its first `height` points."""
        return Box(self.left, self.top + height, self.width, self.height - height)

    def head(self, height: float) -> "Box":
        """The first `height` points of the box."""
        return Box(self.left, self.top, self.width, height)


TITLE = Box(MARGIN + 16, 26, PAGE_WIDTH - 2 * MARGIN - 16, 46)
LEAD = Box(MARGIN + 16, 74, PAGE_WIDTH - 2 * MARGIN - 16, 30)
BODY = Box(MARGIN, 120, PAGE_WIDTH - 2 * MARGIN, 372)
FOOTER = Box(MARGIN, 506, 520, 22)
FOOTER_MARK = Box(PAGE_WIDTH - MARGIN - 40 - 360, 507, 360, 20)
PAGE_NUMBER = Box(PAGE_WIDTH - MARGIN - 50, 506, 50, 22)
