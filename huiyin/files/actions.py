"""Putting files to a thing, taking one back, and letting go of all of them when the thing is sealed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from huiyin.audit.actions import record
from huiyin.files.checking import Checked
from huiyin.files.models import Attachment
from huiyin.lib.sealing import DataKey
from huiyin.orgs.models import Official

Audience = Attachment.Audience
WIDER = (Audience.STAFF, Audience.ANSWER, Audience.PERSON)  # each reaches whom the one before it reaches


@transaction.atomic
def attach(
    *,
    about: str,
    key: DataKey,
    files: Sequence[Checked],
    audience: str,
    by: Official | None,
    who: str,
    at: datetime,
) -> int:
    """Keep them under the key of the thing; gives how many are new there. `who` is whom the audit names.

    One that is there already counts as new if it was taken back, or is now for somebody who did not see it before.
    """
    new = 0
    for file in files:
        row = Attachment(
            about=about,
            digest=key.mark(file.content),
            kind=file.kind,
            size=len(file.content),
            audience=audience,
            by=by,
            at=at,
        )
        row.name = key.seal(file.name, row.bound_to("name"))
        row.content = key.shut(file.content, row.bound_to("content"))
        row.small = key.shut(file.small, row.bound_to("small")) if file.small else b""
        there = Attachment.objects.filter(about=about, digest=row.digest).first()
        if there is None:
            row.save(force_insert=True)
        elif not _put_again(there, row):
            continue
        new += 1
    if new:
        record(by=who, deed="files.attached", on=about, at=at, files=new)
    return new


def _put_again(there: Attachment, row: Attachment) -> bool:
    """Show one that was taken back, or show it to more; what the person sends is theirs, whoever had it before."""
    if there.withdrawn_at is not None:
        there.withdrawn_at = there.withdrawn_by = None
        there.audience, there.by, there.at = row.audience, row.by, row.at
    elif WIDER.index(row.audience) > WIDER.index(there.audience):
        there.audience = row.audience
        there.by = row.by if row.by is None else there.by
    else:
        return False
    there.save(update_fields=["withdrawn_at", "withdrawn_by", "audience", "by", "at"])
    return True


def keep_back(*, about: str, but: Collection[str] = ()) -> None:
    """Files of an answer that was not given are for the units only, but those whose digests go with the next one."""
    rows = Attachment.objects.filter(about=about, audience=Audience.ANSWER)
    rows.exclude(digest__in=but).update(audience=Audience.STAFF)


def release(*, about: str) -> None:
    """The files of an answer become the person's with the answer."""
    Attachment.objects.filter(about=about, audience=Audience.ANSWER).update(audience=Audience.PERSON)


@transaction.atomic
def withdraw(*, attachment: Attachment, by: Official, at: datetime) -> None:
    """Hide it from everybody; that it was there, and who took it back, stays on record."""
    attachment.withdrawn_by, attachment.withdrawn_at = by, at
    attachment.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record(by=by.key, deed="files.withdrawn", on=attachment.about, at=at, digest=attachment.digest[:12])


def empty(*, about: str) -> None:
    """Leave nothing of the bytes and names of a thing's files, the withdrawn ones among them."""
    Attachment.objects.filter(about=about).update(name=b"", content=b"", small=b"")
