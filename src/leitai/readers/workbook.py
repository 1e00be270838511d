"""Reads a workbook: its cells as JSON. Run by `child`, under its limits."""

import io
import json
import resource
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook


def read(data: bytes) -> str:
    """The sheets with their rows from A1 on."""
    workbook = _opened(data)
    return _written([{"name": name, "rows": _rows(workbook, at)} for at, name in enumerate(workbook.sheet_names)])


def first_sheet(data: bytes) -> str:
    """The rows of the first sheet from A1 on."""
    return _written(_rows(_opened(data), 0))


def _opened(data: bytes) -> CalamineWorkbook:
    """The workbook; no file can be opened from here on."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def _rows(workbook: CalamineWorkbook, at: int) -> list[list[object]]:
    rows = workbook.get_sheet_by_index(at).to_python(skip_empty_area=False)
    return [[_plain(value) for value in row] for row in rows]


def _written(found: object) -> str:
    return json.dumps(found, ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, datetime | date | time):
        return {"date": value.isoformat()}
    if isinstance(value, timedelta):
        return {"date": str(value)}
    return value
