"""Putting files to a thing, taking one back, and letting go of all of them when the thing is sealed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from huiyin.audit.actions import record
from huiyin.files.checking import Checked
from huiyin.files.models import Attachment
from huiyin.lib.sealing import DataKey
from huiyin.orgs.models import Official

Audience = Attachment.Audience


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
    """Keep them under the key of the thing; gives how many are new there. `who` is whom the audit names."""
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
        if not Attachment.objects.filter(about=about, digest=row.digest).exists():
            row.save(force_insert=True)
            new += 1
    if new:
        record(by=who, deed="files.attached", on=about, at=at, files=new)
    return new


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
    Attachment.objects.filter(about=about).update(name="", content=b"", small=b"")
