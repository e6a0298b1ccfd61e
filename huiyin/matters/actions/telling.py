"""Telling officials of a matter: everybody but whom it is about."""

from datetime import datetime

from huiyin.matters.models import Matter
from huiyin.matters.rules import firewall
from huiyin.notices import actions as notices
from huiyin.orgs.models import Official


def tell(*, to: Official, kind: str, of: Matter, at: datetime, where: str = "", **facts: object) -> None:
    """Put a line on an official's desk; whom the matter is about hears of nothing (I-19)."""
    if not firewall.bars(of, to, at):
        notices.tell(to=to, kind=kind, about=of.reference, at=at, where=where, **facts)


def tell_who_raised(kind: str, *, of: Matter, by: Official, at: datetime) -> None:
    """The official who brought it in, unless it was they who did it."""
    if of.raised_by is not None and of.raised_by_id != by.pk:
        tell(to=of.raised_by, kind=kind, of=of, at=at)
