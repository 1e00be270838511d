"""Urls of the ledger."""

from django.urls import path

from leitai.ledger import views
from leitai.ledger.analytics import views as analytics

app_name = "ledger"
urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<slug:code>/", views.indicator, name="indicator"),
    path("facts/<int:number>/", views.fact, name="fact"),
    path("pivot/", analytics.page, name="pivot"),
    path("pivot/facts.csv", analytics.facts, name="pivot-facts"),
    path("pivot/keep/", analytics.keep, name="keep-pivot"),
    path("pivot/kept/<int:number>/drop/", analytics.drop, name="drop-pivot"),
    path("pivot/pivot.<slug:form>", analytics.export, name="pivot-export"),
    path("divisions/", views.divisions, name="divisions"),
    path("divisions/<slug:code>/", views.division, name="division"),
]
