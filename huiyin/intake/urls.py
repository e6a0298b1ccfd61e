"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.intake.desk import book_views as book
from huiyin.intake.desk import views as desk
from huiyin.intake.letters import views as waiting
from huiyin.intake.mail import views as mail
from huiyin.intake.report import views as reports
from huiyin.intake.team import views as team
from huiyin.intake.web import views
from huiyin.intake.wechat import door
from huiyin.intake.wechat import views as wechat

say = [
    path("c/<slug:county>/say/", views.say, name="say"),
    path("c/<slug:county>/wechat/", door.heard, name="wechat"),
    path("c/<slug:county>/report/", reports.report, name="report"),
    path("c/<slug:county>/report/<str:token>/", reports.kept, name="report_kept"),
    path("c/<slug:county>/matters/<str:ref>/rating/", views.rate, name="rate"),
    path("c/<slug:county>/matters/<str:ref>/reopening/", views.reopen, name="reopen"),
    path("c/<slug:county>/matters/<str:ref>/files/", views.add, name="add"),
    path("c/<slug:county>/matters/<str:ref>/news/", views.tell_anew, name="tell_anew"),
    path("c/<slug:county>/matters/<str:ref>/supplement/", views.supply, name="supply"),
    path("c/<slug:county>/matters/<str:ref>/review/", views.review, name="review"),
    path("c/<slug:county>/matters/<str:ref>/withdrawal/", views.withdraw, name="withdraw"),
]

letters = [
    path("letters/", waiting.letters, name="list"),
    path("letters/<int:arrival>/", waiting.letter, name="letter"),
    path("letters/<int:arrival>/photos/<int:picture>/", waiting.picture, name="picture"),
    path("administration/mail/letterbox/", mail.letterbox, name="box"),
]

calls = [
    path("calls/new/", desk.take_down, name="new"),
    path("calls/letters/", book.letters, name="letters"),
    path("calls/letters/docx/", book.docx, name="letters_docx"),
    path("calls/letters/xlsx/", book.xlsx, name="letters_xlsx"),
    path("calls/team/", team.team, name="team"),
    path("calls/team/week/", team.week, name="team_week"),
    path("calls/team/came/", team.came, name="team_came"),
]

account = [
    path("administration/wechat/", wechat.kept, name="account"),
    path("administration/wechat/trial/", wechat.trial, name="trial"),
    path("administration/wechat/menu/", wechat.menu, name="menu"),
]
