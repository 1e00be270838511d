"""A deck as bytes that depend on its content alone: no clock in the archive, no clock in the properties."""

from datetime import UTC, datetime
from io import BytesIO
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx.presentation import Presentation as Deck

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_COMPRESSION = 6


def set_properties(deck: Deck, *, title: str, subject: str, author: str, language: str, at: datetime) -> None:
    """The properties that a file manager shows; `at` stands for every date in them."""
    moment = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties = deck.core_properties
    properties.title, properties.subject, properties.author = title[:255], subject[:255], author[:255]
    properties.last_modified_by, properties.language = author[:255], language
    properties.keywords = properties.comments = properties.category = ""
    properties.created = properties.modified = properties.last_printed = moment
    properties.revision = 1


def write_package(deck: Deck, target: BinaryIO) -> None:
    """Save the deck with its members in their order and all of one date."""
    draft = BytesIO()
    deck.save(draft)
    with ZipFile(draft) as source, ZipFile(target, "w", ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive:
        for member in source.infolist():
            info = ZipInfo(member.filename, _ZIP_EPOCH)
            info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, 0o600 << 16, 3
            archive.writestr(info, source.read(member))
