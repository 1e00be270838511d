"""Urls of the meetings."""

from django.urls import path

from leitai.meetings import views

app_name = "meetings"
urlpatterns = [
    path("decks/", views.decks, name="decks"),
    path("decks/<slug:code>/speakers/", views.speakers, name="speakers"),
    path("decks/<slug:code>/all.zip", views.all_decks, name="all-decks"),
    path("decks/<slug:code>/<slug:division>.pptx", views.deck, name="deck"),
]
