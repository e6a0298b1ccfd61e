"""WeChat: within 48 hours of a person's last message in words, later by the county's template; its numbers say why not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from huiyin.audit.scope import county_scope
from huiyin.outbox.rules import (
    LATER,
    NO_ADDRESS,
    NO_SERVER,
    NO_SUCH,
    REFUSED,
    SIGN_IN,
    WINDOW,
)
from huiyin.outbox.transports import Hand, Outcome, Parcel
from huiyin.outbox.wechat import api
from huiyin.outbox.wechat.models import WeChat, may_be_answered

NOT_IN_WORDS: Final = (45015, 45047)  # too long ago, or too many since: the template may still go
_MEANS: Final = {
    **dict.fromkeys((43004, 43019), NO_ADDRESS),  # they left the account, or shut it out
    40003: NO_SUCH,
    **dict.fromkeys((-1, 45009, 45011, 45047), LATER),
    **dict.fromkeys(
        (40001, 40013, 40014, 40125, 40164, 41002, 41004, 42001, 48001, 50001, 50002, 61004), SIGN_IN
    ),
    45015: WINDOW,
}
_AGAIN: Final = (LATER, SIGN_IN)


@dataclass(frozen=True)
class Slip(Parcel):
    """What a template has room for, beside the words."""

    reference: str = ""
    link: str = ""


@contextmanager
def line(account: WeChat, _name: str) -> Iterator[Hand]:
    """Nothing stays open between two calls."""

    def hand(parcel: Parcel) -> Outcome:
        now = timezone.now()
        with county_scope(account.county.pk):
            in_words = may_be_answered(parcel.to, now)
        try:
            if in_words and _said(account, parcel):
                return Outcome()
            return _by_template(account, parcel)
        except api.NotDone as no:
            return _outcome(no)

    yield hand


def _said(account: WeChat, parcel: Parcel) -> bool:
    """In words; False where only the template may go."""
    body = {"touser": parcel.to, "msgtype": "text", "text": {"content": parcel.text}}
    try:
        api.ask(account, "cgi-bin/message/custom/send", body, at=timezone.now())
    except api.NotDone as no:
        if no.code in NOT_IN_WORDS and account.template:
            return False
        raise
    return True


def _by_template(account: WeChat, parcel: Parcel) -> Outcome:
    if not account.template or not isinstance(parcel, Slip):
        return Outcome(WINDOW)
    fields = {account.number_field: parcel.reference, account.what_field: parcel.subject}
    body: dict[str, Any] = {
        "touser": parcel.to,
        "template_id": account.template,
        "url": parcel.link,
        "client_msg_id": parcel.number,
        "data": {name: {"value": words} for name, words in fields.items() if name},
    }
    api.ask(account, "cgi-bin/message/template/send", body, at=timezone.now())
    return Outcome()


def _outcome(no: api.NotDone) -> Outcome:
    if not no.code:
        return Outcome(NO_SERVER, again=True, may_have_it=no.perhaps_taken)
    reason = _MEANS.get(no.code, REFUSED)
    return Outcome(reason, str(no.code), again=reason in _AGAIN)
