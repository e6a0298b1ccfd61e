"""What becomes of a draft: a matter, the answer to a question, nothing, or something that waits for somebody."""

import json
from collections.abc import Mapping
from datetime import datetime

from huiyin.audit.actions import RESIDENT
from huiyin.intake.inbound import Inbound, take_in
from huiyin.intake.models import Arrival, Draft, Picture
from huiyin.intake.waiting import has_sent_many, tell_the_desk
from huiyin.intake.wechat import CHANNELS, WECHAT, rules
from huiyin.intake.wechat.sentences import SHOWN, TOO_LONG, names_of
from huiyin.lib.masking import without_identity
from huiyin.lib.refusal import Refused
from huiyin.matters.actions import Lodged, supply
from huiyin.matters.models import Matter, State
from huiyin.matters.rules.hearing import MAX_WORDS, MIN_WORDS
from huiyin.orgs.keys import wechat_index
from huiyin.outbox.actions import told_at_once
from huiyin.people.actions import stop_wechat

Waits = Arrival.State.WAITS


def register(draft: Draft, *, at: datetime) -> Lodged | None:
    """It becomes a matter; None where its writer has registered so many today that somebody looks at it first."""
    if has_sent_many(draft.writer, at):
        hand_over(draft, rules.MANY, at=at)
        return None
    made = _begun(draft.body, draft.openid, draft.mark, at)
    told_at_once(about=made.matter.reference, transport=WECHAT, at=at)
    row = Arrival(channel=WECHAT, key=draft.mark, writer=draft.writer, came_at=at, state=Arrival.State.TAKEN)
    row.save()
    draft.pictures.update(draft=None, matter=made.matter)
    draft.empty()
    return made


def _begun(body: str, openid: str, key: str, at: datetime) -> Lodged:
    inbound = Inbound(
        body=body,
        channel=WECHAT,
        wechat=openid,
        told_by=WECHAT if openid else "",
        source=WECHAT,
        external_id=key[:32],
    )
    return take_in(inbound, root=None, by=RESIDENT, at=at)


def asked_of(writer: str) -> Matter | None:
    """The oldest matter of theirs of which the desk waits for an answer."""
    own = Matter.objects.live().filter(state=State.NEEDS_INFO, resident__wechat_index=writer)
    return own.filter(resident__withheld_at=None).order_by("pk").first()


def answer(draft: Draft, matter: Matter, *, at: datetime) -> None:
    """What stands there is what the desk asked for."""
    if len(draft.body) > MAX_WORDS:
        raise Refused(str(TOO_LONG))
    supply(matter=matter, words=draft.body, at=at)
    draft.pictures.update(draft=None, matter=matter)
    draft.empty()


def drop(draft: Draft) -> None:
    """Its writer does not want it any more; the clock lets go of its pictures."""
    draft.pictures.update(draft=None)
    draft.empty()


def hand_over(draft: Draft, reason: str, *, at: datetime) -> Arrival:
    """It waits for somebody of the county's own desk."""
    row = Arrival(channel=WECHAT, key=draft.mark, writer=draft.writer, came_at=at, state=Waits, reason=reason)
    row.words = _kept(draft.body, draft.pictures.count())
    row.raw = json.dumps({"openid": draft.openid, "text": draft.body}, ensure_ascii=False)
    row.save()
    draft.pictures.update(draft=None, arrival=row)
    draft.empty()
    tell_the_desk(row, at=at)
    return row


def keep_unread(message: Mapping[str, str], *, openid: str, key: str, at: datetime) -> None:
    """One message over which the program failed: kept for somebody, with a picture if it was one."""
    text = without_identity(message.get("Content", "") or message.get("Recognition", ""))
    row = Arrival(
        channel=WECHAT, key=key, writer=wechat_index(openid), came_at=at, state=Waits, reason=rules.UNREAD
    )
    row.words = _kept(text, int("MediaId" in message))
    row.raw = json.dumps({"openid": openid, "text": text}, ensure_ascii=False)
    row.save()
    if message.get("MsgType") == "image" and message.get("MediaId"):
        Picture.objects.create(arrival=row, media=message["MediaId"], made_at=at, next_at=at)
    tell_the_desk(row, at=at)


def forget_writer(draft: Draft, *, at: datetime) -> None:
    """They left the account: what they wrote stays, by what WeChat knew them goes, wherever it stands."""
    rows = list(Arrival.objects.select_for_update().waiting().filter(channel=WECHAT, writer=draft.writer))
    for row in rows:
        row.raw = json.dumps({**json.loads(row.raw), "openid": ""}, ensure_ascii=False)
    Arrival.objects.bulk_update(rows, ["raw"])
    draft.openid = ""
    draft.save(update_fields=["openid"])
    stop_wechat(index=draft.writer, at=at)  # last: whoever was just taken in is among them


def begin(row: Arrival, *, at: datetime, instead: str = "") -> bool:
    """As a new matter, on the word of somebody who looked at it; False where it says too little for one.

    `instead` is what they say of what has no words.
    """
    said = json.loads(row.raw)
    body = said["text"] if len(said["text"].strip()) >= MIN_WORDS else instead
    if not body:
        return False
    made = _begun(without_identity(body), said["openid"], row.key, at)
    Picture.objects.filter(arrival=row).update(arrival=None, matter=made.matter)
    return True


def _kept(text: str, pictures: int) -> str:
    said = {"name": str(CHANNELS[WECHAT]), "from": "", "subject": text[:SHOWN], "text": text}
    return json.dumps({**said, "files": list(names_of(pictures))}, ensure_ascii=False)
