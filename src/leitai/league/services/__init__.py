"""Writes of the league: one typed verb each."""

from leitai.league.permu.services import advance_run, run_list
from leitai.league.permu.services import register_packaged as register_permu_rules
from leitai.league.services.editions import advance, announce, begin_edition, correct_edition, freeze, make_final
from leitai.league.services.errors import EditionError, ObjectionError
from leitai.league.services.objections import (
    ANSWERS,
    answer_objection,
    file_objection,
    may_object,
    withdraw_objection,
)
from leitai.league.services.schemes import register_own, register_packaged, register_scheme, unfit

__all__ = [
    "ANSWERS",
    "EditionError",
    "ObjectionError",
    "advance",
    "advance_run",
    "announce",
    "answer_objection",
    "begin_edition",
    "correct_edition",
    "file_objection",
    "freeze",
    "make_final",
    "may_object",
    "register_own",
    "register_packaged",
    "register_permu_rules",
    "register_scheme",
    "run_list",
    "unfit",
    "withdraw_objection",
]
