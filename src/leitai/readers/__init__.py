"""Strangers' files become text in processes of their own: `launching` starts one, `child` limits it, a reader reads.

`zips` has the limits of a file that is a zip, before anything opens it.
"""

from leitai.readers.launching import Reader, ReaderError, TooLong, TooSlow, text_by
from leitai.readers.zips import MOST_PARTS, MOST_UNPACKED, OLE, ZIP, bursts, unpacked

__all__ = [
    "MOST_PARTS",
    "MOST_UNPACKED",
    "OLE",
    "ZIP",
    "Reader",
    "ReaderError",
    "TooLong",
    "TooSlow",
    "bursts",
    "text_by",
    "unpacked",
]
