"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.publish import asking_views, document_views, paper_views, public_views, views

briefs = [
    path("briefs/<int:brief>/questions/", asking_views.question, name="question"),
]

contacts = [
    path("briefs/", views.briefs, name="briefs"),
    path("briefs/new/", views.write, name="brief_write"),
    path("briefs/<int:brief>/", views.brief, name="brief"),
    path("briefs/<int:brief>/text/", views.rewrite, name="brief_rewrite"),
    path("briefs/<int:brief>/publication/", views.publish, name="brief_publish"),
    path("briefs/<int:brief>/withdrawal/", views.withdraw, name="brief_withdraw"),
    path("briefs/questions/<int:question>/answer/", views.answer, name="brief_answer"),
]

documents = [
    path("documents/", document_views.listed, name="list"),
    path("documents/<int:document>/", document_views.file, name="file"),
]

reports = [
    path("reports/briefs/<int:brief>/docx/", paper_views.brief_sheet, name="brief_sheet"),
]

portal = [
    path("c/<slug:county>/briefs/", public_views.briefs, name="briefs"),
    path("c/<slug:county>/briefs/<int:brief>/", public_views.brief, name="brief"),
    path("c/<slug:county>/documents/", document_views.public_list, name="documents"),
    path("c/<slug:county>/documents/<int:document>/", document_views.public_file, name="document"),
]
