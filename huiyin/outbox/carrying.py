"""The transports as deeds and clock know them: which account of the county each needs, whom it reaches where, what it says.

Another transport is a module in `transports`, its account in `models`, its words, and a line of `CARRIAGES`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Value

from huiyin.lib import telephone
from huiyin.outbox import rules, sms_wording, wechat_wording, wording
from huiyin.outbox.models import Gateway, HowTold, Mailbox, Outgoing, is_stopped
from huiyin.outbox.transports import Line, Parcel, mail, sms, wechat
from huiyin.outbox.wechat.models import WeChat
from huiyin.people.models import Resident


@dataclass(frozen=True)
class Carriage:
    """One transport. `switched_on` are the open county's accounts that are; the others are asked with one or for an address.

    An address is empty where there is none. `words` makes the message: the row, the first about the same thing, the
    account, the address, and how many notices wait on a desk.
    """

    switched_on: Callable[[], QuerySet[Any]]
    line: Callable[[Any, str], Line]
    words: Callable[[Outgoing, Outgoing | None, Any, str, int], Parcel]
    of_person: Callable[[Resident], str]
    of_official: Callable[[HowTold], str]
    of_trial: Callable[[Any], str]

    def account(self) -> Any:
        """By which the open county sends; None where it does not."""
        return self.switched_on().first()

    def address(self, row: Outgoing, account: Any, told: HowTold | None) -> str:
        """Where a message goes now; `told` is what its official chose."""
        if row.kind == rules.TRIAL:
            return self.of_trial(account)
        if row.official is not None:
            return self.of_official(told) if told is not None and row.official.is_active else ""
        person = row.resident
        return self.of_person(person) if person is not None and person.withheld_at is None else ""


def _mailed_to(box: Mailbox) -> str:
    return box.sender


def _sent_to(person: Resident) -> str:
    """The number of who chose it; whoever took that back is not written to any more."""
    asked = person.told_by == rules.SMS and rules.is_mobile(person.phone)
    return _unless_stopped(telephone.digits(person.phone)) if asked else ""


def _unless_stopped(number: str) -> str:
    """A number, unless somebody answered from it that no more is wanted."""
    return "" if is_stopped(number) else number


def _tried_at(gateway: Gateway) -> str:
    return _unless_stopped(gateway.trial_to)


CARRIAGES: dict[str, Carriage] = {
    rules.MAIL: Carriage(
        switched_on=lambda: Mailbox.objects.filter(is_on=True),
        line=mail.line,
        words=wording.parcel,
        of_person=lambda person: person.email,
        of_official=lambda told: told.email,
        of_trial=_mailed_to,
    ),
    rules.WECHAT: Carriage(
        switched_on=lambda: WeChat.objects.filter(is_on=True),
        line=wechat.line,
        words=wechat_wording.parcel,
        of_person=lambda person: person.wechat if person.told_by == rules.WECHAT else "",
        of_official=lambda _told: "",
        of_trial=lambda _account: "",
    ),
    rules.SMS: Carriage(
        switched_on=lambda: Gateway.objects.filter(is_on=True),
        line=sms.line,
        words=sms_wording.parcel,
        of_person=_sent_to,
        of_official=lambda told: _unless_stopped(told.mobile),
        of_trial=_tried_at,
    ),
}


def in_use() -> list[str]:
    """By which transports the open county sends, in one question."""
    each = [
        one.switched_on().order_by().annotate(code=Value(code)).values_list("code", flat=True)
        for code, one in CARRIAGES.items()
    ]
    return list(each[0].union(*each[1:]))


def way_to(person: Resident) -> str:
    """By which transport a person hears: the one chosen, else mail where an address was given; empty where none is.

    One only, so that nobody hears the same twice; none while the county does not send by it.
    """
    chosen = person.told_by or rules.MAIL
    carriage = CARRIAGES.get(chosen)
    if carriage is None or person.withheld_at is not None or not carriage.of_person(person):
        return ""
    return chosen if carriage.account() is not None else ""
