"""What time does for the systems that are called: tells each of them its changes, in order, until it has taken them.

Each call is claimed in one transaction, made outside any, and noted in another. Whoever is killed in between leaves a call
that has not come back: it is made again later, of the same changes and under the same number, and the page says so.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import F
from django.urls import reverse

from huiyin.api import hook_rules as rules
from huiyin.api.hook_body import changes_body, trial_body
from huiyin.api.models import Change, Hook
from huiyin.api.scopes import matters_of
from huiyin.audit.scope import county_scope
from huiyin.lib import posting, signing
from huiyin.lib.posting import Answer, NoAnswer
from huiyin.notices.actions import tell_all
from huiyin.orgs.administrators import SECURITY, administering
from huiyin.orgs.each_county import in_each
from huiyin.orgs.models import County

AT_ONCE: Final = 8  # systems called beside each other: none waits for a slow one of another house
SECONDS_A_TURN: Final = 5.0  # after that the other lines of the clock have their turn
NOW: Final = timedelta(0)


@dataclass(frozen=True)
class Ready:
    """One call as it leaves, and whose it is; `begun_at` is None for a trial."""

    hook: int
    begun_at: datetime | None
    address: str
    headers: dict[str, str]
    body: bytes


def call_due(*, at: datetime) -> int:
    """Call whoever is to be told something; how many calls were taken."""
    return in_each(_of_county, at)


def _of_county(county: County, at: datetime) -> int:
    done, begun = 0, time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as beside:  # its threads know no database
        while (passed := time.monotonic() - begun) < SECONDS_A_TURN:
            now = at + timedelta(seconds=int(passed))
            with county_scope(county.pk):
                ready = _claimed(now)
            if not ready:
                break
            answers = list(beside.map(_call, ready)) if len(ready) > 1 else [_call(ready[0])]
            with county_scope(county.pk):
                done += sum(_noted(one, said, now) for one, said in zip(ready, answers, strict=True))
    return done


def _call(ready: Ready) -> Answer | NoAnswer:
    return posting.call(
        "POST",
        ready.address,
        body=ready.body,
        headers=ready.headers,
        may=settings.HUIYIN_MAY_CALL,
        may_public=posting.may_be_public(ready.address),
        seconds=rules.SECONDS,
    )


def _claimed(at: datetime) -> list[Ready]:
    """Whose turn it is, taken by this clock alone; one call of a system at a time."""
    due = Hook.objects.due(at).select_for_update(of=("self",), skip_locked=True)
    return [_ready(hook, at) for hook in due.select_related("system__unit")[:AT_ONCE]]


def _ready(hook: Hook, at: datetime) -> Ready:
    if hook.old_until is not None and hook.old_until <= at:
        hook.old_secret, hook.old_until = "", None
    if hook.trial_asked_at is not None:
        hook.trial_asked_at, hook.trial_at = None, at
        hook.trial_reason, hook.trial_status = rules.UNKNOWN, None
        hook.save(update_fields=["trial_asked_at", "trial_at", "trial_reason", "trial_status", *_OLD])
        return _signed(hook, None, f"ping_{hook.pk}_{int(at.timestamp())}", at, trial_body(at))
    rows = _rows(hook)
    if hook.begun_at is not None:
        hook.broken_off, hook.broken_at = hook.broken_off + 1, hook.begun_at
    hook.begun_at, hook.next_at, hook.tries = at, at + rules.BEGUN, hook.tries + 1
    hook.upto = rows[-1].sequence if rows else hook.system.last_change
    hook.save(update_fields=["begun_at", "next_at", "tries", "broken_off", "broken_at", "upto", *_OLD])
    return _signed(hook, at, f"changes_{hook.system_id}_{hook.upto}", at, _body(hook, rows))


_OLD: Final = ("old_secret", "old_until")


def _rows(hook: Hook) -> list[Change]:
    """The changes of the call: those that it was begun with, if any of them is still known; else the next ones."""
    later = hook.system.changes.filter(sequence__gt=hook.told)
    begun = later.filter(sequence__lte=hook.upto) if hook.upto > hook.told else later.none()
    return list(begun[: rules.MOST_TOLD]) or list(later[: rules.MOST_TOLD])


def _body(hook: Hook, rows: Sequence[Change]) -> bytes:
    """Without what it may not see any more."""
    asked = {row.reference for row in rows}
    seen = set(matters_of(hook.system).filter(reference__in=asked).values_list("reference", flat=True))
    return changes_body(hook, [row for row in rows if row.reference in seen], rows)


def _signed(hook: Hook, begun_at: datetime | None, number: str, at: datetime, body: bytes) -> Ready:
    signed = signing.headers(hook.secrets(at), number=number, at=at, body=body)
    return Ready(
        hook.pk, begun_at, hook.address, {"Content-Type": "application/json; charset=utf-8", **signed}, body
    )


def _noted(ready: Ready, answer: Answer | NoAnswer, at: datetime) -> bool:
    """What became of it, and whether it was taken; what was claimed by another since stays as it is."""
    reason, status = rules.reason_of(answer)
    if ready.begun_at is None:
        Hook.objects.filter(pk=ready.hook).update(trial_reason=reason, trial_status=status)
        return not reason
    ours = Hook.objects.filter(pk=ready.hook, begun_at=ready.begun_at)
    said = {"begun_at": None, "called_at": at, "reason": reason, "status": status}
    if not reason:
        anew = {"tries": 0, "taken_at": at, "next_at": at, "failing_since": None}
        return bool(ours.update(told=F("upto"), **said, **anew))
    hook = ours.select_for_update(of=("self",)).select_related("system").first()
    if hook is not None:
        _not_taken(hook, status, at)
        ours.update(**said, off=hook.off, next_at=hook.next_at, failing_since=hook.failing_since)
    return False


def _not_taken(hook: Hook, status: int | None, at: datetime) -> None:
    """Again later; after some days, or where the address is no more, only when somebody says so."""
    hook.failing_since = hook.failing_since or at
    hook.next_at = rules.next_try(hook.tries, at)
    if hook.off:
        return
    if status == rules.GONE:
        hook.off = Hook.Off.GONE
    elif at - hook.failing_since >= rules.PAUSED_AFTER:
        hook.off = Hook.Off.PAUSED
    if hook.off:
        page = reverse("systems:system", kwargs={"system": hook.system_id})
        tell_all(
            to=administering(SECURITY),
            kind="hook_off",
            about=hook.system.key,
            where=page,
            at=at,
            name=hook.system.name,
        )
