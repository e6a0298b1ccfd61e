"""What time does to what came by WeChat: pictures are fetched, silent drafts go to the desk, what was heard is forgotten."""

import base64
import logging
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from huiyin.audit.scope import county_scope
from huiyin.files.checking import LIMIT, PICTURES, Checked, kind_of
from huiyin.intake.models import Draft, Heard, Picture
from huiyin.intake.wechat import rules, taking
from huiyin.intake.wechat.pictures import looked_at
from huiyin.lib.refusal import NotNow, Refused
from huiyin.matters.actions import send_files
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter
from huiyin.matters.rules import line_of
from huiyin.orgs.each_county import in_each
from huiyin.orgs.models import County
from huiyin.outbox.models import WeChatWriter
from huiyin.outbox.wechat import api
from huiyin.outbox.wechat.models import wechat_in_use

TURN: Final = 50  # of a county at a time
LATER: Final = timedelta(minutes=1)  # until what nothing could look through is tried again
BEGUN: Final = timedelta(minutes=5)  # a try that is older has been broken off
WAITS: Final = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 180, 360, 720, 1440))
BUDGET: Final = 60.0  # seconds in which a county's pictures are fetched in a turn
log = logging.getLogger("huiyin.clock")


def hand_over(*, at: datetime) -> int:
    """What somebody wrote and did not register waits for the desk after an hour; how many drafts."""
    silent = Draft.objects.silent_since(at - rules.SILENT).order_by("changed_at", "pk")
    rows = list(silent.select_for_update(skip_locked=True)[:TURN])
    for draft in rows:
        taking.hand_over(draft, rules.SILENCE, at=at)
    return len(rows)


def forget(*, at: datetime) -> int:
    """Which messages were heard, pictures and drafts of nothing, and who wrote longer ago than they can be answered."""
    heard, _tables = Heard.objects.filter(at__lte=at - rules.HEARD_FOR).delete()
    pictures, _tables = Picture.objects.of_nothing().delete()
    writers, _tables = WeChatWriter.objects.long_ago(at).delete()
    drafts, _tables = Draft.objects.of_nobody().delete()
    return heard + pictures + writers + drafts


def fetch(*, at: datetime) -> int:
    """The pictures of each county, from WeChat and to their matters; how many."""
    return in_each(_of_county, at)


def _of_county(county: County, at: datetime) -> int:
    done = _fetched(county, at)
    for _n in range(TURN):
        if not _attached(county, at):
            break
    return done


def _fetched(county: County, at: datetime) -> int:
    """One after another; where WeChat lets us have none now, or time is over, the next turn goes on."""
    done, until = 0, monotonic() + BUDGET
    for _n in range(TURN):
        with county_scope(county.pk):
            account = wechat_in_use()
            row = _claimed(at) if account is not None and monotonic() < until else None
        if account is None or row is None:
            break
        no = None
        content = b""
        try:
            content = api.media(account, row.media, at=at)  # between two transactions
        except api.NotDone as trouble:
            no = trouble
            log.info("a picture was not fetched: %s", no)
        done += _kept(row, content, county, at, again=no is not None and not no.is_of_the_picture)
        if no is not None and not no.is_of_the_picture:
            break
    return done


def _claimed(at: datetime) -> Picture | None:
    row = Picture.objects.to_fetch(at).select_for_update(skip_locked=True, of=("self",)).first()
    if row is not None:
        row.next_at, row.tries = at + BEGUN, row.tries + 1
        row.save(update_fields=["next_at", "tries"])
    return row


def _kept(row: Picture, content: bytes, county: County, at: datetime, *, again: bool) -> int:
    """What came of it; only what may be a picture of a matter is kept. How many were."""
    is_one = len(content) <= LIMIT and kind_of(content) in PICTURES
    with county_scope(county.pk):
        kept = Picture.objects.wanted().select_for_update(of=("self",)).filter(pk=row.pk).first()
        if kept is None:
            return 0
        kept.next_at = None
        if is_one:
            kept.content = base64.b64encode(content).decode()
        elif again and kept.tries <= len(WAITS):
            kept.next_at = at + WAITS[kept.tries - 1]
        kept.save(update_fields=["content", "next_at"])
    return int(is_one)


def _to_attach(at: datetime) -> Picture | None:
    """The next one for its matter; a try that is broken off is made again."""
    row = Picture.objects.to_attach(at).select_for_update(skip_locked=True, of=("self",)).first()
    if row is not None:
        row.next_at = at + BEGUN
        row.save(update_fields=["next_at"])
    return row


def _attached(county: County, at: datetime) -> bool:
    """One picture to its matter, as if its person had sent it there; False where there is none, or none can be now."""
    with county_scope(county.pk):
        row = _to_attach(at)
    if row is None or row.matter_id is None:
        return False
    try:
        file = looked_at(row)  # between two transactions: a scanner takes its time
    except NotNow as no:
        log.warning("a picture was not looked through: %s", no)
        with county_scope(county.pk):
            Picture.objects.filter(pk=row.pk).update(next_at=at + LATER)
        return False
    with county_scope(county.pk):
        _put(row, row.matter_id, file, at)
    return True


def _put(row: Picture, to: int, file: Checked | None, at: datetime) -> None:
    """The matter is claimed first, as by who seals it; then the picture, if it is still there."""
    matter = Matter.objects.select_for_update().get(pk=to)
    kept = Picture.objects.select_for_update().filter(pk=row.pk, matter=matter).exclude(media="").first()
    if kept is None:
        return
    try:
        if file is None:
            raise Refused("nothing")
        send_files(matter=matter, files=[file], words="", at=at)
    except Refused:
        _tell_it_is_missing(matter, at)
    kept.media = kept.content = ""
    kept.next_at = None
    kept.save(update_fields=["media", "content", "next_at"])


def _tell_it_is_missing(matter: Matter, at: datetime) -> None:
    """Whoever holds the matter hears that a picture came and is not there."""
    if not matter.is_live:
        return
    for reader in line_of.desk(matter, matter.holding_unit, at):
        tell(to=reader, kind="picture_missing", of=matter, at=at)
