"""Urls of the ways in."""

from django.urls import path

from leitai.intake.views import briefs, datasets, entries, phrases, questions, review, tables, terms, workbooks

app_name = "intake"
FORM = "forms/<slug:dataset>/<str:period>/<str:code>/"
urlpatterns = [
    path("phrases/", phrases.phrases, name="phrases"),
    path("phrases/export.json", phrases.export_phrases, name="export-phrases"),
    path("phrases/match/", phrases.match_phrase, name="match-phrase"),
    path("phrases/<int:number>/", phrases.decide_phrase, name="decide-phrase"),
    path("phrases/new-indicator/", phrases.new_indicator, name="new-indicator"),
    path("briefs/", briefs.briefs, name="briefs"),
    path("briefs/new/", briefs.new_brief, name="new-brief"),
    path("briefs/<int:number>/", briefs.brief, name="brief"),
    path("briefs/<int:number>/keep-complete/", briefs.keep_complete, name="keep-complete"),
    path("briefs/<int:number>/submit/", briefs.submit, name="submit"),
    path("briefs/<int:number>/accept/", briefs.accept, name="accept"),
    path("briefs/<int:number>/return/", briefs.return_brief, name="return"),
    path("briefs/<int:number>/figures/<int:ordinal>/", briefs.figure, name="figure"),
    path("briefs/<int:number>/figures/<int:ordinal>/<slug:decision>/", briefs.decide, name="decide"),
    path("owed/", datasets.owed_list, name="owed"),
    path("completeness/", datasets.completeness, name="completeness"),
    path("completeness/<slug:dataset>/<str:period>/remind/", datasets.remind, name="remind"),
    path("completeness/<slug:dataset>/<str:period>/lock/", datasets.lock, name="lock"),
    path("datasets/", terms.datasets, name="datasets"),
    path("datasets/check-rule/", terms.check_rule, name="check-rule"),
    path("datasets/new/", terms.new_dataset, name="new-dataset"),
    path("datasets/<slug:code>/", terms.dataset, name="dataset"),
    path("unlocking/", datasets.unlocking, name="unlocking"),
    path("unlocking/<int:number>/", datasets.answer_unlock, name="answer-unlock"),
    path("calendar/", datasets.calendar, name="calendar"),
    path("calendar/<int:number>/drop/", datasets.drop_day, name="drop-day"),
    path(FORM, entries.entry, name="entry"),
    path(FORM + "cell/", entries.save_cell, name="save-cell"),
    path(FORM + "save/", entries.save_form, name="save-form"),
    path(FORM + "recall/", entries.recall, name="recall"),
    path(FORM + "ask-unlock/", entries.ask_unlock, name="ask-unlock"),
    path(FORM + "workbook/", workbooks.download, name="workbook"),
    path(FORM + "upload/", workbooks.upload, name="upload"),
    path("tables/", tables.tables, name="tables"),
    path("tables/<int:number>/", tables.table, name="table"),
    path("tables/<int:number>/read-in/", tables.read_in, name="read-in"),
    path("questions/", questions.questions, name="questions"),
    path("questions/look/", questions.look, name="look"),
    path("questions/<int:number>/", questions.reply, name="reply"),
    path("review/", review.review, name="review"),
    path("review/accept/", review.accept_many, name="accept-many"),
    path("review/<int:number>/", review.decide, name="decide-form"),
]
