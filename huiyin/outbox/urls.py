"""Addresses of this room, in one list for each name in front of the colon."""

from django.urls import path

from huiyin.outbox import gateway_door, gateway_views, views, word_views

MESSAGE = "<slug:transport>/<slug:kind>/<slug:language>"

outbox = [
    path("notices/mail/", views.mine, name="mine"),
    path("administration/mail/", views.listed, name="list"),
    path("administration/mail/mailbox/", views.mailbox, name="mailbox"),
    path("administration/mail/trial/", views.trial, name="trial"),
    path("administration/mail/<int:outgoing>/again/", views.again, name="again"),
    path("administration/words/", word_views.listed, name="words"),
    path(f"administration/words/{MESSAGE}/", word_views.one, name="words_of"),
    path(f"administration/words/{MESSAGE}/supplied/", word_views.back, name="words_back"),
    path("administration/sms/", views.sms, name="sms"),
    path("administration/sms/gateway/", gateway_views.gateway, name="gateway"),
    path("administration/sms/secret/", gateway_views.secret, name="secret"),
    path("administration/sms/secret/<str:token>/", gateway_views.secret_once, name="secret_once"),
    path("administration/wechat/messages/", views.wechat, name="wechat"),
    path("administration/sms/trial/", gateway_views.trial, name="sms_trial"),
]

portal = [
    path("c/<slug:county>/no-mail/<str:token>/", views.stop, name="stop_mail"),
    path("c/<slug:county>/q/<str:brief>", views.brief_link, name="brief_link"),
]

gateway = [
    path("c/<slug:county>/sms/receipts/", gateway_door.receipts, name="receipts"),
    path("c/<slug:county>/sms/replies/", gateway_door.replies, name="replies"),
]
