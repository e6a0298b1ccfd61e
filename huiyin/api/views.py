"""The pages on which the security administrator lets other systems in, gives keys, and sees what each did."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.administration.forms import offer_units
from huiyin.administration.units import units_of
from huiyin.api import actions, hook_views, rules
from huiyin.api.forms import ChangeForm, SystemForm
from huiyin.api.hooking import GivenSecret
from huiyin.api.models import Key, System
from huiyin.api.operations import words_of
from huiyin.lib.sealing import SealBroken
from huiyin.orgs.administrators import SECURITY
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, administration, whole_address
from huiyin.orgs.keys import ring
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import DeedForm

LIST = _("Other systems")
SEALED_AS = "api.key"
SHOWN_FOR = timedelta(minutes=10)  # after that nobody can look at a key again
LAST = 20

ENTER = DeedPage(
    _("Let a system in"),
    SystemForm,
    actions.enter_system,
    _("Entered. It comes in with a key, which you give it now."),
    lead=_(
        "A hotline platform, a petition system, a portal. What it hands in goes to the desks like everything else."
    ),
)
DEEDS = {
    "details": DeedPage(_("Change what it may do"), ChangeForm, actions.change_system),
    "key": DeedPage(
        _("Give a key"),
        DeedForm,
        actions.give_key,
        _("The key is there. Please hand it to nobody but who runs the system."),
        lead=_(
            "It is shown once. The key in use stays valid beside it until you end it, so that nothing stands still."
        ),
    ),
    "end": DeedPage(
        _("Shut the system out"),
        DeedForm,
        actions.end_system,
        _("It is shut out; none of its keys is valid any more."),
        lead=_("From now on it can hand in and read nothing. What it handed in is answered all the same."),
        is_grave=True,
    ),
}
END_KEY = DeedPage(
    _("End this key"),
    DeedForm,
    actions.end_key,
    _("The key has ended."),
    lead=_("From now on nobody is let in with it."),
    is_grave=True,
)


@require_http_methods(["GET", "HEAD"])
@administration(SECURITY)
def listed(request: StaffRequest) -> HttpResponse:
    """Which systems there are."""
    found = System.objects.visible_to(request.user, request.at).select_related("unit", "hook")
    return render(request, "api/systems.html", {"systems": found})


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SECURITY)
def enter(request: StaffRequest) -> HttpResponse:
    """A new one."""
    form = _with_units(request, ENTER.form(posted(request)))
    return deed_page(request, ENTER, form, (reverse("systems:list"), LIST), _page_of)


@require_http_methods(["GET", "HEAD"])
@administration(SECURITY)
def see(request: StaffRequest, system: int) -> HttpResponse:
    """One system: what it may, its keys, and what it did, without anything that stood in it."""
    found = _system(request, system)
    valid = list(found.keys.valid())
    here = reverse("api:openapi-json", kwargs={"county": request.county.slug})
    first = local_day(request.at, request.county) - timedelta(days=rules.DAYS_SHOWN)
    context = {
        "system": found,
        "keys": valid,
        "days": found.days.filter(day__gt=first),
        "calls": [(one, words_of(one.operation)) for one in found.calls.all()[:LAST]],
        "deeds": [
            (f"{_page_of(found)}{noun}/", page.title, _against(found, noun, len(valid)))
            for noun, page in DEEDS.items()
        ],
        "document": whole_address(request, here),
        **hook_views.shown(found, _page_of(found), request.at),
    }
    return render(request, "api/system.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SECURITY)
def do(request: StaffRequest, system: int, noun: str) -> HttpResponse:
    """One deed to a system."""
    page = DEEDS.get(noun) or hook_views.DEEDS.get(noun)
    if page is None:
        raise Http404
    found = _system(request, system)
    begins = INITIAL.get(noun)
    form = page.form(posted(request), initial=begins(found) if begins else {})
    if noun == "details":
        _with_units(request, form)

    def there(made: Any) -> str:
        if isinstance(made, actions.GivenKey):
            return key_address(made, request.at)
        if isinstance(made, GivenSecret) and made.is_fresh:
            return hook_views.secret_address(made, request.at)
        return _page_of(found)

    return deed_page(request, page, form, (_page_of(found), found.name), there, system=found)


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SECURITY)
def end_key(request: StaffRequest, system: int, key: int) -> HttpResponse:
    """A key that is no longer needed, or in the wrong hands."""
    keys = Key.objects.visible_to(request.user, request.at).valid().select_related("system")
    found = get_object_or_404(keys, pk=key, system=system)
    back = (_page_of(found.system), found.system.name)
    around = {"lead": f"…{found.tail}: {END_KEY.lead}"}
    return deed_page(request, END_KEY, END_KEY.form(posted(request)), back, around=around, key=found)


@require_http_methods(["GET", "HEAD"])
@administration(SECURITY)
def key_once(request: StaffRequest, system: int, token: str) -> HttpResponse:
    """A fresh key, for a few minutes after it was given."""
    try:
        key, words, made = json.loads(ring().open(token, SEALED_AS))
    except (SealBroken, ValueError):
        raise Http404 from None
    if request.at.timestamp() - made > SHOWN_FOR.total_seconds():
        raise Http404
    keys = Key.objects.visible_to(request.user, request.at).valid().select_related("system")
    found = get_object_or_404(keys, pk=key, system=system)
    root = reverse("api:api-root", kwargs={"county": request.county.slug})
    context = {"key": found, "words": words, "address": whole_address(request, root)}
    return render(request, "api/key.html", context)


def key_address(given: actions.GivenKey, at: datetime) -> str:
    """Where a fresh key is shown; the address itself is sealed and says nothing."""
    token = ring().seal(json.dumps([given.key.pk, given.words, int(at.timestamp())]), SEALED_AS)
    return reverse("systems:key", kwargs={"system": given.key.system_id, "token": token})


def _system(request: StaffRequest, key: int) -> System:
    seen = System.objects.visible_to(request.user, request.at).select_related("unit")
    found: System = get_object_or_404(seen, pk=key)
    return found


def _page_of(system: System) -> str:
    return reverse("systems:system", kwargs={"system": system.pk})


def _with_units(request: StaffRequest, form: Any) -> Any:
    offer_units(form, "unit", units_of(request.user, local_day(request.at, request.county)))
    return form


def _initial(system: System) -> dict[str, Any]:
    kept = ("name", "scopes", "per_minute", "version")
    return {name: getattr(system, name) for name in kept} | {"unit": system.unit.code if system.unit else ""}


INITIAL = {"details": _initial, "hook": hook_views.initial}


def _against(system: System, noun: str, valid: int) -> str | None:
    return rules.objection_to_key(system, valid) if noun == "key" else rules.objection_to_ended(system)
