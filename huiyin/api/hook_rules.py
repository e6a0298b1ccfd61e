"""What holds for calling another system: which address, how long until the next try, and why a call was not taken."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.api.models import Hook, System
from huiyin.api.rules import objection_to_ended
from huiyin.api.scopes import FOLLOWING
from huiyin.lib import posting
from huiyin.lib.posting import Answer, NoAnswer, Why
from huiyin.lib.refusal import Beside
from huiyin.outbox.rules import WAITS

MOST_TOLD: Final = 100  # changes in a call
SECONDS: Final = 10.0  # for a call, from the name to the last byte of the answer
BEGUN: Final = timedelta(minutes=2)  # a call that is older has been broken off
PAUSED_AFTER: Final = timedelta(days=3)
OLD_SECRET: Final = timedelta(days=1)
SHOWN_FOR: Final = timedelta(minutes=10)  # after that nobody can look at a secret again
GONE: Final = 410
ANSWERED, UNKNOWN = "answered", "unknown"

REASONS: Final = {
    Why.NOT_AN_ADDRESS: gettext_lazy("The address cannot be called as it is written."),
    Why.NOT_ALLOWED: gettext_lazy(
        "The address leads where this installation may not call. Whoever runs it names the networks of the house that may "
        "be called (HUIYIN_MAY_CALL)."
    ),
    Why.UNREACHABLE: gettext_lazy("Nobody could be reached there, or the line broke off."),
    Why.NOT_TRUSTED: gettext_lazy("The certificate there is of another name, or of nobody whom we trust."),
    Why.TOO_SLOW: gettext_lazy("There was no answer within ten seconds."),
    Why.TOO_LARGE: gettext_lazy("The answer was too large to be one."),
    ANSWERED: gettext_lazy("It was not taken; the answer was:"),
    UNKNOWN: gettext_lazy("The call has not come back; nobody knows whether it was taken."),
}


def reason_of(answer: Answer | NoAnswer) -> tuple[str, int | None]:
    """Why it was not taken, as it is kept, and what was answered; empty where it was."""
    if isinstance(answer, NoAnswer):
        return answer.why.value, None
    return "" if answer.is_taken else ANSWERED, answer.status


def next_try(tries: int, at: datetime) -> datetime:
    """After so many tries of a call that came to nothing."""
    return at + WAITS[min(tries, len(WAITS)) - 1]


def objection_to_address(system: System, address: str) -> str | None:
    """Encrypted, or within the house; and of a system that follows something."""
    if system.ended_at is not None:
        return objection_to_ended(system)
    if set(FOLLOWING).isdisjoint(system.scopes):
        return _("It follows no matters; please change first what it may do.")
    if posting.objection(address):
        return Beside("address", _("Please give a whole address, such as https://example.gov.cn/changes."))
    if not posting.may_be_public(address) and not settings.HUIYIN_MAY_CALL:
        words = _(
            "Please give an address that begins with https. Without encryption only networks of the house are called that "
            "whoever runs this installation has named (HUIYIN_MAY_CALL)."
        )
        return Beside("address", words)
    return None


def objection_to_hook(system: System, hook: Hook | None) -> str | None:
    """There has to be an address, and the system has to be let in."""
    if system.ended_at is not None:
        return objection_to_ended(system)
    return _("No address to call has been entered.") if hook is None else None


def objection_to_calling(system: System, hook: Hook | None) -> str | None:
    """A trial, or calling at once: not what was switched off here."""
    against = objection_to_hook(system, hook)
    if against is None and hook is not None and hook.off == Hook.Off.STOPPED:
        return _("It is switched off; please enter the address anew to switch it on.")
    return against


def objection_to_calling_now(system: System, hook: Hook | None) -> str | None:
    """Where something waits to be told."""
    against = objection_to_calling(system, hook)
    if against is None and hook is not None and not hook.off and hook.told >= system.last_change:
        return _("It has been told everything.")
    return against


def objection_to_stopping(system: System, hook: Hook | None) -> str | None:
    """Once."""
    against = objection_to_hook(system, hook)
    if against is None and hook is not None and hook.off == Hook.Off.STOPPED:
        return _("It is switched off already.")
    return against


def objection_to_ending_old(system: System, hook: Hook | None) -> str | None:
    """Where two sign."""
    against = objection_to_hook(system, hook)
    if against is None and hook is not None and not hook.old_secret:
        return _("Only one secret signs.")
    return against
