"""What is done about SMS: a county keeps its gateway, tries it, and takes in what the gateway says afterwards."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.lib import signing, telephone
from huiyin.lib.refusal import Refused, refuse
from huiyin.orgs.models import Official
from huiyin.outbox import rules
from huiyin.outbox.actions import trial
from huiyin.outbox.models import Gateway, HowTold, Outgoing, StoppedNumber, gateway_in_use
from huiyin.people.actions import stop_word
from huiyin.people.fields import phone_index
from huiyin.people.models import Resident

State = Outgoing.State
DELIVERED: Final = "delivered"
FAILED: Final = "failed"


@transaction.atomic
def keep_gateway(
    *, address: str, sign: str, trial_to: str, is_on: bool, by: Official, at: datetime
) -> Gateway:
    """By which gateway the county sends from now on; another address has a secret of its own."""
    kept = Gateway.objects.select_for_update().first() or Gateway()
    if kept.address != address:
        kept.secret = ""  # one gateway never shares the secret of another
    refuse(rules.objection_to_gateway(address=address, is_on=is_on, has_secret=bool(kept.secret)))
    kept.address, kept.sign, kept.is_on = address, sign, is_on
    kept.trial_to = telephone.digits(trial_to)
    kept.save()
    said = {"address": address, "sign": sign, "is_on": is_on}
    record(by=by.key, deed="gateway.kept", on=f"county:{by.county.slug}", at=at, **said)
    return kept


@transaction.atomic
def make_secret(*, by: Official, at: datetime) -> str:
    """A fresh secret, in the place of the one before: what is signed with that counts no more."""
    kept = Gateway.objects.select_for_update().first()
    if kept is None:
        raise Refused(_("Please enter the gateway first."))
    kept.secret = signing.new_secret()
    kept.save(update_fields=["secret"])
    record(by=by.key, deed="gateway.secret_made", on=f"county:{by.county.slug}", at=at)
    return kept.secret


def try_gateway(*, by: Official, at: datetime) -> Outgoing:
    """A trial SMS to the number that stands for it: it goes the way of every other."""
    kept = gateway_in_use()
    if kept is None:
        raise Refused(_("The county sends no SMS yet: the gateway is not switched on."))
    if not kept.trial_to:
        raise Refused(_("Please enter a number for trials first."))
    return trial(rules.SMS, "gateway.tried", by=by, at=at)


@transaction.atomic
def take_receipt(*, message: int, again: int, state: str, code: str, at: datetime) -> bool:
    """What the gateway says of a message afterwards, in any order and however often; False where there is none such.

    That it arrived stands, whatever else is said. That it did not counts only of what was sent last.
    """
    row = Outgoing.objects.select_for_update().filter(pk=message, transport=rules.SMS).first()
    if row is None:
        return False
    if row.is_forgotten or row.arrived_at is not None:
        return True
    if state == DELIVERED:
        row.state, row.reason, row.answered = State.HANDED, "", ""
        row.handed_at, row.arrived_at = row.handed_at or at, at
    elif state == FAILED and again == row.sent_again and row.reason not in rules.FOR_GOOD:
        row.state, row.reason, row.answered = State.GIVEN_UP, rules.NOT_ARRIVED, code
        row.handed_at = None
    else:
        return True
    row.next_at = row.begun_at = None
    row.save()
    return True


@transaction.atomic
def take_stop(*, phone: str, at: datetime) -> int:
    """Somebody answers that they want no more SMS: none goes to that number, whoever gives it; how many had chosen it."""
    stopped = 0
    if index := phone_index(phone):
        StoppedNumber.objects.get_or_create(number_index=index, defaults={"stopped_at": at})
    for person in Resident.objects.with_number(phone).filter(told_by=rules.SMS):
        stopped += stop_word(resident=person, at=at)
    officials = HowTold.objects.filter(mobile_index=index, told_by=rules.SMS)
    if index:
        stopped += officials.update(told_by="", mobile="", mobile_index="")
    return stopped


def take_start(*, phone: str, at: datetime) -> bool:
    """The same telephone answers that SMS may come again: to who chooses them from then on; False where none were ended."""
    index = phone_index(phone)
    stopped = StoppedNumber.objects.filter(number_index=index).exclude(number_index="")
    return bool(stopped.update(number_index="", lifted_at=at))
