"""Telling officials of a matter: everybody but whom it is about."""

from collections.abc import Iterable
from datetime import datetime

from huiyin.matters.models import Matter
from huiyin.matters.rules import firewall, line_of
from huiyin.notices import actions as notices
from huiyin.orgs.models import Official
from huiyin.outbox import actions as outbox


def tell(*, to: Official, kind: str, of: Matter, at: datetime, where: str = "", **facts: object) -> None:
    """Put a line on an official's desk; whom the matter is about hears of nothing (I-19)."""
    if not firewall.bars(of, to, at):
        notices.tell(to=to, kind=kind, about=of.reference, at=at, where=where, **facts)


def tell_all(
    *, to: Iterable[Official], kind: str, of: Matter, at: datetime, where: str = "", **facts: object
) -> None:
    """The same line on several desks, in one statement."""
    notices.tell_all(
        to=firewall.clear(of, to, at), kind=kind, about=of.reference, at=at, where=where, **facts
    )


def write_to_person(kind: str, *, of: Matter, cause: str, at: datetime) -> None:
    """Tell the person by mail, if they gave an address for it; never of what is shut for another organ."""
    if of.resident is not None and of.origin != Matter.Origin.SEALED:
        outbox.write_to(resident=of.resident, kind=kind, about=of.reference, cause=cause, at=at)


def tell_who_raised(kind: str, *, of: Matter, by: Official, at: datetime) -> None:
    """The official who brought it in, unless it was they who did it.

    What came through an organisation or a deputy is to be told to these too: whoever heard it from them is asked to,
    and where they are gone the desk (S33).
    """
    readers = [of.raised_by] if of.raised_by is not None and of.raised_by.is_active else []
    through = bool(of.source_org) and kind in ("answered", "referred")
    for reader in readers or (line_of.desk(of, of.intake_unit, at) if through else []):
        if reader.pk == by.pk:
            continue
        if through:
            passed_on = "answered_through" if kind == "answered" else "referred_through"
            tell(to=reader, kind=passed_on, of=of, at=at)
        else:
            tell(to=reader, kind=kind, of=of, at=at)
