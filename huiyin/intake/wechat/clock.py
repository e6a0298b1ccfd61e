"""What time does to what came by WeChat: pictures are fetched, silent drafts go to the desk, what was heard is forgotten."""

import base64
import logging
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from huiyin.audit.scope import county_scope
from huiyin.files.checking import checked
from huiyin.intake.models import Draft, Heard, Picture
from huiyin.intake.wechat import rules, taking
from huiyin.lib.refusal import Refused
from huiyin.matters.actions import send_files
from huiyin.matters.actions.telling import tell
from huiyin.matters.rules import line_of
from huiyin.orgs.each_county import in_each
from huiyin.orgs.models import County
from huiyin.outbox.models import WeChat, WeChatWriter
from huiyin.outbox.wechat import api
from huiyin.outbox.wechat.models import wechat_in_use

TURN: Final = 50  # of a county at a time
BEGUN: Final = timedelta(minutes=5)  # a try that is older has been broken off
WAITS: Final = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 180, 360, 720, 1440))
NO_SUCH: Final = 40007  # the picture is not there: WeChat deletes it after three days
log = logging.getLogger("huiyin.clock")


def hand_over(*, at: datetime) -> int:
    """What somebody wrote and did not register waits for the desk after an hour; how many drafts."""
    silent = Draft.objects.silent_since(at - rules.SILENT).order_by("changed_at")
    rows = list(silent.select_for_update(skip_locked=True)[:TURN])
    for draft in rows:
        taking.hand_over(draft, rules.SILENCE, at=at)
    return len(rows)


def forget(*, at: datetime) -> int:
    """Which messages were heard, pictures that belong to nothing, and who wrote longer ago than they can be answered."""
    heard, _tables = Heard.objects.filter(at__lte=at - rules.HEARD_FOR).delete()
    pictures, _tables = Picture.objects.of_nothing().delete()
    writers, _tables = WeChatWriter.objects.long_ago(at).delete()
    return heard + pictures + writers


def fetch(*, at: datetime) -> int:
    """The pictures of each county, from WeChat and to their matters; how many."""
    return in_each(_of_county, at)


def _of_county(county: County, at: datetime) -> int:
    done = 0
    for _n in range(TURN):
        with county_scope(county.pk):
            account = wechat_in_use()
            row = _claimed(at) if account is not None else None
        if account is None or row is None:
            break
        done += _fetched(row, account, county, at)
    for _n in range(TURN):
        with county_scope(county.pk):
            if not _attached(at):
                break
    return done


def _claimed(at: datetime) -> Picture | None:
    row = Picture.objects.to_fetch(at).select_for_update(skip_locked=True).first()
    if row is not None:
        row.next_at, row.tries = at + BEGUN, row.tries + 1
        row.save(update_fields=["next_at", "tries"])
    return row


def _fetched(row: Picture, account: WeChat, county: County, at: datetime) -> int:
    """The call stands between two transactions."""
    content, again = b"", True
    try:
        content = api.media(account, row.media, at=at)
    except api.NotDone as no:
        again = no.code != NO_SUCH
        log.info("a picture was not fetched: %s", no)
    with county_scope(county.pk):
        kept = Picture.objects.select_for_update().filter(pk=row.pk).first()
        if kept is None:
            return 0
        if content:
            kept.content, kept.next_at = base64.b64encode(content).decode(), None
        elif again and kept.tries <= len(WAITS):
            kept.next_at = at + WAITS[kept.tries - 1]
        else:
            kept.next_at = None
        kept.save(update_fields=["content", "next_at"])
    return int(bool(content))


def _attached(at: datetime) -> bool:
    """One picture to its matter, as if its person had sent it there; False where there is none."""
    row = Picture.objects.to_attach().select_for_update(skip_locked=True, of=("self",)).first()
    if row is None or row.matter is None:
        return False
    try:
        with transaction.atomic():
            content = base64.b64decode(row.content)
            file = checked(SimpleUploadedFile(_name(), content)) if content else None
            if file is None:
                raise Refused("nothing")
            send_files(matter=row.matter, files=[file], words="", at=at)
    except Refused:
        _tell_it_is_missing(row, at)
    row.media = row.content = ""
    row.save(update_fields=["media", "content"])
    return True


def _name() -> str:
    """What such a photo is called: WeChat gives it no name."""
    with override(settings.LANGUAGE_CODE):
        return _("photo by WeChat")


def _tell_it_is_missing(row: Picture, at: datetime) -> None:
    """Whoever holds the matter hears that a picture came and is not there."""
    matter = row.matter
    if matter is None or not matter.is_live:
        return
    for reader in line_of.desk(matter, matter.holding_unit, at):
        tell(to=reader, kind="picture_missing", of=matter, at=at)
