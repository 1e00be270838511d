"""Pages for administrators: who has an account, from which posts, and what to do when somebody cannot sign in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leitai.accounts import access, pages, queries, services
from leitai.accounts.domain import Role
from leitai.accounts.forms import EndForm, OpenForm, PostForm
from leitai.accounts.models import Post, User
from leitai.divisions import queries as divisions


@access.roles(Role.ADMINISTRATOR)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The accounts in the administrator's scope, by words and role."""
    return render(request, "accounts/people.html", pages.people_page(access.actor(request), request.GET))


@access.roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Open an account with its first post; the answer shows its one-time password, once."""
    actor, today = access.actor(request), timezone.localdate()
    form = OpenForm(actor.scope, today, request.POST or None, single_sign_on=pages.single_sign_on())
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/new.html", {"form": form}, status=422 if form.errors else 200)
    given = form.cleaned_data
    password = None if given.get("sign_on_only") else services.one_time_password()
    user = services.open_with_post(
        actor=actor, username=given["username"], display_name=given["display_name"], password=password,
        role=Role(given["role"]), division_id=_division(given["division"]), since=given["since"],
    )  # fmt: skip
    return render(request, "accounts/handed.html", {"person": user, "password": password, "opened": True})


@access.roles(Role.ADMINISTRATOR)
@require_safe
def person(request: HttpRequest, number: int) -> HttpResponse:
    """An account: its posts, and what can be done for it."""
    found = _person(request, number)
    return render(request, "accounts/person.html", pages.person_page(access.actor(request), found))


@access.roles(Role.ADMINISTRATOR)
@require_POST
def appoint(request: HttpRequest, number: int) -> HttpResponse:
    """Give the account another post."""
    found, actor = _person(request, number), access.actor(request)
    form = PostForm(actor.scope, timezone.localdate(), request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            post = services.appoint(
                actor=actor, user=found, role=Role(given["role"]), division_id=_division(given["division"]),
                since=given["since"],
            )  # fmt: skip
        except services.AccountError as error:
            form.add_error("since", str(error))
        else:
            messages.success(request, _("Appointed: %(post)s.") % {"post": post})
            return redirect("people:person", number)
    return render(request, "accounts/person.html", pages.person_page(actor, found, appoint=form), status=422)


@access.roles(Role.ADMINISTRATOR)
@require_POST
def end(request: HttpRequest, number: int, post: int) -> HttpResponse:
    """End a post of the account on a day."""
    found, actor = _person(request, number), access.actor(request)
    seat = _post(request, found, post)
    form = EndForm(request.POST, prefix=f"post-{seat.pk}")
    if form.is_valid():
        try:
            services.dismiss(actor=actor, post=seat, until=form.cleaned_data["until"])
        except services.AccountError as error:
            form.add_error("until", str(error))
        else:
            day = form.cleaned_data["until"].isoformat()
            messages.success(request, _("%(post)s is not held any more from %(day)s.") % {"post": seat, "day": day})
            return redirect("people:person", number)
    context = pages.person_page(actor, found, ending=(seat, form))
    return render(request, "accounts/person.html", context, status=422)


@access.roles(Role.ADMINISTRATOR)
@require_POST
@never_cache
def password(request: HttpRequest, number: int) -> HttpResponse:
    """Set a new one-time password and show it, once."""
    found, fresh = _person(request, number), services.one_time_password()
    services.give_password(actor=access.actor(request), user=found, password=fresh)
    return render(request, "accounts/handed.html", {"person": found, "password": fresh, "opened": False})


@access.roles(Role.ADMINISTRATOR)
@require_POST
def unlock(request: HttpRequest, number: int) -> HttpResponse:
    """Forget the failed sign-ins of the account."""
    services.unlock(actor=access.actor(request), user=_person(request, number))
    messages.success(request, _("Sign-in is open again for this account."))
    return redirect("people:person", number)


@access.roles(Role.ADMINISTRATOR)
@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Close the account, or open it again where `to` is `open`."""
    found, actor = _person(request, number), access.actor(request)
    try:
        if request.POST.get("to") == "open":
            services.reopen_account(actor=actor, user=found)
            messages.success(request, _("The account is open again."))
        else:
            services.close_account(actor=actor, user=found)
            messages.success(request, _("The account is closed: nobody can sign in to it."))
    except services.AccountError as error:
        messages.error(request, str(error))
    return redirect("people:person", number)


def _person(request: HttpRequest, number: int) -> User:
    looked_after = queries.people_for(access.actor(request), timezone.localdate())
    found = looked_after.filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404
    return found


def _post(request: HttpRequest, user: User, number: int) -> Post:
    inside = queries.posts_ever(user).filter(division__code__in=access.actor(request).scope)
    found = inside.filter(queries.unended(timezone.localdate()), pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404
    return found


def _division(code: str) -> int:
    found = divisions.by_code(code)
    if found is None:
        raise Http404
    return found.pk
