"""A message by WeChat is heard, once: it goes to a draft, registers it, answers a question, or asks for something."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.files.checking import MOST
from huiyin.intake.models import Draft, Heard, Picture
from huiyin.intake.wechat import asked, rules, sentences, taking
from huiyin.intake.wechat.looking import looked_up
from huiyin.lib.masking import without_identity
from huiyin.lib.refusal import Refused
from huiyin.matters.rules.hearing import MAX_BODY
from huiyin.orgs.keys import ring, wechat_index
from huiyin.orgs.limits import Most
from huiyin.orgs.models import County
from huiyin.outbox.wechat.models import wrote

Message = Mapping[str, str]
SAY, CHECK = "say", "check"  # the keys of the menu
OFTEN: Final = Most(20, timedelta(minutes=1))
log = logging.getLogger("huiyin.intake")


@dataclass(frozen=True)
class Writer:
    """Who writes: what stands of theirs, and where that is."""

    openid: str
    draft: Draft
    key: str  # of this message
    county: County
    at: datetime


@transaction.atomic
def hear(message: Message, *, county: County, at: datetime) -> str:
    """What is answered; nothing to what needs no answer. The same message again has the answer of the first time."""
    openid = message.get("FromUserName", "")
    if not openid or len(openid) > sentences.LONGEST_OPENID:
        return ""
    index = wechat_index(openid)
    key = ring().blind(_number(message), "intake_heard.key")
    draft = _claimed(index)  # messages of one person one after another; those of others wait for nobody
    known = Heard.objects.filter(key=key).first()
    if known is not None:
        return known.reply
    leaves = _event_in(message) == "unsubscribe"
    lately = Heard.objects.filter(writer=index, at__gt=at - OFTEN.within)
    if not leaves and OFTEN.reached(lately.count()):
        return "" if message.get("MsgType") == "event" else str(sentences.TOO_FAST)
    if not leaves:
        wrote(openid, at)
    reply = _answered(Writer(openid, draft, key, county, at), message)
    Heard.objects.create(key=key, writer=index, at=at, reply=reply)
    return reply


def _number(message: Message) -> str:
    """By what a message is known: its number, or of an event who, when and what."""
    names = (
        ("FromUserName", "MsgId")
        if message.get("MsgId")
        else ("FromUserName", "CreateTime", "Event", "EventKey")
    )
    return "\0".join(message.get(name, "") for name in names)


def _event_in(message: Message) -> str:
    return message.get("Event", "").lower() if message.get("MsgType") == "event" else ""


def _claimed(index: str) -> Draft:
    Draft.objects.get_or_create(writer=index)
    found = Draft.objects.select_for_update().filter(writer=index).first()
    return found or Draft.objects.create(writer=index)  # an empty one was forgotten in between


def _answered(who: Writer, message: Message) -> str:
    """Whatever goes wrong: what was written is kept for somebody, and who wrote hears so."""
    act = _ACTS.get(message.get("MsgType", ""), _something)
    try:
        with transaction.atomic():
            return act(who, message)
    except Refused as no:
        return no.sentence
    except Exception:
        log.exception("a message by WeChat could not be taken in")
        who.draft.refresh_from_db()
        taking.keep_unread(message, openid=who.openid, key=who.key, at=who.at)
        return str(sentences.TROUBLE)


def _text(who: Writer, message: Message) -> str:
    return _said(who, message.get("Content", ""))


def _voice(who: Writer, message: Message) -> str:
    """What WeChat understood of it, where the county had that switched on there."""
    heard = message.get("Recognition", "").strip()
    return _said(who, heard) if heard else str(sentences.NOT_UNDERSTOOD)


def _said(who: Writer, text: str) -> str:
    text = text.replace("\x00", "").strip()
    pair = asked.pair_in(text)
    if pair is not None:
        return looked_up(*pair, openid=who.openid, county=who.county, at=who.at)
    act = _COMMANDS.get(asked.meant(text))
    return act(who) if act else _more(who, text)


def _more(who: Writer, text: str) -> str:
    """Words for the draft."""
    if not text:
        return str(sentences.SAY)
    kept = without_identity(text)
    if len(who.draft.body) + len(kept) + 1 > MAX_BODY:
        raise Refused(str(sentences.TOO_LONG))
    who.draft.add(kept, openid=who.openid, mark=who.key, at=who.at)
    return _stands(
        who, _("The identity number in it was left out; nobody here needs it.") if kept != text else ""
    )


def _picture(who: Writer, message: Message) -> str:
    media = message.get("MediaId", "")
    if not media:
        return str(sentences.ONLY_WORDS)
    if who.draft.pictures.count() >= MOST:
        raise Refused(str(sentences.TOO_MANY_PICTURES))
    if who.draft.count_picture(who.at) > rules.PICTURES_A_DAY:
        raise Refused(str(sentences.TOO_MANY_TODAY))
    who.draft.add("", openid=who.openid, mark=who.key, at=who.at)
    Picture.objects.create(draft=who.draft, media=media, made_at=who.at, next_at=who.at)
    return _stands(who)


def _stands(who: Writer, remark: str = "") -> str:
    said = sentences.stands(who.draft.body, who.draft.pictures.count(), remark)
    open_question = taking.asked_of(who.draft.writer)
    if open_question is None or not who.draft.said:
        return said
    return f"{said}\n{sentences.question(who.county, open_question.reference)}"


def _register(who: Writer) -> str:
    if who.draft.changed_at is None:
        return str(sentences.NOTHING_STANDS)
    if not who.draft.said:
        return str(sentences.WORDS_FIRST)
    pictures = who.draft.pictures.count()
    made = taking.register(who.draft, at=who.at)
    if made is None:
        return str(sentences.TO_SOMEBODY)
    return sentences.registered(made, who.county, pictures=pictures)


def _cancel(who: Writer) -> str:
    if who.draft.changed_at is None:
        return str(sentences.NOTHING_STANDS)
    taking.drop(who.draft)
    return str(sentences.CANCELLED)


def _answer(who: Writer) -> str:
    matter = taking.asked_of(who.draft.writer)
    if matter is None:
        return str(sentences.NO_QUESTION)
    if not who.draft.said:
        return sentences.question(who.county, matter.reference)
    taking.answer(who.draft, matter, at=who.at)
    return str(sentences.ANSWERED) % {"reference": matter.reference}


def _hello(who: Writer) -> str:
    return _stands(who) if who.draft.changed_at else sentences.welcome(who.county)


def _how_to_look(_who: Writer) -> str:
    return str(sentences.HOW_TO_LOOK)


def _something(_who: Writer, _message: Message) -> str:
    return str(sentences.ONLY_WORDS)


def _event(who: Writer, message: Message) -> str:
    """Somebody follows the account, leaves it, or touched its menu."""
    event = _event_in(message)
    if event == "subscribe":
        return sentences.welcome(who.county)
    if event == "unsubscribe":
        taking.forget_writer(who.draft, at=who.at)
        return ""
    if event == "click":
        return str(
            {SAY: sentences.SAY, CHECK: sentences.HOW_TO_LOOK}.get(message.get("EventKey", ""), sentences.SAY)
        )
    return ""


_ACTS: dict[str, Callable[[Writer, Message], str]] = {
    "text": _text,
    "voice": _voice,
    "image": _picture,
    "event": _event,
}
_COMMANDS: dict[str, Callable[[Writer], str]] = {
    asked.REGISTER: _register,
    asked.CANCEL: _cancel,
    asked.ANSWER: _answer,
    asked.HELLO: _hello,
    asked.LOOK_UP: _how_to_look,
}
