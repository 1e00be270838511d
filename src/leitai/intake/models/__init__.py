"""Rows of the ways in: briefs, data sets with what is owed, submissions cell by cell, locks, tables, questions."""

from leitai.intake.models.briefs import Brief, BriefFigure
from leitai.intake.models.datasets import (
    CalendarException,
    DataSet,
    DataSetVersion,
    Lock,
    Reminder,
    UnlockRequest,
)
from leitai.intake.models.questions import PatternQuestion
from leitai.intake.models.reminders import Letter
from leitai.intake.models.submissions import Cell, CellChange, History, Submission, Workbook
from leitai.intake.models.tables import TableMapping, TableUpload

__all__ = [
    "Brief",
    "BriefFigure",
    "CalendarException",
    "Cell",
    "CellChange",
    "DataSet",
    "DataSetVersion",
    "History",
    "Letter",
    "Lock",
    "PatternQuestion",
    "Reminder",
    "Submission",
    "TableMapping",
    "TableUpload",
    "UnlockRequest",
    "Workbook",
]
