"""Pages of the meetings: decks to download."""

import io
import zipfile
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.league import queries as league
from leitai.meetings import queries, services
from leitai.meetings.domain.deck import Language

if TYPE_CHECKING:
    from leitai.league.models import Edition

READERS = (Role.REPORTER, Role.REVIEWER, Role.LEAGUE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@access.roles(*READERS)
@require_GET
def decks(request: HttpRequest) -> HttpResponse:
    """The decks one may download: those of the newest edition, the units of one's post first."""
    actor = access.actor(request)
    edition = league.newest_edition(actor)
    units = queries.units_first_own(edition, actor) if edition else []
    context = {"edition": edition, "units": units, "speakers": queries.speakers(), "all": actor.has(*league.OFFICERS)}
    return render(request, "meetings/decks.html", context)


@access.roles(*READERS)
@require_GET
def deck(request: HttpRequest, code: str, division: str) -> HttpResponse:
    """The deck of one unit in an edition."""
    subject = _edition(request, code)
    try:
        made = next(
            services.make_decks(actor=access.actor(request), edition=subject, units=[division], language=_language())
        )
    except services.NoSuchUnitError as error:
        raise Http404 from error
    return _file(made.data, PPTX, f"{subject.code}-{made.unit}.pptx")


@access.roles(Role.LEAGUE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)
@require_GET
def all_decks(request: HttpRequest, code: str) -> HttpResponse:
    """The decks of all speakers, in one archive."""
    subject = _edition(request, code)
    inside = {unit.division.code for unit in league.board(subject)}
    chosen = [speaker for speaker in queries.speakers() if speaker in inside]
    if not chosen:
        raise Http404
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for made in services.make_decks(
            actor=access.actor(request), edition=subject, units=chosen, language=_language()
        ):
            archive.writestr(made.file_name, made.data)
    return _file(buffer.getvalue(), "application/zip", f"{subject.code}-decks.zip")


def _language() -> Language:
    return Language.ENGLISH if (get_language() or "").startswith("en") else Language.CHINESE


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(data, content_type=media_type, headers={"Content-Disposition": disposition})


def _edition(request: HttpRequest, code: str) -> "Edition":
    found = league.edition_for(access.actor(request), code)
    if found is None or not found.units.exists():
        raise Http404
    return found
