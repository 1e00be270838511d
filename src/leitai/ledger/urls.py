"""Urls of the ledger."""

from django.urls import path

from leitai.ledger import seal_views, tree_views, views
from leitai.ledger.analytics import views as analytics

app_name = "ledger"
urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<slug:code>/", views.indicator, name="indicator"),
    path("facts/<int:number>/", views.fact, name="fact"),
    path("facts/<int:number>/proof/", seal_views.proof, name="proof"),
    path("facts/<int:number>/proof.json", seal_views.proof_json, name="proof-json"),
    path("seals/", seal_views.seals, name="seals"),
    path("seals/<int:size>/", seal_views.seal, name="seal"),
    path("seals/<int:size>.json", seal_views.seal_json, name="seal-json"),
    path("seals/<int:first>-<int:second>.json", seal_views.growth, name="growth"),
    path("seals/<slug:name>.pem", seal_views.public_key, name="seal-key"),
    path("pivot/", analytics.page, name="pivot"),
    path("pivot/facts.csv", analytics.facts, name="pivot-facts"),
    path("pivot/keep/", analytics.keep, name="keep-pivot"),
    path("pivot/kept/<int:number>/drop/", analytics.drop, name="drop-pivot"),
    path("pivot/pivot.<slug:form>", analytics.export, name="pivot-export"),
    path("divisions/", views.divisions, name="divisions"),
    path("divisions/changes/", tree_views.changes, name="changes"),
    path("divisions/changes/new/<slug:kind>/", tree_views.reorganise, name="reorganise"),
    path("divisions/<slug:code>/", views.division, name="division"),
]
