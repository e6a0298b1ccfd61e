"""Telling: one row in the outbox per reader, and marking it read."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Value
from django.db.models.functions import Coalesce

from huiyin.notices.models import Notice, count_anew, unread_about
from huiyin.orgs.models import Official


def tell(*, to: Official, kind: str, about: str, at: datetime, where: str = "", **facts: object) -> None:
    """Put a line on an official's desk, in the transaction of the deed it tells of.

    `where` is the address of the page it opens; left empty, `about` is a matter.
    """
    Notice.objects.create(to=to, kind=kind, about=about, where=where, at=at, facts=facts)
    count_anew(to)


def tell_all(
    *, to: Iterable[Official], kind: str, about: str, at: datetime, where: str = "", **facts: object
) -> None:
    """The same line on many desks at once."""
    rows = [Notice(to=reader, kind=kind, about=about, where=where, at=at, facts=facts) for reader in to]
    Notice.objects.bulk_create(rows, batch_size=1000)
    for row in rows:
        count_anew(row.to)


def tell_page(*, page: str, kind: str, at: datetime, **facts: object) -> None:
    """Put a line on a resident's page."""
    Notice.objects.create(page=page, about=page, kind=kind, at=at, facts=facts)


def read_all(*, by: Official, about: str, at: datetime) -> None:
    """Opening a matter reads what was said of it; whoever has read everything changes nothing."""
    if unread_about(by, about):
        Notice.objects.visible_to(by).unread().filter(about=about).update(read_at=at)
        count_anew(by)


def read_by_doing(*, by: Official, about: str, at: datetime) -> None:
    """Doing something to a matter reads what was said of it, as opening it does; nobody is shown how much that was."""
    if Notice.objects.visible_to(by).unread().filter(about=about).update(read_at=at):
        count_anew(by)


def forget(*, about: str, at: datetime, to: Official | None = None) -> None:
    """Of a thing that nobody, or one reader, may know of any more: what was told says nothing, and is not shown."""
    told = Notice.objects.filter(about=about) if to is None else Notice.objects.filter(about=about, to=to)
    told.update(about="", where="", facts={}, read_at=Coalesce("read_at", Value(at)))
    count_anew(to)
