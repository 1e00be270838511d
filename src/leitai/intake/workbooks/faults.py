"""What is wrong with a workbook, in the reader's language: the file as a whole, or one cell."""

from dataclasses import dataclass


class WorkbookError(ValueError):
    """The file cannot be used; says what is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong at a cell, like `填报!C7`."""

    cell: str
    words: str

    def __str__(self) -> str:
        return f"{self.cell}: {self.words}"
