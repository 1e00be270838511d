"""Starting a reader in a limited process of its own, and taking no more from it than is wanted."""

import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile

from leitai.readers.child import TOO_MUCH

CHILD = Path(__file__).with_name("child.py")
SECONDS = 20
MOST_CHARACTERS = 5_000_000


class Reader(StrEnum):
    """The readers there are: the file of each in this room, and where it is not `read`, the function there."""

    PDF = "pdf"
    WORD = "word"
    WORKBOOK = "workbook"
    FIRST_SHEET = "workbook:first_sheet"


class ReaderError(ValueError):
    """The file could not be read."""


class TooSlow(ReaderError):
    """Reading it took too long."""


class TooLong(ReaderError):
    """It holds more text than is taken."""


def text_by(reader: Reader, data: bytes, *, most: int = MOST_CHARACTERS, seconds: int = SECONDS) -> str:
    """The text that a reader makes of a file: at most `most` characters, in `seconds` of the processor, and twice as
    many by the clock. Raises ReaderError.
    """
    file, _, function = reader.partition(":")
    command = [
        sys.executable,
        "-I",
        "-X",
        "utf8",
        str(CHILD),
        str(CHILD.with_name(f"{file}.py")),
        function or "read",
        str(seconds),
        str(most),
    ]
    with TemporaryFile() as given, TemporaryFile() as told:
        given.write(data)
        given.seek(0)
        try:
            done = subprocess.run(
                command, stdin=given, stdout=told, stderr=subprocess.DEVNULL, timeout=2 * seconds, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise TooSlow(f"{reader}: not read within {2 * seconds} seconds") from error
        if done.returncode:
            raise (TooLong if done.returncode == TOO_MUCH else ReaderError)(f"{reader}: ended with {done.returncode}")
        told.seek(0)
        written = told.read(4 * most + 1)
    if len(written) > 4 * most:
        raise TooLong(f"{reader}: wrote more than {most} characters")
    return written.decode("utf-8", "replace")
