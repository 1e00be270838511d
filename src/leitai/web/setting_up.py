"""Making an empty database ready: tables, the tree, the catalogue, the scheme. Again does nothing."""

from collections.abc import Callable
from functools import partial

import structlog
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from leitai.accounts.domain import Actor
from leitai.divisions import services as divisions
from leitai.divisions.domain import load_tree
from leitai.divisions.domain.tree import load_groups
from leitai.intake.domain.datasets import packaged_datasets
from leitai.intake.services import datasets
from leitai.league import services as league
from leitai.ledger import services as ledger
from leitai.ledger.domain.catalogue import load_catalogue

_log = structlog.get_logger("leitai.setup")
SYSTEM = Actor.system("Leitai")


def set_up() -> None:
    """Bring the database to the state of this version of the package."""
    if _behind():
        call_command("migrate", interactive=False, verbosity=0)
    places = load_tree()
    entered = divisions.load_places(places=places)
    divisions.load_groups(groups=load_groups(), places=places)
    divisions.call_by_names_of(day=timezone.localdate())
    datasets.keep_names()
    changed = ledger.load_catalogue(actor=SYSTEM, specs=load_catalogue())
    for spec in packaged_datasets(load_catalogue()):
        _enter(partial(datasets.load_datasets, actor=SYSTEM, specs=[spec]))
    _enter(partial(league.register_packaged, actor=SYSTEM))
    league.register_permu_rules(actor=SYSTEM)
    _log.info("set up", divisions=entered, indicators=changed)


def _enter(packaged: Callable[[], object]) -> None:
    """Enter what comes with the package; where the platform holds other terms already, those stand and it starts."""
    try:
        packaged()
    except (datasets.DataSetChanged, league.EditionError) as error:
        _log.warning("what the package brings was left out", why=str(error))


def _behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
