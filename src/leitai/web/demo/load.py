"""Loading the demonstration: the article's figures, generated ones marked as such, and the editions they give."""

from collections.abc import Iterable
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING

import structlog
from django.db import transaction

from leitai.accounts import queries as accounts
from leitai.accounts.domain import Actor
from leitai.accounts.services import record
from leitai.divisions import queries as divisions
from leitai.league import queries as league_queries
from leitai.league import services as league
from leitai.league.domain import parse_scheme
from leitai.ledger import services as ledger
from leitai.ledger.domain.catalogue import load_catalogue
from leitai.ledger.domain.evidence import Place
from leitai.ledger.domain.facts import EvidenceKind, FactKey, NewFact
from leitai.ledger.domain.periods import Period
from leitai.ledger.domain.recording import Entry, NewSource
from leitai.meetings import services as meetings
from leitai.meetings.domain import load_meeting
from leitai.web.demo import guard, submissions
from leitai.web.demo.accounts import open_accounts
from leitai.web.demo.article import Article, ArticleFact, load_article
from leitai.web.demo.enterprises import generate_list
from leitai.web.demo.generate import GeneratedFigure, GenerationPlan, generate_figures, stated_values
from leitai.web.demo.recipes import load_recipes

if TYPE_CHECKING:
    from leitai.league.models import Edition

_log = structlog.get_logger("leitai.demo")
ACTOR = Actor.system("demonstration")
SEED = 20190423
PERIODS = ("2018Q1", "2018Q2", "2018Q3", "2018Q4", "2019Q1")
GROUP = "arena-185"
SCHEME = "six_contest"


def load() -> None:
    """Load what is not loaded yet, all or nothing; again does nothing."""
    article = load_article()
    with transaction.atomic():
        if not accounts.is_told(guard.MARK):
            record(actor=ACTOR, verb=guard.MARK, summary="this database is the demonstration's")
        open_accounts(ACTOR, tuple(document.unit for document in article.documents[1:]))
        if league_queries.newest_edition(ACTOR) is None:
            _load_facts(article)
            _load_editions()
            _load_enterprises()
        submissions.load()


def _load_facts(article: Article) -> None:
    stated = sum(_state(article, document.id) for document in article.documents)
    generated = _generate(article)
    _log.info("figures", stated=stated, generated=generated)


def _state(article: Article, document_id: str) -> int:
    """Record the figures of one restated brief, each with its characters as evidence."""
    document = next(row for row in article.documents if row.id == document_id)
    facts = [fact for fact in article.facts if fact.document == document_id]
    source = NewSource(EvidenceKind.RESTATEMENT, document.title, document.text, document.unit, document.date)
    ledger.record_facts(actor=ACTOR, source=source, entries=[_entry(fact) for fact in facts])
    return len(facts)


def _entry(stated: ArticleFact) -> Entry:
    return Entry(stated.fact, str(Place.chars(stated.start, stated.end)))


def _generate(article: Article) -> int:
    """Record generated figures, one source a period; their evidence says that they are generated."""
    scheme = league_queries.newest_scheme(SCHEME)
    if scheme is None:
        raise LookupError(f"the scheme {SCHEME} is not registered: run `leitai setup` first")
    plan = GenerationPlan(
        units=tuple(place.code for place in divisions.members(GROUP, Period.parse(PERIODS[-1]).last)),
        catalogue=load_catalogue(),
        wanted=tuple(dict.fromkeys((*parse_scheme(scheme.text).indicators, *submissions.indicators()))),
        periods=PERIODS,
        recipes=load_recipes(),
        stated=stated_values(article.facts),
    )
    figures = sorted(generate_figures(Random(SEED), plan), key=lambda figure: figure.period)  # noqa: S311  # no secret
    for period, rows in groupby(figures, key=lambda figure: figure.period):
        _record_generated(period, rows)
    return len(figures)


def _record_generated(period: str, rows: Iterable[GeneratedFigure]) -> None:
    source = NewSource(EvidenceKind.GENERATED, f"演示数据 {period}", f"generated, seed {SEED}")
    entries = [
        Entry(NewFact(FactKey(row.indicator, row.unit, row.period), row.value), f"item:{number}")
        for number, row in enumerate(rows)
    ]
    ledger.record_facts(actor=ACTOR, source=source, entries=entries)


def _load_editions() -> None:
    for period in PERIODS:
        edition = begin(period, period.lower())
        league.freeze(actor=ACTOR, edition=edition)
        league.announce(actor=ACTOR, edition=edition)
        if period != PERIODS[-1]:
            league.make_final(actor=ACTOR, edition=edition)
        else:
            meetings.choose_speakers(actor=ACTOR, edition=edition, plan=load_meeting())


def _load_enterprises() -> None:
    """A run of the per-mu evaluation over generated enterprises, under public notice."""
    places = divisions.members(GROUP, Period.parse(PERIODS[-1]).last)
    text = generate_list(Random(SEED), [place.code for place in places][:40], 240)  # noqa: S311  # no secret
    sample = next(rules for rules in league.register_permu_rules(actor=ACTOR) if rules.code == "sample")
    title = "2018年度企业亩均效益综合评价（演示）"
    run = league.run_list(actor=ACTOR, rules=sample, population="above_scale", title=title, text=text, generated=True)
    league.advance_run(actor=ACTOR, run=run)


def begin(period: str, code: str) -> "Edition":
    """Begin an edition of the contest over a quarter. Raises LookupError where its scheme is not registered."""
    scheme = league_queries.newest_scheme(SCHEME)
    if scheme is None:
        raise LookupError(f"the scheme {SCHEME} is not registered: run `leitai setup` first")
    year, quarter = period.split("Q")
    return league.begin_edition(
        actor=ACTOR,
        code=code,
        title=f"六比竞赛 {year}年第{'一二三四'[int(quarter) - 1]}季度",
        title_en=f"Six-Compare Contest, {period}",
        scheme=scheme,
        period=period,
        group=GROUP,
    )
