"""Names of indicators as they stand in a formula: normal form, the words that are taken, and names in [ ]."""

import re
import unicodedata
from typing import Final

IDENTIFIER: Final = re.compile(r"[^\W\d]\w*")
AND: Final = ("且", "and", "并且")
OR: Final = ("或", "or", "或者")
NOT: Final = ("非", "not")
TRUE: Final = ("真", "true")
FALSE: Final = ("假", "false")
TAKEN: Final = frozenset((*AND, *OR, *NOT, *TRUE, *FALSE))

WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""Fullwidth forms and the ideographic space, with the ASCII characters that they stand for."""


def narrow(text: str) -> str:
    """The text with fullwidth forms as ASCII; every character stays in its column."""
    return text.translate(WIDE)


def normal(name: str) -> str:
    """The form in which names are compared.

    >>> normal("ＧＤＰ增速")
    'GDP增速'
    """
    name = unicodedata.normalize("NFC", name.strip())
    plain = narrow(name)
    return plain if IDENTIFIER.fullmatch(plain) else name


def written(name: str) -> str:
    """The name as a formula writes it: in [ ] where it would be read as something else.

    >>> written("常住人口"), written("乡镇（街道）数"), written("或")
    ('常住人口', '[乡镇（街道）数]', '[或]')
    """
    plain = IDENTIFIER.fullmatch(name) and name.casefold() not in TAKEN
    return name if plain else f"[{name}]"
