"""What the page of a system says of the calls to it, and the pages on which the security administrator looks after them."""

import json
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.api import hook_rules as rules
from huiyin.api import hooking as deeds
from huiyin.api.forms import HookForm
from huiyin.api.models import Hook, System
from huiyin.lib.sealing import SealBroken
from huiyin.orgs.administrators import SECURITY
from huiyin.orgs.doors import StaffRequest, administration
from huiyin.orgs.keys import ring
from huiyin.ui.deeds import DeedPage
from huiyin.ui.forms import DeedForm, OnceForm

SEALED_AS = "api.hook_secret"

DEEDS = {
    "hook": DeedPage(
        _("Set the address that is called"),
        HookForm,
        deeds.keep_hook,
        _("Kept; from now on it is called there when something changes."),
        _("Keep this address"),
        lead=_(
            "When something changes of the matters that it follows, the system is called within seconds and told which, "
            "never what was said. Each call is signed."
        ),
    ),
    "hook-trial": DeedPage(
        _("Send a trial"),
        DeedForm,
        deeds.ask_trial,
        _("The trial leaves within seconds; how it went stands here then."),
        lead=_("A signed call that tells nothing goes to the address of the system."),
    ),
    "hook-now": DeedPage(
        _("Call again now"),
        DeedForm,
        deeds.call_now,
        _("It is called again within seconds, from where it stopped."),
        lead=_("The system is told what it has not taken yet, in order, without waiting for the next try."),
    ),
    "hook-secret": DeedPage(
        _("Give a new secret"),
        OnceForm,
        deeds.give_secret,
        _("The secret is there. Please hand it to nobody but who runs the system."),
        lead=_(
            "It is shown once. For a day every call is signed with both, so that the other side changes in its own time."
        ),
    ),
    "hook-old": DeedPage(
        _("End the old secret"),
        DeedForm,
        deeds.end_old_secret,
        _("From now on the new secret alone signs."),
        lead=_("Please make sure first that the system knows the new one."),
        is_grave=True,
    ),
    "hook-off": DeedPage(
        _("Call it no more"),
        DeedForm,
        deeds.stop_hook,
        _("It is not called any more."),
        lead=_("It can still ask for what changed. Enter the address anew to go on from where it stopped."),
        is_grave=True,
    ),
}
AGAINST = {
    "hook-trial": rules.objection_to_calling,
    "hook-now": rules.objection_to_calling_now,
    "hook-secret": rules.objection_to_hook,
    "hook-old": rules.objection_to_ending_old,
    "hook-off": rules.objection_to_stopping,
}


def shown(system: System, home: str, at: datetime) -> dict[str, Any]:
    """How the calls to a system stand, and what can be done about them."""
    hook = hook_of(system)
    against = {noun: objection(system, hook) for noun, objection in AGAINST.items()}
    if hook is None:
        return {"hook": None, "offers": [] if system.ended_at else _offers(home, {"hook": None})}
    if system.ended_at is None:
        against = {"hook": None, **against}
    return {
        "hook": hook,
        "why": said_of(hook.reason),
        "why_trial": said_of(hook.trial_reason),
        "is_waiting": not hook.off and hook.told < system.last_change,
        "is_under_way": hook.begun_at is not None,
        "offers": _offers(home, {noun: no for noun, no in against.items() if no is None}),
        "old_until": hook.old_until if hook.old_until and hook.old_until > at else None,
    }


def _offers(home: str, nouns: dict[str, str | None]) -> list[tuple[str, Any]]:
    return [(f"{home}{noun}/", DEEDS[noun].title) for noun in nouns]


def said_of(reason: str) -> Any:
    """Why a call was not taken, in words."""
    return rules.REASONS.get(reason, "")


def hook_of(system: System) -> Hook | None:
    """Where it is called."""
    found: Hook | None = getattr(system, "hook", None)
    return found


def initial(system: System) -> dict[str, str]:
    """What the form of the address begins with."""
    hook = hook_of(system)
    return {"address": hook.address} if hook else {}


def secret_address(given: deeds.GivenSecret, at: datetime) -> str:
    """Where a fresh secret is shown; the address itself is sealed and says nothing."""
    sealed = ring().seal(json.dumps([given.hook.pk, given.hook.secret, int(at.timestamp())]), SEALED_AS)
    return reverse("systems:secret", kwargs={"system": given.hook.system_id, "token": sealed})


@require_http_methods(["GET", "HEAD"])
@administration(SECURITY)
def secret_once(request: StaffRequest, system: int, token: str) -> HttpResponse:
    """A fresh secret, for a few minutes after it was given."""
    try:
        hook, words, made = json.loads(ring().open(token, SEALED_AS))
    except (SealBroken, ValueError):
        raise Http404 from None
    if request.at.timestamp() - made > rules.SHOWN_FOR.total_seconds():
        raise Http404
    found = get_object_or_404(System.objects.visible_to(request.user, request.at), pk=system, hook__pk=hook)
    return render(request, "api/secret.html", {"system": found, "words": words})
