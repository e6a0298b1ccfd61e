"""A letter is taken in, once: it becomes a matter, goes to the one it answers, is left aside, or waits for somebody."""

import base64
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from huiyin.audit.actions import RESIDENT
from huiyin.files.checking import MOST, Checked, checked
from huiyin.intake.inbound import Inbound, take_in
from huiyin.intake.mail import MAIL, rules
from huiyin.intake.models import Arrival
from huiyin.intake.waiting import has_sent_many, tell_the_desk
from huiyin.lib.letters import Enclosure, Letter, read
from huiyin.lib.masking import without_identity
from huiyin.lib.refusal import Refused
from huiyin.matters.actions import send_files, supply
from huiyin.matters.models import Matter
from huiyin.matters.rules import asking, attaching
from huiyin.matters.rules.hearing import MAX_BODY, MAX_WORDS, MIN_WORDS
from huiyin.orgs.keys import ring
from huiyin.outbox import actions as outbox
from huiyin.outbox.models import mailbox_in_use
from huiyin.outbox.wording import whose
from huiyin.people.models import Resident

State = Arrival.State
SOURCE = "mail"
LONGEST = 254  # of an address (RFC 5321, 4.5.3.1.3)
log = logging.getLogger("huiyin.intake")


@dataclass(frozen=True)
class Became:
    """What a letter became, and for which reason where it is not plain."""

    state: str
    reason: str = ""


@transaction.atomic
def take(raw: bytes, *, at: datetime) -> Arrival:
    """One letter as it came; the same one again finds what it became the first time."""
    letter = read(raw)
    key = ring().blind(letter.digest, "intake_arrival.key")
    known = Arrival.objects.filter(key=key).first()
    if known is not None:
        return known
    writer = ring().blind(letter.sender, "intake_arrival.writer") if letter.sender else ""
    became = _become(letter, writer, key, at)
    row = Arrival(key=key, writer=writer, came_at=at, state=became.state, reason=became.reason)
    if became.state == State.WAITS:
        row.words, row.raw = _kept(letter), base64.b64encode(raw).decode()
    row.save()
    if became.state == State.WAITS:
        tell_the_desk(row, at=at)
    return row


@transaction.atomic
def too_large(*, mark: str, at: datetime) -> Arrival:
    """One that is not even fetched: that it is there is said, the letter lies on the mail server."""
    key = ring().blind(mark, "intake_arrival.large")
    row, is_new = Arrival.objects.get_or_create(
        key=key, defaults={"came_at": at, "state": State.WAITS, "reason": rules.LARGE}
    )
    if is_new:
        tell_the_desk(row, at=at)
    return row


@transaction.atomic
def unread(raw: bytes, *, at: datetime) -> Arrival:
    """One over which the program failed: kept whole for somebody, so that it stops no other."""
    whole = base64.b64encode(raw).decode()
    key = ring().blind(whole, "intake_arrival.unread")
    kept = {"came_at": at, "state": State.WAITS, "reason": rules.UNREAD, "raw": whole}
    row, is_new = Arrival.objects.get_or_create(key=key, defaults=kept)
    if is_new:
        tell_the_desk(row, at=at)
    return row


def _become(letter: Letter, writer: str, key: str, at: datetime) -> Became:
    box = mailbox_in_use()
    if letter.is_bounce:
        for number in letter.came_back:
            if (sent := whose(number)) is not None:
                outbox.came_back(outgoing=sent, at=at)
        return Became(State.ASIDE, rules.BOUNCE)
    if whose(letter.number) is not None or (box is not None and letter.sender == box.sender.lower()):
        return Became(State.ASIDE, rules.LOOP)
    if letter.is_by_machine:
        return Became(State.ASIDE, rules.MACHINE)
    if not letter.sender:
        return Became(State.WAITS, rules.NOBODY)
    if has_sent_many(writer, at):
        return Became(State.WAITS, rules.MANY)
    ours = [row for row in map(whose, letter.answers) if row is not None]
    if any(row.is_forgotten for row in ours):
        return Became(State.WAITS, rules.THREAD)
    answered = next((row for row in ours if row.about), None)
    try:
        with transaction.atomic():
            if answered is not None:
                return _add(letter, answered.about, answered.resident, at)
            return begin(letter, key, at)
    except Refused as no:
        log.info("a letter waits: %s", type(no).__name__)
        return Became(State.WAITS, rules.REFUSED)


def begin(letter: Letter, key: str, at: datetime, *, instead: str = "") -> Became:
    """A new matter: in the words of the letter, or else in those `instead`, with its files, for who sent it."""
    said = next((words for words in (letter.text, letter.subject) if len(words) >= MIN_WORDS), instead)
    if len(said) < MIN_WORDS:
        return Became(State.WAITS, rules.EMPTY)
    files, left_out = _checked(letter.files)
    body = "\n\n".join([without_identity(said), *left_out])
    if len(body) > MAX_BODY:
        return Became(State.WAITS, rules.LONG)
    inbound = Inbound(
        body=body,
        channel=MAIL,
        title=letter.subject[:80],
        name=letter.name[:40],
        email=letter.sender if len(letter.sender) <= LONGEST else "",  # cut off it would be somebody else's
        source=SOURCE,
        external_id=key[:32],
        files=tuple(files),
    )
    take_in(inbound, root=None, by=RESIDENT, at=at)
    return Became(State.TAKEN)


def _add(letter: Letter, about: str, person: Resident | None, at: datetime) -> Became:
    """To the matter it answers, if it comes from the address that our message went to."""
    matter = Matter.objects.live().filter(reference=about).first()
    if matter is None or person is None or person.email.lower() != letter.sender:
        return Became(State.WAITS, rules.THREAD)
    files, left_out = _checked(letter.files)
    words = "\n\n".join([without_identity(letter.text), *left_out])
    if len(words) > MAX_WORDS:
        return Became(State.WAITS, rules.LONG)
    if asking.objection_to_supplying(matter) is None and len(letter.text) >= MIN_WORDS:
        supply(matter=matter, words=words, at=at)
        if files:
            send_files(matter=matter, files=files, words="", at=at)
        return Became(State.ADDED)
    if files and attaching.objection_to_attaching(matter) is None:
        send_files(matter=matter, files=files, words=words, at=at)
        return Became(State.ADDED)
    return Became(State.WAITS, rules.THREAD)


def _checked(files: Sequence[Enclosure]) -> tuple[list[Checked], list[str]]:
    """Those that are taken; of each other one a line that says so, for whoever reads the matter."""
    taken: list[Checked] = []
    left_out = []
    for one in files:
        try:
            if len(taken) >= MOST:
                raise Refused(str(rules.TOO_MANY_FILES) % {"name": one.name[:80], "n": MOST})
            taken.append(checked(SimpleUploadedFile(one.name or "file", one.content)))
        except Refused as no:
            left_out.append(no.sentence)
    return taken, left_out


def _kept(letter: Letter) -> str:
    names = [one.name for one in letter.files]
    said = {"from": letter.sender, "name": letter.name, "subject": letter.subject, "text": letter.text}
    return json.dumps({**said, "files": names}, ensure_ascii=False)
