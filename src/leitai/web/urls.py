"""All urls of the platform. Each view carries its access; a test over all of them proves it."""

from django.urls import include, path
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView

from leitai.accounts import access
from leitai.web import views
from leitai.web.api import api

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.failure

urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("metrics", access.local(require_safe(ExportToDjangoView)), name="metrics"),
    path("audit/", views.audit, name="audit"),
    path("audit/export/", views.export_audit, name="export-audit"),
    path("post/", views.choose_post, name="choose-post"),
    path("accounts/mail/", include("leitai.accounts.own_urls")),
    path("accounts/people/", include("leitai.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("ledger/", include("leitai.ledger.urls")),
    path("intake/", include("leitai.intake.urls")),
    path("league/", include("leitai.league.urls")),
    path("meetings/", include("leitai.meetings.urls")),
    path("api/", api.urls),
]
