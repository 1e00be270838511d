"""Runs alone, in a process with little memory and time: reads a workbook from stdin, writes its cells as JSON.

Not imported by the platform: one bad cell may abort the whole process, and this one may go.
"""

import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta

MEMORY = 1 << 30
SECONDS = 15


def main() -> None:
    """Read stdin, write stdout."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  # under the limits, not before them

    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    sheets = []
    for name in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        sheets.append({"name": name, "rows": [[_plain(value) for value in row] for row in rows]})
    json.dump(sheets, sys.stdout, ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, datetime | date | time):
        return {"date": value.isoformat()}
    if isinstance(value, timedelta):
        return {"date": str(value)}
    return value


if __name__ == "__main__":
    main()
