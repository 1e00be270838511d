"""What was typed or handed in but not accepted reaches no edition; what was accepted reaches the next one."""

from datetime import date
from decimal import Decimal

import pytest

from leitai.accounts.domain import Role
from leitai.intake.queries.entry import entry_of, submission_of, target_of
from leitai.intake.services import review, submissions
from leitai.intake.services.submissions import Typed
from leitai.league import services as league
from leitai.league.models import Edition, EditionCell
from leitai.ledger import services as ledger
from leitai.ledger.domain.facts import EvidenceKind, FactKey, NewFact
from leitai.ledger.domain.recording import Entry, NewSource
from leitai.ledger.models import Fact
from tests import worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings):
    settings.DEMO_DAY = date(2019, 7, 9)
    return worlds.build()


def freeze(code: str) -> Edition:
    scheme = league.register_packaged(actor=worlds.SYSTEM)
    edition = league.begin_edition(
        actor=worlds.SYSTEM,
        code=code,
        title="六比竞赛",
        title_en="Six",
        scheme=scheme,
        period="2019Q2",
        group="arena-185",
    )
    league.freeze(actor=worlds.SYSTEM, edition=edition)
    return edition


def figures(edition: Edition) -> set[str]:
    cells = EditionCell.objects.filter(unit__edition=edition, unit__division__code=worlds.UNIT, fact__isnull=False)
    return set(cells.values_list("indicator__code", flat=True))


def test_only_accepted_figures_reach_an_edition(world):
    reporter, reviewer = world.actor(Role.REPORTER), world.actor(Role.REVIEWER)
    target = target_of(worlds.DATASET, worlds.REPORTED, worlds.UNIT)
    assert target is not None
    typed = [
        Typed(code, Decimal(40) / (1 + number), comment="核对过")
        for number, code in enumerate(target.terms.spec.indicators)
    ]
    neighbour = Entry(NewFact(FactKey("fiscal_revenue", worlds.NEIGHBOUR, worlds.REPORTED), Decimal(3)))
    source = NewSource(EvidenceKind.BRIEF, "简报")
    ledger.record_facts(actor=worlds.SYSTEM, source=source, entries=[neighbour])
    before = Fact.objects.count()
    submissions.save_cells(actor=reporter, target=target, typed=typed)
    assert figures(freeze("with-a-draft")) == set()
    submissions.submit(actor=reporter, target=target)
    assert entry_of(target, date(2019, 7, 9)).values["fiscal_revenue"] == 40
    assert figures(freeze("with-a-submission")) == set()
    assert Fact.objects.count() == before
    found = submission_of(target)
    assert found is not None
    review.return_submission(actor=reviewer, submission=found, remark="核对")
    assert figures(freeze("with-one-returned")) == set()
    submissions.submit(actor=reporter, target=target)
    review.accept(actor=reviewer, submission=found)
    assert {"fiscal_revenue", "trade_sales"} <= figures(freeze("with-the-facts"))
