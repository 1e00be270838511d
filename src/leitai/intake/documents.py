"""The text of what was uploaded: txt, docx, html and pdf with a text layer; clear errors for anything else."""

import io
import zipfile
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitai.intake.markup import text_of
from leitai.readers import Reader, ReaderError, TooLong, TooSlow, text_by, unpacked

MOST_CHARACTERS = 400_000
MOST_BYTES = 8 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
SHORTEST_TITLE, LONGEST_TITLE = 8, 48  # characters


class DocumentError(ValueError):
    """A file that cannot be read as a brief; says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The text of a document, and its first line as a title."""

    text: str

    @property
    def title(self) -> str:
        """The first line that is not empty; only how it begins where it is a paragraph and no title."""
        line = next((line.strip() for line in self.text.splitlines() if line.strip()), "")
        if len(line) <= LONGEST_TITLE:
            return line
        end = line.find("。", SHORTEST_TITLE, LONGEST_TITLE)
        if end < 0:
            end = max(line.rfind(mark, SHORTEST_TITLE, LONGEST_TITLE) for mark in ";；!！?？,，:： ")
        return line[: end if end > 0 else LONGEST_TITLE - 1] + "…"


def read_document(name: str, data: bytes) -> ReadDocument:
    """Read an uploaded file by what its name ends with. Raises DocumentError."""
    if len(data) > MOST_BYTES:
        raise DocumentError(
            _("the file has %(size)d MiB, at most 8 are read: hand in its text without pictures")
            % {"size": len(data) >> 20}
        )
    ending = name.rpartition(".")[2].lower()
    if ending in {"txt", "md"}:
        return checked(decode(data))
    if ending == "docx":
        return checked(_docx_text(data))
    if ending in {"html", "htm"}:
        return checked(text_of(decode(data)))
    if ending == "pdf":
        return checked(_pdf_text(data))
    raise DocumentError(
        _("files ending in .%(ending)s are not read: save it as .docx, .pdf, .html or .txt, or paste the text")
        % {"ending": ending[:20]}
    )


def decode(data: bytes) -> str:
    """Text in UTF-8 (with or without mark), UTF-16 with mark, or GB 18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise DocumentError(_("the text is neither UTF-8 nor GB 18030: save it again as UTF-8")) from error


def checked(text: str) -> ReadDocument:
    """The text with line ends made one, refused where it is empty, too long, or not text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise DocumentError(_("the file holds bytes that are no text: save it as .docx or .txt"))
    if not text.strip():
        raise DocumentError(_("there is no text in it: paste the text of the brief"))
    if len(text) > MOST_CHARACTERS:
        raise DocumentError(
            _("the text has %(length)d characters, at most %(most)d are read: hand it in in parts")
            % {"length": len(text), "most": MOST_CHARACTERS}
        )
    return ReadDocument(text)


def _docx_text(data: bytes) -> str:
    """The text of a Word document, read by a process of its own."""
    _refuse_bombs(data)
    return _read(
        Reader.WORD, data, _("the file is damaged or no Word document: open it in Word and save it again as .docx")
    )


def _pdf_text(data: bytes) -> str:
    """The text layer of a PDF, read by a process of its own."""
    text = _read(Reader.PDF, data, _("the PDF is damaged, locked or too large: paste its text instead"))
    if not text.strip():
        raise DocumentError(_("the PDF holds pictures of pages and no text: hand in the document it was made from"))
    return text


def _read(reader: Reader, data: bytes, damaged: str) -> str:
    try:
        return text_by(reader, data)
    except TooSlow as error:
        raise DocumentError(_("reading the file took too long: paste its text instead")) from error
    except TooLong as error:
        raise DocumentError(_("the file holds more text than is read: hand it in in parts")) from error
    except ReaderError as error:
        raise DocumentError(damaged) from error


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = unpacked(archive.infolist())
    except zipfile.BadZipFile as error:
        raise DocumentError(
            _("the file is damaged or no Word document: open it in Word and save it again as .docx")
        ) from error
    if size > MOST_UNPACKED:
        raise DocumentError(
            _("the file unpacks to %(size)d MiB, at most 64 are read: hand in its text only") % {"size": size >> 20}
        )
