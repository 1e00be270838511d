"""A file of facts taken in as one: streamed in chunks through one transaction, whole or not at all."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from typing import IO, Any

from leitai.ledger.domain.lines import COLUMNS, REQUIRED, LineError

CHUNK = 50_000
MOST_ERRORS = 100
NumberedLine = tuple[int, Sequence[str]]


class FileError(ValueError):
    """A file that is no table of facts at all; says what is wrong with it."""


class LinesRefusedError(Exception):
    """Some lines cannot be taken, so none were; `errors` holds the first hundred."""

    def __init__(self, errors: Sequence[LineError]) -> None:
        self.errors = list(errors)[:MOST_ERRORS]
        super().__init__("\n".join(map(str, self.errors)))


@dataclass(frozen=True, slots=True)
class FactFile:
    """A file of facts, CSV with a header or JSON lines, and the key by which it is known when it is sent again."""

    path: Path
    title: str
    digest: bytes
    key: str
    errors: list[LineError] = field(default_factory=list)

    @classmethod
    def at(cls, path: Path, key: str = "") -> "FactFile":
        """The file at a path; its key is its SHA-256 unless another is given."""
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").digest()
        return cls(path, path.name, digest, key or f"sha256:{digest.hex()}")

    def chunks(self) -> Iterator[list[NumberedLine]]:
        """The lines with their numbers, in chunks; lines that cannot be read are noted in `errors`. FileError."""
        lines = self._lines()
        while chunk := list(islice(lines, CHUNK)):
            yield chunk

    def _lines(self) -> Iterator[NumberedLine]:
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            try:
                yield from (
                    self._json_lines(file) if self.path.suffix in {".jsonl", ".ndjson"} else self._csv_lines(file)
                )
            except UnicodeDecodeError as error:
                raise FileError(f"{self.title} is not UTF-8 (byte {error.start}): save it as UTF-8") from error

    def _csv_lines(self, file: IO[str]) -> Iterator[NumberedLine]:
        reader = csv.reader(file, strict=True)
        try:
            header = [name.strip() for name in next(reader, [])]
            order = _order(header)
            yield from self._ordered(reader, header, order)
        except csv.Error as error:
            raise FileError(f"{self.title}, line {reader.line_num}: {error}; mend the quotes of that line") from error

    def _ordered(self, reader: Any, header: Sequence[str], order: Sequence[int]) -> Iterator[NumberedLine]:
        width = len(header)
        for line in reader:
            if len(line) == width:
                line.append("")
                yield reader.line_num, [line[place] for place in order]
            elif line:
                what = f"{len(line)} cells under {width} headings"
                self.errors.append(LineError(reader.line_num, "", what, "give as many cells as headings"))

    def _json_lines(self, file: IO[str]) -> Iterator[NumberedLine]:
        for number, text in enumerate(file, 1):
            if not text.strip():
                continue
            with suppress(ValueError, RecursionError):
                members = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
                if isinstance(members, dict) and (line := self._ordered_members(number, members)) is not None:
                    yield number, line
                    continue
                if isinstance(members, dict):
                    continue
            mend = 'write one object a line, such as {"indicator": …, "value": …}'
            self.errors.append(LineError(number, "", "no JSON object", mend))

    def _ordered_members(self, number: int, members: Mapping[str, object]) -> list[str] | None:
        unknown = [name for name in members if name not in COLUMNS]
        odd = [name for name in COLUMNS if not isinstance(members.get(name, ""), str | None)]
        for name in unknown:
            self.errors.append(LineError(number, name, "no such member", f"write {', '.join(COLUMNS)}"))
        for name in odd:
            self.errors.append(LineError(number, name, "neither text nor number", "write a text or a number"))
        return None if unknown or odd else [str(members.get(name) or "") for name in COLUMNS]


def _order(header: Sequence[str]) -> list[int]:
    """Where each column stands; a column that is left out is taken from an empty cell behind the last."""
    if missing := [name for name in REQUIRED if name not in header]:
        raise FileError(f"the first line names no {', '.join(missing)}: write the headings {', '.join(COLUMNS)}")
    if unknown := [name for name in header if name not in COLUMNS]:
        raise FileError(f"the first line names {', '.join(map(repr, unknown))}: write only {', '.join(COLUMNS)}")
    if len(set(header)) < len(header):
        raise FileError("the first line names a column twice: leave one out")
    return [header.index(name) if name in header else len(header) for name in COLUMNS]
