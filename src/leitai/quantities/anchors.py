"""What a time expression leans on: the day of publication, and the year, month and period last spoken of."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from leitai.quantities.numerals import number
from leitai.quantities.time_words import YEAR

WORDS = {"今年": 0, "本年": 0, "全年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}
SOON = 4  # months after publication within which a work that is finished in a month lies ahead
LOOKING_BACK = 2  # until February, 全年 without more is the year gone by
_YEAR_ONLY = re.compile(YEAR)
_WITH_MONTH = re.compile(r"\d{4}-\d\d")


@dataclass(slots=True)
class Anchor:
    """`ahead` says that the expression at hand looks forward (计划7月底前): its year is not turned back.

    `looking_on` says that the time before it lies ahead of publication, `due` that a work is finished at it (8月交付),
    `as_of` that it is the day up to which is counted, `relative` that the year was told by 去年, `left` in a sentence
    before. `before` is the period that earlier paragraphs spoke of last, `told_month` the last month told here or
    in them, `titled` the year of the last heading, `feast` the holiday last told, `day` the day last told in the
    paragraph, `said` the year that is this year to the text: that of a December day it opens with, where it came out
    in January.
    """

    published: date | None
    year: int | None = None
    period: str | None = None
    this_year: bool = False
    ahead: bool = False
    looking_on: bool = False
    due: bool = False
    as_of: bool = False
    relative: bool = False
    left: bool = False
    before: str | None = None
    told_month: str | None = None
    titled: int | None = None
    feast: str | None = None
    said: int | None = None
    day: str | None = None

    def remember(self, iso: str | None, shape: str, word: str, *, told: bool) -> None:
        """Keep the period for 同期, and a year that was told for months that follow; 去年 and 去年底 set no year."""
        if iso is None or iso.startswith("P") or shape == "same":
            return
        self.period = iso
        if len(iso) == len("2019-04-25"):
            self.day = iso
        self._hear(iso)
        self.looking_on = bool(self.published) and iso[:10] > str(self.published)[: len(iso[:10])]
        named = self.published is not None and word.startswith(f"{self.published.year}年")
        self.this_year = self.this_year or named or word.startswith(("今年", "本年"))
        back = shape == "ago" or (shape in {"whole", "edge"} and word[:2] in WORDS and WORDS[word[:2]] != 0)
        if iso[:4].isdigit() and told and not back:
            self.year = int(iso[:4])
            self.relative, self.left = word[:2] in {"去年", "上年", "前年"}, False
        months = _WITH_MONTH.findall(iso)
        if months:
            self.told_month = months[-1]

    def tells_last_year(self) -> bool:
        """Whether a text that came out at the beginning of a year tells of the year before."""
        published = self.published
        return published is not None and published.month <= LOOKING_BACK and self.year == published.year - 1

    def _hear(self, iso: str) -> None:
        """12月30日,…今年1—11月, out in January: this year is that of the day."""
        published = self.published
        if published is None or published.month > 1 or self.said is not None or len(iso) < len("2020-12-30"):
            return
        if iso[:7] == f"{published.year - 1}-12" and "/" not in iso:
            self.said = published.year - 1

    def next_paragraph(self, *, heading: bool) -> "Anchor":
        """The anchor of the next paragraph, which remembers what was spoken of before it for 当月 and 同期 alone."""
        titled = self.year if heading and self.year is not None else self.titled
        return Anchor(
            self.published,
            before=self.period or self.before,
            told_month=self.told_month,
            titled=titled,
            feast=self.feast,
            said=self.said,
        )

    def leave(self) -> None:
        """A new sentence: a time to come in the one before does not make what follows lie ahead too."""
        self.looking_on, self.left = False, True
        if self.published is not None and self.year is not None and self.year > self.published.year:
            self.year = None

    def year_of(self, text: str | None, month: int | None) -> int | None:
        """The year of an expression: its own, the one spoken of before, or that of the last such time past."""
        if text:
            return self.spelled(text)
        published = self.published
        if published and self.relative and self.left and self._of_this_year(month):
            return published.year
        if published and self._goes_past_its_year(month):
            return published.year
        if self.year is not None and (published is None or self.year != published.year):
            return self.year
        if published is None:
            return self.year
        soon = self.due and month is not None and month <= published.month + SOON
        forward = self.ahead or self.this_year or self.looking_on or soon
        passed = month is not None and month > published.month and not forward
        return published.year - 1 if passed else published.year

    def spelled(self, text: str) -> int | None:
        """The year that a word or number names: 2018年, 二〇一八年, 去年."""
        found = _YEAR_ONLY.match(text)
        if found is None:
            return None
        if found["digits"]:
            return int(found["digits"])
        if found["written"]:
            return int("".join(str(number(sign)) for sign in found["written"]))
        return self._word(found["word"])

    def _word(self, word: str) -> int | None:
        published, spoken = self.published, self.year
        told = spoken or (int(self.before[:4]) if self.before and self.before[:4].isdigit() else None)
        if word in {"这一年", "那一年", "上一年", "前一年"}:
            year = told or self.titled
            return year and year - (word[0] in "上前")
        if word in {"今年", "本年"} and self.said is not None:
            return self.said
        if word == "同年" and told:
            return told
        if word in {"当年", "同年"}:
            return spoken or (self.titled if self.headed_earlier() else published.year if published else None)
        if word == "全年" and published and self.relative and self.left and self.ahead:
            return published.year
        if word == "全年" and spoken is None and self.headed_earlier():
            return self.titled
        if word == "全年" and spoken is None and not self.ahead and (over := self.told_before()):
            return over
        if word in {"上年", "次年", "全年"} and spoken:
            return spoken + {"上年": -1, "次年": 1, "全年": 0}[word]
        if published is None or word not in WORDS:
            return None
        looks_back = word == "全年" and published.month <= LOOKING_BACK and not self.ahead
        return published.year + WORDS[word] - looks_back

    def _of_this_year(self, month: int | None) -> bool:
        """去年10月启动。到6月底…, 要求上半年…: the last such month, or one to come, though 去年 was told."""
        return self.ahead or (self.as_of and month is not None and month <= (self.published or date.max).month)

    def told_before(self) -> int | None:
        """The year that the paragraph before spoke of last, where it was over when the text came out."""
        before = self.before or ""
        return int(before) if before.isdigit() and self.published and int(before) < self.published.year else None

    def _goes_past_its_year(self, month: int | None) -> bool:
        """自去年12月29日以来,截至1月20日: what is counted up to a month before the one told is of the year after it."""
        told, year = self.told_month, self.year
        if not self.as_of or month is None or told is None or self.published is None or year is None:
            return False
        return told[:4] == str(year) and month < int(told[5:]) and year + 1 == self.published.year

    def headed_earlier(self) -> bool:
        """Whether the heading tells a year before that of publication, and nothing here tells another."""
        if self.titled is None or self.ahead or self.this_year:
            return False
        return self.published is None or self.titled < self.published.year

    def month_from(self, shift: int) -> tuple[int, int] | None:
        """The year and month that lie `shift` months from publication."""
        if self.published is None:
            return None
        count = self.published.year * 12 + self.published.month - 1 + shift
        return count // 12, count % 12 + 1

    def day_from(self, shift: int) -> str | None:
        """The day that lies `shift` days from publication."""
        if self.published is None:
            return None
        try:
            return (self.published + timedelta(days=shift)).isoformat()
        except OverflowError:
            return None


def day_iso(year: int | None, month: int, day: int) -> str | None:
    """A day as 2019-04-23, or None where the calendar has no such day."""
    if year is None or not 1 <= year <= 9999 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def last_day(year: int, month: int) -> int:
    """The number of days of a month."""
    return monthrange(max(1, min(year, 9999)), month)[1]


def months_iso(year: int | None, first: int, last: int) -> str | None:
    """Months of one year as 2019-01/2019-09."""
    return f"{year:04d}-{first:02d}/{year:04d}-{last:02d}" if year is not None and first <= last else None
