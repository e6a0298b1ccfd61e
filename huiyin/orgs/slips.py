"""Giving a slip and coming in with it: the first password and every later one that was forgotten are an official's own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.lib.reference import SLIP_LENGTH, new_code, normal_code
from huiyin.lib.refusal import Refused, refuse
from huiyin.orgs.charter import charter_of
from huiyin.orgs.handles import same_code
from huiyin.orgs.keys import ring
from huiyin.orgs.many import keep_password
from huiyin.orgs.models import Official, Slip
from huiyin.orgs.trying import tried_before


@dataclass(frozen=True)
class Given:
    """A fresh slip and what only its official gets: the code and the link, which nobody can read again later."""

    slip: Slip
    code: str
    link: str


@dataclass(frozen=True)
class Tried:
    """What a name and a code lead to: a slip or nothing, and the seconds to wait before anything is looked up again."""

    slip: Slip | None
    wait: int = 0


@transaction.atomic
def give_slip(*, official: Official, by: str, at: datetime) -> Given:
    """A new way in. The one before, the password there was and all open sessions end with it."""
    refuse(objection_to_slip(official))
    days = int(charter_of(at).figure("administration.slip_days").value)
    Slip.objects.pending().filter(official=official).update(ended_at=at)
    code, link = new_code(SLIP_LENGTH), token_urlsafe(24)
    slip = Slip.objects.create(
        official=official,
        code_index=_code_index(official.username, code),
        link_index=_link_index(link),
        given_by=by,
        given_at=at,
        expires_at=at + timedelta(days=days),
    )
    official.set_unusable_password()
    official.failures, official.locked_until, official.password_is_given = 0, None, False
    official.save(update_fields=["password", "failures", "locked_until", "password_is_given"])
    record(by=by, deed="slip.given", on=official.key, at=at, days=days)
    return Given(slip, code, link)


def objection_to_slip(official: Official) -> str | None:
    """Whoever is locked is unlocked first."""
    if not official.is_active:
        return _("This account is locked; please unlock it first.")
    return None


def _code_index(login: str, code: str) -> str:
    return ring().blind(f"{login}:{normal_code(code, SLIP_LENGTH)}", "orgs_slip.code")


def _link_index(link: str) -> str:
    return ring().blind(link, "orgs_slip.link")


@transaction.atomic
def by_code(*, login: str, code: str, address: str, at: datetime) -> Tried:
    """The open slip of this name and code. A wrong name and a wrong code cost the same work, and slow down who guesses."""
    login = login.strip().casefold()
    tried = tried_before(f"slip:{login}:{normal_code(code, SLIP_LENGTH)}", address, at)
    if tried.left:
        return Tried(None, tried.left)
    slip = Slip.objects.open_at(at).filter(official__username=login).first()
    if same_code(slip.code_index if slip else "", _code_index(login, code)):
        return Tried(slip)
    tried.note()
    return Tried(None)


def by_link(link: str, *, at: datetime) -> Slip | None:
    """The open slip of this link, or None."""
    return by_index(_link_index(link), at=at)


def by_index(index: str, *, at: datetime) -> Slip | None:
    """The open slip that a browser was let in with, or None."""
    return Slip.objects.open_at(at).filter(link_index=index).select_related("official").first()


@transaction.atomic
def come_in(*, slip: Slip, password: str, at: datetime) -> Official:
    """Choose a password with the slip, which then opens nothing more."""
    row = Slip.objects.select_for_update().open_at(at).filter(pk=slip.pk).first()
    if row is None:
        raise Refused(_("This slip has been used or is no longer valid; please ask for a new one."))
    official = row.official
    row.used_at = at
    row.save(update_fields=["used_at"])
    keep_password(official, password, is_given=False, at=at)
    record(by=official.key, deed="slip.used", on=official.key, at=at, given_by=row.given_by)
    return official
