"""Files put to a matter by themselves, by staff or by the person; and taking one back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import RESIDENT
from huiyin.files import actions as files_of
from huiyin.files.checking import Checked
from huiyin.files.models import Attachment
from huiyin.lib.refusal import Refused, refuse
from huiyin.matters.actions.advance import claim, leave_step
from huiyin.matters.actions.filing import Audience, audience_of, keep_files
from huiyin.matters.actions.resident import readers_of
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Matter, Step
from huiyin.matters.rules import attaching
from huiyin.matters.rules.hearing import MAX_WORDS, MIN_WORDS
from huiyin.notices.actions import tell_page
from huiyin.orgs.models import Official


@transaction.atomic
def attach(
    *,
    matter: Matter,
    files: Sequence[Checked],
    version: int | None,
    by: Official,
    at: datetime,
    show_files: bool = False,
    words: str = "",
) -> Matter:
    """Put files to it beside any other step."""
    row = claim(matter, version)
    if not attaching.may_attach(row, by, at):
        raise Refused(_("This step belongs to somebody else's post."))
    _attached(row, files, words, by=by, at=at, audience=audience_of(show_files))
    return row


@transaction.atomic
def send_files(*, matter: Matter, files: Sequence[Checked], words: str, at: datetime) -> Matter:
    """What the person adds on their page; whoever works on it hears so."""
    row = claim(matter, None)
    _attached(row, files, words, by=None, at=at, audience=Audience.PERSON)
    for reader in readers_of(row, at):
        tell(to=reader, kind="files_sent", of=row, at=at)
    return row


def _attached(
    row: Matter, files: Sequence[Checked], words: str, *, by: Official | None, at: datetime, audience: str
) -> None:
    refuse(attaching.objection_to_attaching(row))
    if not files:
        raise Refused(_("Please choose at least one photo or document."))
    new = keep_files(row, files, by=by, at=at, audience=audience, who=RESIDENT)
    leave_step(
        row,
        Step.Deed.ATTACH,
        at=at,
        by=by,
        note=words.replace("\x00", "").strip()[:MAX_WORDS],
        facts={"files": new},
        who=RESIDENT,
    )


@transaction.atomic
def withdraw_file(
    *, attachment: Attachment, matter: Matter, words: str, version: int | None, by: Official, at: datetime
) -> None:
    """Hide a file that was put there by mistake; that it was there, and why it went, stays on record."""
    row = claim(matter, version)
    kept = Attachment.objects.of(row.reference).filter(pk=attachment.pk).first()
    if kept is None or not attaching.may_withdraw(kept, row, by):
        raise Refused(_("This step belongs to somebody else's post."))
    if len(words.strip()) < MIN_WORDS:
        raise Refused(_("Please say it in a few words."))
    files_of.withdraw(attachment=kept, by=by, at=at)
    shown = kept.audience == Audience.PERSON
    leave_step(row, Step.Deed.DETACH, at=at, by=by, note=words.strip(), facts={"shown": shown})
    if shown:
        tell_page(page=row.reference, kind="told", at=at, deed=Step.Deed.DETACH)
