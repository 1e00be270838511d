"""Words for states, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitai.intake.domain.owed import Standing
from leitai.intake.domain.submissions import Move

STANDINGS: dict[Standing, str | Promise] = {
    Standing.MISSING: _("Not begun"),
    Standing.DRAFT: _("Draft"),
    Standing.RETURNED: _("Returned"),
    Standing.SUBMITTED: _("Submitted"),
    Standing.PASSED: _("Accepted by the county"),
    Standing.ACCEPTED: _("Accepted"),
    Standing.KNOWN: _("In the ledger already"),
}
MOVES: dict[Move, str | Promise] = {
    Move.SUBMIT: _("submitted"),
    Move.RECALL: _("taken back"),
    Move.PASS: _("accepted by the county"),
    Move.ACCEPT: _("accepted"),
    Move.RETURN: _("returned"),
    Move.REOPEN: _("acceptance taken back"),
}
