"""Urls of accounts and posts; signing in and second factors are allauth's, under the same prefix."""

from django.urls import path

from leitai.accounts import views

app_name = "people"
urlpatterns = [
    path("", views.people, name="list"),
    path("new/", views.new, name="new"),
    path("<int:number>/", views.person, name="person"),
    path("<int:number>/appoint/", views.appoint, name="appoint"),
    path("<int:number>/posts/<int:post>/end/", views.end, name="end"),
    path("<int:number>/password/", views.password, name="password"),
    path("<int:number>/unlock/", views.unlock, name="unlock"),
    path("<int:number>/close/", views.close, name="close"),
]
