"""The figures of the exchange meeting of April 2019, each with the characters of our restatement that state it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from leitai.ledger.domain.facts import Comparator, FactKey, FactStatus, NewFact
from leitai.ledger.domain.periods import Period

Table = Mapping[str, Any]


class ArticleError(ValueError):
    """The document of the article contradicts itself; says in which entry and how."""


@dataclass(frozen=True, slots=True)
class ArticleDocument:
    """A restated brief of one unit; offsets of its facts are code points into `text`."""

    id: str
    unit: str
    title: str
    date: date
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticleFact:
    """A stated figure: the sentence that states it, and where in the document's text it stands (end exclusive)."""

    id: str
    document: str
    fact: NewFact
    sentence: str
    figure: str
    start: int
    end: int
    note: str


@dataclass(frozen=True, slots=True)
class ArticlePledge:
    """A promise made at the meeting; `facts` are ids of the figures that it names."""

    id: str
    document: str
    unit: str
    title: str
    title_en: str
    text: str
    due: date
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleProject:
    """A project that a speaker named; `total` and `done` are ids of facts, `done` is empty where nothing is stated."""

    id: str
    unit: str
    name: str
    name_en: str
    total: str
    done: str


@dataclass(frozen=True, slots=True)
class Article:
    """Everything that the demonstration takes from the report."""

    published: date
    meeting: date
    description: str
    documents: tuple[ArticleDocument, ...]
    facts: tuple[ArticleFact, ...]
    pledges: tuple[ArticlePledge, ...]
    projects: tuple[ArticleProject, ...]

    def document_of(self, unit: str) -> ArticleDocument:
        """The unit's own brief. Raises KeyError where it has none."""
        for document in self.documents:
            if document.unit == unit:
                return document
        raise KeyError(unit)


def parse_article(text: str) -> Article:
    """The article read from TOML. Raises ArticleError where an entry leads nowhere or states no figure."""
    content = tomllib.loads(text)
    documents = {row["id"]: _document(row) for row in content["document"]}
    return Article(
        published=content["source"]["published"],
        meeting=content["source"]["meeting"],
        description=content["source"]["description"],
        documents=tuple(documents.values()),
        facts=tuple(_fact(row, documents[row["document"]]) for row in content["fact"]),
        pledges=tuple(_pledge(row, documents[row["document"]]) for row in content["pledge"]),
        projects=tuple(_project(row) for row in content["project"]),
    )


@cache
def load_article() -> Article:
    """The article that ships with the package."""
    return parse_article(files("leitai.web.demo").joinpath("article.toml").read_text("utf-8"))


def _document(row: Table) -> ArticleDocument:
    return ArticleDocument(row["id"], row["unit"], row["title"], row["date"], row["source"], row["text"])


def _fact(row: Table, document: ArticleDocument) -> ArticleFact:
    sentence, figure = row["text"], row["figure"]
    if document.text.count(sentence) != 1 or sentence.count(figure) != 1:
        raise ArticleError(f"{row['id']}: text must stand once in {document.id}, and figure once in text")
    start = document.text.index(sentence) + sentence.index(figure)
    return ArticleFact(
        id=row["id"],
        document=document.id,
        fact=_new_fact(row, document.unit),
        sentence=sentence,
        figure=figure,
        start=start,
        end=start + len(figure),
        note=row.get("note", ""),
    )


def _new_fact(row: Table, unit: str) -> NewFact:
    status = FactStatus(row.get("status", "actual"))
    upper = row.get("value_max")
    return NewFact(
        key=FactKey(row["indicator"], unit, Period.parse(row["period"]).text, status, row.get("variant", "")),
        value=Decimal(row["value"]),
        comparator=Comparator(row.get("comparator", "=")),
        value_max=None if upper is None else Decimal(upper),
    )


def _pledge(row: Table, document: ArticleDocument) -> ArticlePledge:
    if row["text"] not in document.text:
        raise ArticleError(f"{row['id']}: text must stand in {document.id}")
    return ArticlePledge(
        id=row["id"],
        document=document.id,
        unit=document.unit,
        title=row["title"],
        title_en=row["title_en"],
        text=row["text"],
        due=row["due"],
        facts=tuple(row["facts"]),
    )


def _project(row: Table) -> ArticleProject:
    return ArticleProject(row["id"], row["unit"], row["name"], row["name_en"], row["total"], row.get("done", ""))
