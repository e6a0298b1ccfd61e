"""What the security administrator does about calling a system: its address, its secret, a trial, at once, not any more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction

from huiyin.api import hook_rules as rules
from huiyin.api.models import Hook, System
from huiyin.audit.actions import record
from huiyin.lib.refusal import refuse
from huiyin.lib.signing import new_secret
from huiyin.orgs.models import Official

Objection = Callable[[System, Hook | None], str | None]


@dataclass(frozen=True)
class GivenSecret:
    """The address of a system; with a fresh secret, or without where it keeps the one it has."""

    hook: Hook
    is_fresh: bool


@transaction.atomic
def keep_hook(*, system: System, address: str, by: Official, at: datetime) -> GivenSecret:
    """Call it there from now on; the first time it gets a secret, and hears of what changes from then on."""
    found = System.objects.select_for_update(of=("self",), no_key=True).get(pk=system.pk)
    refuse(rules.objection_to_address(found, address))
    hook = Hook.objects.select_for_update().filter(system=found).first()
    is_fresh = hook is None
    if hook is None:
        now = found.last_change
        hook = Hook(system=found, secret=new_secret(), told=now, upto=now)
    if hook.address != address:
        hook.begun_at = None  # what the old address still answers says nothing of this one
    hook.address = address
    _on_again(hook, at)
    hook.save()
    _record("hook.kept", found, by, at, host=urlsplit(address).hostname or "")
    return GivenSecret(hook, is_fresh)


@transaction.atomic
def give_secret(*, system: System, by: Official, at: datetime) -> GivenSecret:
    """A fresh one; the old one signs beside it for a day."""
    hook = _locked(system, rules.objection_to_hook)
    hook.old_secret, hook.old_until = hook.secret, at + rules.OLD_SECRET
    hook.secret = new_secret()
    hook.save(update_fields=["secret", "old_secret", "old_until"])
    _record("hook.secret_given", hook.system, by, at)
    return GivenSecret(hook, True)


@transaction.atomic
def end_old_secret(*, system: System, by: Official, at: datetime) -> Hook:
    """From now on the new one alone signs."""
    hook = _locked(system, rules.objection_to_ending_old)
    hook.old_secret, hook.old_until = "", None
    hook.save(update_fields=["old_secret", "old_until"])
    _record("hook.old_secret_ended", hook.system, by, at)
    return hook


@transaction.atomic
def ask_trial(*, system: System, by: Official, at: datetime) -> Hook:
    """A signed call that tells nothing leaves within seconds; how it went stands on the page."""
    hook = _locked(system, rules.objection_to_calling)
    hook.trial_asked_at = at
    hook.save(update_fields=["trial_asked_at"])
    _record("hook.tried", hook.system, by, at)
    return hook


@transaction.atomic
def call_now(*, system: System, by: Official, at: datetime) -> Hook:
    """Do not wait for the next try; what was paused goes on where it stopped."""
    hook = _locked(system, rules.objection_to_calling_now)
    _on_again(hook, at)
    hook.save(update_fields=["off", "next_at", "tries", "failing_since"])
    _record("hook.called_now", hook.system, by, at)
    return hook


@transaction.atomic
def stop_hook(*, system: System, by: Official, at: datetime) -> Hook:
    """It is called no more; what it has been told stays noted."""
    hook = _locked(system, rules.objection_to_stopping)
    hook.off, hook.trial_asked_at = Hook.Off.STOPPED, None
    hook.save(update_fields=["off", "trial_asked_at"])
    _record("hook.stopped", hook.system, by, at)
    return hook


def _on_again(hook: Hook, at: datetime) -> None:
    """As if nothing had failed; a call that has not come back is waited for."""
    hook.off, hook.tries, hook.failing_since = "", 0, None
    if hook.begun_at is None:
        hook.next_at = at


def _locked(system: System, objection: Objection) -> Hook:
    hook = Hook.objects.select_for_update(of=("self",)).select_related("system").filter(system=system).first()
    refuse(objection(hook.system if hook else system, hook))
    assert hook is not None  # noqa: S101  # each of these objections says so
    return hook


def _record(deed: str, system: System, by: Official, at: datetime, **facts: object) -> None:
    record(by=by.key, deed=deed, on=system.key, at=at, **facts)
