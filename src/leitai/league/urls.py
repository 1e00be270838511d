"""Urls of the league."""

from django.urls import path

from leitai.league.views import boards, editions, objections, permu, schemes

app_name = "league"
urlpatterns = [
    path("", boards.board, name="board"),
    path("editions/", editions.editions, name="editions"),
    path("editions/new/", editions.new_edition, name="new-edition"),
    path("editions/<slug:code>/", boards.edition, name="edition"),
    path("editions/<slug:code>/manage/", editions.manage, name="manage"),
    path("editions/<slug:code>/advance/", editions.advance, name="advance"),
    path("editions/<slug:code>/correct/", editions.correct, name="correct"),
    path("editions/<slug:code>/proof/", editions.proof, name="proof"),
    path("editions/<slug:code>/differences/<slug:other>/", editions.differences, name="differences"),
    path("editions/<slug:code>/objections/", objections.objections, name="objections"),
    path("editions/<slug:code>/compare/", boards.compare, name="compare"),
    path("editions/<slug:code>/certainty/", boards.certainty, name="certainty"),
    path("editions/<slug:code>/tiles/", boards.tiles, name="tiles"),
    path("editions/<slug:code>/bundle.zip", boards.bundle, name="bundle"),
    path("editions/<slug:code>/data.json", boards.open_data, name="open-data"),
    path("editions/<slug:code>/cells.csv", boards.cells, name="cells"),
    path("editions/<slug:code>/board.<slug:form>", boards.export, name="export"),
    path("editions/<slug:code>/units/<slug:division>/", boards.unit, name="unit"),
    path("editions/<slug:code>/units/<slug:division>/profile/", boards.profile, name="profile"),
    path("editions/<slug:code>/units/<slug:division>/object/", objections.new_objection, name="new-objection"),
    path("schemes/<slug:code>/<str:version>/", schemes.scheme, name="scheme"),
    path("schemes/<slug:code>/<str:version>/scheme.toml", schemes.scheme_text, name="scheme-text"),
    path("schemes/<slug:code>/<str:version>/edit/", schemes.edit_scheme, name="edit-scheme"),
    path("schemes/<slug:code>/<str:version>/preview/", schemes.preview_scheme, name="preview-scheme"),
    path("permu/", permu.runs, name="permu"),
    path("permu/new/", permu.new_run, name="permu-new"),
    path("permu/<int:number>/", permu.run, name="permu-run"),
    path("permu/<int:number>/advance/", permu.advance, name="permu-advance"),
    path("permu/<int:number>/<str:code>/object/", permu.new_objection, name="permu-object"),
    path("permu/objections/<int:number>/answer/", permu.answer, name="permu-answer"),
    path("objections/<int:number>/answer/", objections.answer, name="answer"),
    path("objections/<int:number>/withdraw/", objections.withdraw, name="withdraw"),
]
