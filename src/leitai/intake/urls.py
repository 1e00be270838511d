"""Urls of the ways in."""

from django.urls import path

from leitai.intake import views

app_name = "intake"
urlpatterns = [
    path("briefs/", views.briefs, name="briefs"),
    path("briefs/new/", views.new_brief, name="new-brief"),
    path("briefs/<int:number>/", views.brief, name="brief"),
    path("briefs/<int:number>/keep-complete/", views.keep_complete, name="keep-complete"),
    path("briefs/<int:number>/submit/", views.submit, name="submit"),
    path("briefs/<int:number>/accept/", views.accept, name="accept"),
    path("briefs/<int:number>/return/", views.return_brief, name="return"),
    path("briefs/<int:number>/figures/<int:ordinal>/", views.figure, name="figure"),
    path("briefs/<int:number>/figures/<int:ordinal>/<slug:decision>/", views.decide, name="decide"),
]
