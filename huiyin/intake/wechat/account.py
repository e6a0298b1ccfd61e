"""The county's account on WeChat: kept, tried, and given its menu."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from huiyin.audit.actions import record
from huiyin.intake.wechat import hearing, rules
from huiyin.intake.wechat.sentences import whole
from huiyin.lib import posting
from huiyin.lib.refusal import Beside, Refused, refuse
from huiyin.orgs.models import Official
from huiyin.outbox.models import WeChat
from huiyin.outbox.rules import objection_to_switching_on
from huiyin.outbox.wechat import api
from huiyin.outbox.wechat.models import wechat_kept


def objection_to_account(account: WeChat) -> str | None:
    """What is missing before it can be switched on, and an address that nobody can call."""
    if posting.objection(account.api) is not None:
        return Beside(
            "api", _("This cannot be called; an address begins with https:// and holds no password.")
        )
    if not posting.may_be_public(account.api) and not settings.HUIYIN_MAY_CALL:
        words = _(
            "Please give an address that begins with https. Without encryption only networks of the house are called that "
            "whoever runs this installation has named (HUIYIN_MAY_CALL)."
        )
        return Beside("api", words)
    if not account.is_on:
        return None
    if not (account.secret and account.token and (account.aes_key or account.in_plain)):
        missing = _("Please enter secret, token and, but for plain messages, the key first.")
        return Beside("is_on", missing)
    return objection_to_switching_on(account.is_on)


@transaction.atomic
def keep_account(
    *,
    appid: str,
    secret: str,
    token: str,
    aes_key: str,
    in_plain: bool,
    api: str,
    template: str,
    number_field: str,
    what_field: str,
    is_on: bool,
    by: Official,
    at: datetime,
) -> WeChat:
    """By which account the county is reached from now on; what is sealed stays where it is left empty, for that account."""
    row = WeChat.objects.select_for_update().first() or WeChat()
    api = api.rstrip("/")
    if (row.appid, row.api) != (appid, api):
        row.secret = row.access = ""  # no other account and no other address ever gets it
        row.access_until = None
    row.appid, row.api, row.in_plain, row.is_on = appid, api, in_plain, is_on
    row.secret, row.token, row.aes_key = secret or row.secret, token or row.token, aes_key or row.aes_key
    row.template, row.number_field, row.what_field = template, number_field, what_field
    refuse(objection_to_account(row))
    row.save()
    said = {"appid": appid, "api": api, "in_plain": in_plain, "in_use": is_on}
    record(by=by.key, deed="wechat.kept", on=f"county:{by.county.slug}", at=at, **said)
    return row


def try_account(*, by: Official, at: datetime) -> None:
    """Ask WeChat for a token: it says whether it knows the account and lets us in."""
    account = _kept()
    record(by=by.key, deed="wechat.tried", on=f"county:{by.county.slug}", at=at)
    try:
        api.token(account, at=at, stale=account.access or "none")
    except api.NotDone as no:
        raise Refused(rules.said_of(no.code, no.why)) from no


def set_menu(*, by: Official, at: datetime) -> None:
    """Give the account its menu: to say something, to look something up, and when officials receive people."""
    account = _kept()
    refuse(objection_to_switching_on(True))
    days = whole(reverse("portal:receptions", kwargs={"county": by.county.slug}))
    with override(settings.LANGUAGE_CODE):
        buttons = [
            {"type": "click", "name": pgettext("menu of WeChat, short", "Tell us"), "key": hearing.SAY},
            {
                "type": "click",
                "name": pgettext("menu of WeChat, short", "How it stands"),
                "key": hearing.CHECK,
            },
            {"type": "view", "name": pgettext("menu of WeChat, short", "Receptions"), "url": days},
        ]
    record(by=by.key, deed="wechat.menu_set", on=f"county:{by.county.slug}", at=at)
    try:
        api.ask(account, "cgi-bin/menu/create", {"button": buttons}, at=at)
    except api.NotDone as no:
        raise Refused(rules.said_of(no.code, no.why)) from no


def _kept() -> WeChat:
    account = wechat_kept()
    if account is None or not account.secret:
        raise Refused(_("Please keep the account with its secret first."))
    return account
