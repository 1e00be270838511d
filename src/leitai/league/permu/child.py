"""Runs alone, with little memory and time: the first sheet of a workbook from stdin to stdout, as JSON.

Not imported by the platform: a hostile workbook may end this process, and none but this one.
"""

import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta

MEMORY, SECONDS, FILES = 1 << 30, 15, 3
MOST_ROWS, MOST_CELLS, MOST_LETTERS = 50_100, 3_000_000, 1 << 25


def main() -> None:
    """Read stdin, write stdout."""
    sys.dont_write_bytecode = True  # under limits a module may be written in part, and stay so
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  # under the limits, not before them

    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())).get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    cells = [cell for row in rows for cell in row if cell != ""]
    letters = sum(len(cell) for cell in cells if isinstance(cell, str))
    if len(rows) > MOST_ROWS or len(cells) > MOST_CELLS or letters > MOST_LETTERS:
        sys.exit("the sheet holds too much")
    json.dump([[_plain(cell) for cell in row] for row in rows], sys.stdout, ensure_ascii=False)


def _plain(cell: object) -> object:
    return str(cell) if isinstance(cell, datetime | date | time | timedelta | bool) else cell


if __name__ == "__main__":
    main()
