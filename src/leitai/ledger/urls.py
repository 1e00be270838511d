"""Urls of the ledger."""

from django.urls import path

from leitai.ledger import views

app_name = "ledger"
urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<slug:code>/", views.indicator, name="indicator"),
    path("facts/<int:number>/", views.fact, name="fact"),
    path("divisions/", views.divisions, name="divisions"),
    path("divisions/<slug:code>/", views.division, name="division"),
]
