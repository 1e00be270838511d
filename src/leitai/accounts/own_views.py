"""What people set for themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitai.accounts import access, queries, services
from leitai.accounts.forms import MailForm


@access.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    """Where reminders go by e-mail, and whether they are wanted."""
    user = get_object_or_404(queries.everybody(), pk=access.actor(request).user_id)
    form = MailForm(request.POST or None, initial={"address": user.mail_address, "wanted": user.wants_mail})
    if request.method == "POST" and form.is_valid():
        services.set_mail(actor=access.actor(request), user=user, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("own-mail")
    context = {"form": form, "mail_is_set": queries.mail_is_set()}
    return render(request, "accounts/mail.html", context, status=422 if form.errors else 200)
