"""Urls of what people set for themselves."""

from django.urls import path

from leitai.accounts import own_views

urlpatterns = [path("", own_views.mail, name="own-mail")]
