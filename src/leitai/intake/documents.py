"""The text of what was uploaded: txt, docx, html and pdf with a text layer; clear errors for anything else."""

import io
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from leitai.intake.markup import text_of

PDF_CHILD = Path(__file__).with_name("pdf_child.py")
PATIENCE = 40
MOST_CHARACTERS = 400_000
MOST_BYTES = 8 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024


class DocumentError(ValueError):
    """A file that cannot be read as a brief; says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """The text of a document, and its first line as a title."""

    text: str

    @property
    def title(self) -> str:
        """The first line that is not empty, at most 100 characters."""
        return next((line.strip()[:100] for line in self.text.splitlines() if line.strip()), "")


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
    _refuse_bombs(data)
    try:
        document = Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise DocumentError(
            _("the file is damaged or no Word document: open it in Word and save it again as .docx")
        ) from error
    return "\n".join(_block_text(block) for block in document.iter_inner_content())


def _pdf_text(data: bytes) -> str:
    """The text layer of a PDF, read by a process of its own."""
    command = [sys.executable, "-I", "-X", "utf8", str(PDF_CHILD)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(_("reading the PDF took too long: paste its text instead")) from error
    if done.returncode != 0:
        raise DocumentError(_("the PDF is damaged, locked or too large: paste its text instead"))
    text = done.stdout.decode("utf-8", "replace")
    if not text.strip():
        raise DocumentError(_("the PDF holds pictures of pages and no text: hand in the document it was made from"))
    return text


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise DocumentError(
            _("the file is damaged or no Word document: open it in Word and save it again as .docx")
        ) from error
    if unpacked > MOST_UNPACKED:
        raise DocumentError(
            _("the file unpacks to %(size)d MiB, at most 64 are read: hand in its text only") % {"size": unpacked >> 20}
        )


def _block_text(block: Paragraph | Table) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return "\n".join("\t".join(cell.text for cell in row.cells) for row in block.rows)
