"""What a zip says of itself before anything opens it: how many parts, and how large they will be."""

from collections.abc import Iterable
from zipfile import ZipInfo

MOST_PARTS, MOST_UNPACKED = 1000, 96 << 20
MOST_RATIO, RATIO_FROM = 300, 1 << 20
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK"
"""How an old workbook begins, or one with a password, and how a new one does."""


def bursts(part: ZipInfo) -> bool:
    """Whether a part unpacks to far more than it holds, as in a bomb."""
    return part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * max(1, part.compress_size)


def unpacked(parts: Iterable[ZipInfo]) -> int:
    """The bytes of all parts by what the zip says."""
    return sum(part.file_size for part in parts)
