"""Pages of the meetings: decks to download."""

import io
import zipfile
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from leitai.accounts import access
from leitai.accounts.domain import Role
from leitai.languages import in_english
from leitai.league import queries as league
from leitai.meetings import queries, services
from leitai.meetings.domain.deck import Language
from leitai.meetings.forms import MeetingForm

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
    context = {
        "edition": edition,
        "units": units,
        "speakers": queries.speakers(edition) if edition else (),
        "meeting": queries.meeting_of(edition) if edition else None,
        "all": actor.has(*league.OFFICERS),
        "officer": actor.has(Role.LEAGUE_OFFICER),
    }
    return render(request, "meetings/decks.html", context)


@access.roles(Role.LEAGUE_OFFICER)
def speakers(request: HttpRequest, code: str) -> HttpResponse:
    """Set up the meeting of an edition: its day, its name, and who speaks in which order."""
    subject = _edition(request, code)
    form = MeetingForm(request.POST or None, edition=subject, first=request.GET.get("first", ""))
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_speakers(actor=access.actor(request), edition=subject, plan=form.plan())
        except services.MeetingError as error:
            form.add_error(None, str(error))
        else:
            return redirect("meetings:decks")
    first = request.GET.get("first") or queries.FIRST
    context = {"form": form, "edition": subject, "first": first}
    return render(request, "meetings/speakers.html", context, status=422 if form.errors else 200)


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
    chosen = queries.speakers(subject)
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
    return Language.ENGLISH if in_english() else Language.CHINESE


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(data, content_type=media_type, headers={"Content-Disposition": disposition})


def _edition(request: HttpRequest, code: str) -> "Edition":
    found = league.edition_for(access.actor(request), code)
    if found is None or not found.units.exists():
        raise Http404
    return found
