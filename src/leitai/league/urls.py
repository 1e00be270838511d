"""Urls of the league."""

from django.urls import path

from leitai.league import views

app_name = "league"
urlpatterns = [
    path("", views.board, name="board"),
    path("editions/", views.editions, name="editions"),
    path("editions/new/", views.new_edition, name="new-edition"),
    path("editions/<slug:code>/", views.edition, name="edition"),
    path("editions/<slug:code>/manage/", views.manage, name="manage"),
    path("editions/<slug:code>/advance/", views.advance, name="advance"),
    path("editions/<slug:code>/board.<slug:form>", views.export, name="export"),
    path("editions/<slug:code>/units/<slug:division>/", views.unit, name="unit"),
]
