"""The data of a chart with the workbook that opens behind it to be edited: same bytes each time, no formulas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from pptx.chart.data import CategoryChartData
from xlsxwriter import Workbook

from leitai.meetings.domain.text import finite

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  # a workbook's own date carries no zone; fixed so that bytes repeat


@dataclass(frozen=True, slots=True)
class Values:
    """A series of a chart: one value a category, None where there is none."""

    name: str
    numbers: tuple[float | None, ...]


class ChartNumbers(CategoryChartData):
    """Chart data whose workbook treats every text as text."""

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook: categories in column A from row 2, a series in each column after it, names in row 1."""
        target = BytesIO()
        book = Workbook(target, _OPTIONS)
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("Sheet1")
        sheet.write_column(1, 0, [category.label for category in self.categories])
        for column, series in enumerate(self, start=1):
            sheet.write(0, column, series.name)
            sheet.write_column(1, column, ["" if value is None else value for value in series.values])
        book.close()
        return target.getvalue()


def numbers(categories: Sequence[str], series: Sequence[Values], number_format: str) -> Any:
    """The data of a chart; what is not a finite number is left open."""
    data: Any = ChartNumbers(number_format=number_format)  # type: ignore[no-untyped-call]  # the library's class
    data.categories = list(categories)
    for each in series:
        data.add_series(each.name, [finite(value) for value in each.numbers])
    return data
