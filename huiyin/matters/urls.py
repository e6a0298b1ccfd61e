"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.matters import (
    calling_views,
    comment_views,
    export_views,
    file_views,
    kept_views,
    paper_views,
    part_views,
    template_views,
    together_views,
    views,
)

matters = [
    path("matters/", views.matters, name="list"),
    path("matters/export/xlsx/", export_views.xlsx, name="export"),
    path("matters/kept/", kept_views.mine, name="kept"),
    path("matters/kept/new/", kept_views.keep, name="keep_list"),
    path("matters/together/", together_views.several, name="together"),
    path("reply-templates/", template_views.templates, name="templates"),
    path("reply-templates/new/", template_views.keep, name="keep_template"),
    path("reply-templates/<int:template>/", template_views.change, name="template"),
    path("reply-templates/<int:template>/withdrawal/", template_views.retire, name="retire_template"),
    path("call-backs/", calling_views.calls, name="calls"),
    path("triage/", views.next_message, name="triage"),
    path("matters/<str:ref>/", views.matter, name="see"),
    path("matters/<str:ref>/person/", views.person, name="person"),
    path("matters/<str:ref>/receipt/", views.receipt, name="receipt"),
    path("matters/<str:ref>/letter/docx/", paper_views.letter, name="letter"),
    path("matters/<str:ref>/papers/<slug:paper>/docx/", paper_views.paper, name="paper"),
    path("matters/<str:ref>/files/new/", file_views.add, name="attach"),
    path("matters/<str:ref>/files/<slug:digest>/withdrawal/", file_views.take_back, name="detach"),
    path("matters/<str:ref>/files/<slug:digest>/<slug:size>/", file_views.see, name="file"),
    path("matters/<str:ref>/renewal/", views.renew, name="renew"),
    path("matters/<str:ref>/comment/", comment_views.comment, name="comment"),
    path("matters/<str:ref>/parts/<int:part>/<slug:step>/", part_views.part, name="part"),
    path("matters/<str:ref>/<slug:noun>/", views.deed, name="do"),
]

portal = [
    path(
        "c/<slug:county>/matters/<str:ref>/files/<slug:digest>/<slug:size>/", file_views.see_own, name="file"
    ),
]
