"""Reads a workbook: its cells as JSON. Run by `child`, under its limits."""

import io
import json
import resource
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineWorkbook


def read(data: bytes) -> str:
    """The sheets with their rows from A1 on; no file can be opened meanwhile."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = []
    for name in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        sheets.append({"name": name, "rows": [[_plain(value) for value in row] for row in rows]})
    return json.dumps(sheets, ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, datetime | date | time):
        return {"date": value.isoformat()}
    if isinstance(value, timedelta):
        return {"date": str(value)}
    return value
