"""Giving a slip to a household, coming in with it, and what the household then says of itself (S08).

The slip is given by somebody who is not measured by the household; what is said with it nobody else enters or sees first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from huiyin.audit.actions import RESIDENT, record
from huiyin.lib.reference import SLIP_LENGTH, as_typed, new_code, normal_code
from huiyin.lib.refusal import Refused, refuse
from huiyin.orgs.charter import charter_of
from huiyin.orgs.handles import same_code
from huiyin.orgs.keys import ring
from huiyin.orgs.models import Official
from huiyin.orgs.trying import tried_before
from huiyin.people.actions import declare_groups
from huiyin.people.models import ConsentRecord, Household
from huiyin.register.models import GroupSlip
from huiyin.register.rules import keeps_line_of

SALT: Final = "huiyin.register.group_slips"


@dataclass(frozen=True)
class Given:
    """A fresh slip and its code, which nobody can read again later."""

    slip: GroupSlip
    code: str


@dataclass(frozen=True)
class Tried:
    """What a number and a code lead to: a slip or nothing, and the seconds to wait before anything is looked up again."""

    slip: GroupSlip | None
    wait: int = 0


def objection_to_giving(household: Household, by: Official, at: datetime) -> str | None:
    """Nobody hands a slip to a household by which they are measured: they could fill it in themselves."""
    if household.voided_at is not None:
        return _("This household has been taken off the register.")
    if not _agrees(household):
        return _(
            "Nobody of this household agrees to be on the register at present; please take the consent first."
        )
    if keeps_line_of(by, household, at):
        return _(
            "You keep this household's line; a slip for its groups is given at the counter, by somebody else."
        )
    return None


def days_valid(at: datetime) -> int:
    """For how long a slip that is given now is good."""
    return int(charter_of(at).figure("keeping.group_slip_days").value)


@transaction.atomic
def give_slip(*, household: Household, by: Official, at: datetime) -> Given:
    """A new slip; the one before ends with it."""
    refuse(objection_to_giving(_locked(household), by, at))
    GroupSlip.objects.pending().filter(household=household).update(ended_at=at)
    code = new_code(SLIP_LENGTH)
    slip = GroupSlip.objects.create(
        household=household,
        code_index=_code_index(household.code, code),
        given_by=by,
        given_at=at,
        expires_at=at + timedelta(days=days_valid(at)),
    )
    record(by=by.key, deed="group_slip.given", on=f"household:{household.key}", at=at)
    return Given(slip, code)


def token_of(slip: GroupSlip) -> str:
    """The address behind a slip: signed, and of no use once the slip is."""
    return signing.dumps(mark_of(slip), salt=SALT)


def mark_of(slip: GroupSlip) -> list[Any]:
    """What a browser is let on with: it is bound to the code of the slip."""
    return [slip.pk, slip.code_index[:16]]


def by_token(token: str, *, at: datetime) -> GroupSlip | None:
    """The open slip of such an address, or None."""
    try:
        return by_mark(signing.loads(token, salt=SALT), at=at)
    except signing.BadSignature:
        return None


def by_mark(mark: Sequence[Any], *, at: datetime) -> GroupSlip | None:
    """The open slip that a browser was let on with, or None."""
    pk, index = mark
    rows = GroupSlip.objects.open_at(at).filter(pk=pk, code_index__startswith=index)
    return rows.select_related("household").first()


def was_signed(token: str) -> bool:
    """Whether it is the address of some slip, also of one that is over."""
    try:
        signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return False
    return True


@transaction.atomic
def by_code(*, number: str, code: str, address: str, at: datetime) -> Tried:
    """The open slip of this number and code. A wrong number and a wrong code cost the same, and slow down who guesses."""
    number, typed = number.strip(), as_typed(number)
    tried = tried_before(f"groups:{typed}:{normal_code(code, SLIP_LENGTH)}", address, at)
    if tried.left:
        return Tried(None, tried.left)
    open_now = GroupSlip.objects.open_at(at).select_related("household")
    slip = open_now.filter(Q(household__code__iexact=typed) | Q(household__code__iexact=number)).first()
    written = slip.household.code if slip else number
    if same_code(slip.code_index if slip else "", _code_index(written, code)):
        return Tried(slip)
    tried.note()
    return Tried(None)


@transaction.atomic
def use_slip(*, slip: GroupSlip, groups: Sequence[str], at: datetime) -> None:
    """What the household says of itself now takes the place of what it said before, with this day; the slip is used.

    The household is locked first and the slip looked at again: who came in a moment earlier, or took its place, is seen.
    """
    household = _locked(slip.household)
    if not GroupSlip.objects.open_at(at).filter(pk=slip.pk).exists():
        raise Refused(_("This slip has been used already, or its time is over. Please ask for a new one."))
    if keeps_line_of(slip.given_by, household, at):
        raise Refused(
            _(
                "Who gave you this slip keeps in touch with your household now. "
                "Please ask for a new one at the counter, from somebody else."
            )
        )
    GroupSlip.objects.filter(pk=slip.pk).update(used_at=at)
    declare_groups(household=household, groups=groups, at=at)
    record(by=RESIDENT, deed="groups.declared", on=f"household:{household.key}", at=at)


@transaction.atomic
def end_without_consent(*, household: Household, at: datetime) -> None:
    """Where nobody of the household agrees any more, its slip ends: a later consent does not open it again."""
    if not _agrees(_locked(household)):
        GroupSlip.objects.pending().filter(household=household).update(ended_at=at)


def can_use_slips(household: Household) -> bool:
    """Whether a slip would open anything: it is on the register, and somebody of it agrees to be."""
    return household.voided_at is None and _agrees(household)


def _agrees(household: Household) -> bool:
    live = ConsentRecord.objects.live().filter(resident__household=household)
    return live.filter(resident__anonymised_at=None).exists()


def _locked(household: Household) -> Household:
    return Household.objects.select_for_update(of=("self",)).get(pk=household.pk)


def _code_index(number: str, code: str) -> str:
    return ring().blind(f"{number}:{normal_code(code, SLIP_LENGTH)}", "register_groupslip.code")
