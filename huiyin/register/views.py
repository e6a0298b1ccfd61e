"""The pages of the register: as it stood on a day, a household, its card, and whom it points at."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from huiyin.contacts.models import Contact, Promise
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_on
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.models import Appointment
from huiyin.orgs.standing import LEADING
from huiyin.people.models import GroupDeclaration, Household, Resident
from huiyin.register import card as contact_card
from huiyin.register import held_apart, listing, quota, rules, silence
from huiyin.register.asking import alike
from huiyin.register.forms import day_asked, group_words
from huiyin.register.group_slips import objection_to_giving
from huiyin.register.homes import homes_seen
from huiyin.register.models import Assignment, Exemption
from huiyin.ui.address import tail
from huiyin.ui.keyset import page

PAGE = 50
FILTERS = ("unit", "official", "village")


def _day(request: StaffRequest) -> tuple[date, date]:
    today = local_day(request.at, request.county)
    return day_asked(request.GET.get("on", ""), today), today


def _is_desk(request: StaffRequest) -> bool:
    return request.user.standing(request.at).has(*LEADING)


def _link(day: date, **more: str) -> str:
    return f"?{tail(on=day.isoformat(), **more)}"


@require_safe
@staff
def lines(request: StaffRequest) -> HttpResponse:
    """The contact register as it stands today, or as it stood on a day; by branch, official or village."""
    day, today = _day(request)
    wanted = {name: request.GET.get(name, "")[:60] for name in FILTERS}
    found = listing.lines(request.user, request.at, day, **wanted)
    rows = page(found, request, *listing.IN_ORDER, size=PAGE)
    seen = listing.lines(request.user, request.at, day)
    context = {
        "lines": rows.rows,
        "day": day,
        "today": today,
        "wanted": wanted,
        "choices": listing.choices(seen),
        "count": rows.count,
        "here": _link(day, **wanted),
        **rows.links,
        "is_desk": _is_desk(request),
    }
    return render(request, "register/register.html", context)


@require_safe
@staff
def household(request: StaffRequest, key: str) -> HttpResponse:
    """A household: who is in touch with it, who speaks for it, when it was met, what it was promised."""
    seen = homes_seen(request.user, request.at).select_related("place")
    found = get_object_or_404(seen, key=key)
    today = local_day(request.at, request.county)
    own = Contact.objects.visible_to(request.user, request.at).filter(household=found)
    met = found.contacts.standing().select_related("official", "unit").newest_first()[:10]
    kept = Assignment.objects.visible_to(request.user, request.at).filter(household=found)
    kept = kept.select_related("official", "unit", "person", "handed_from__official")
    promised = Promise.objects.visible_to(request.user, request.at).filter(contact__household=found)
    charter = charter_on(today, request.county)
    groups = dict(group_words(charter)) if charter else {}
    members = list(found.members.prefetch_related("consents").order_by("pk"))
    declared = found.declarations.last()
    context = {
        "household": found,
        "groups": [groups.get(code, code) for code in found.groups],
        "declared": declared,
        "named_none": declared and not found.groups and not _was_emptied(declared, members),
        "members": members,
        "lines": [_row(request, line, today) for line in kept.live_on(today)],
        "past": list(kept.filter(ended_on__lte=today).order_by("-ended_on", "-pk")),
        "contacts": list(met),
        "own": set(own.values_list("pk", flat=True)),
        "promises": list(promised.open().soonest_first()),
        "may_slip": objection_to_giving(found, request.user, request.at) is None,
        "alike": alike(found, request.user, request.at, lambda: _may_decide(found, request)),
        "is_desk": request.user.standing(request.at).over(found.place, *LEADING),
    }
    return render(request, "register/household.html", context)


def _may_decide(household: Household, request: StaffRequest) -> bool:
    """Whether the reader may say that it is another household than those it resembles."""
    return held_apart.to_decide(request.user, request.at).filter(pk=household.pk).exists()


def _was_emptied(declared: GroupDeclaration, members: list[Resident]) -> bool:
    """Whether what was said went with the details of the last who agreed: then nobody knows which groups they were."""
    return any(
        one.anonymised_at and one.anonymised_at >= declared.at and not _others_agreed(one, members)
        for one in members
    )


def _others_agreed(gone: Resident, members: list[Resident]) -> bool:
    """Whether somebody else of the home agreed when the details of one were erased: then nothing else was."""
    when = gone.anonymised_at
    return when is not None and any(
        consent.given_at <= when and (consent.withdrawn_at is None or consent.withdrawn_at > when)
        for other in members
        if other != gone and (other.anonymised_at is None or other.anonymised_at > when)
        for consent in other.consents.all()
    )


def _row(request: StaffRequest, line: Assignment, today: date) -> dict[str, Any]:
    by, at = request.user, request.at
    return {
        "line": line,
        "state": listing.state_of(line, today),
        "may_end": rules.objection_to_keeping_register(by, line.official, at) is None,
        "may_hand_over": by.standing(at).over(line.unit, *LEADING),
        "is_mine": line.official_id == by.pk,
    }


@require_safe
@staff
def card(request: StaffRequest, key: str) -> HttpResponse:
    """The contact card for the household: who keeps in touch, how to reach them, what is promised, how to withdraw."""
    seen = homes_seen(request.user, request.at).select_related("place")
    found = get_object_or_404(seen, key=key)
    today = local_day(request.at, request.county)
    return render(
        request, "register/card.html", {"household": found, "card": contact_card.card(found, today)}
    )


@require_safe
@staff
def below_quota(request: StaffRequest) -> HttpResponse:
    """Officials who keep fewer households than the charter of that day asks for, and are not exempt; by name."""
    day, today = _day(request)
    found = quota.below_quota(request.user, request.at, day)
    context = _people(request, found, day, today)
    charter = charter_on(day, request.county)
    context["target"] = charter.figure("contact.households_target").value if charter else None
    exempt = Exemption.objects.visible_to(request.user, request.at).granted_on(day)
    context["exempt"] = list(exempt.select_related("official", "unit").order_by("official__name_key", "pk"))
    return render(request, "register/below_quota.html", context)


@require_safe
@staff
def load(request: StaffRequest) -> HttpResponse:
    """Who keeps how many households, by name; never in the order of a number."""
    day, today = _day(request)
    found = quota.with_lines(quota.officers(request.user, request.at, day), day)
    return render(request, "register/load.html", _people(request, found, day, today))


def _people(request: StaffRequest, found: Any, day: date, today: date) -> dict[str, Any]:
    people = page(found, request, "name_key", "pk", size=PAGE)
    posts = _posts(request, people.rows) if day == today else {}
    return {
        "people": [(one, _link(day, official=one.username), posts.get(one.pk, [])) for one in people.rows],
        "day": day,
        "today": today,
        "on": f"&on={day.isoformat()}" if day != today else "",
        "is_desk": _is_desk(request),
        **people.links,
    }


def _posts(request: StaffRequest, people: list[Any]) -> dict[int, list[Appointment]]:
    """Posts that the asker may note as left, by official: never one's own."""
    paths = request.user.standing(request.at).paths_of(*LEADING)
    seen = Appointment.objects.visible_to(request.user, request.at).filter(to_on=None, official__in=people)
    found: dict[int, list[Appointment]] = {}
    for one in seen.exclude(official=request.user).select_related("post__unit"):
        if any(one.post.unit.is_within(path) for path in paths):
            found.setdefault(one.official_id, []).append(one)
    return found


@require_safe
@staff
def held(request: StaffRequest) -> HttpResponse:
    """Households that wait for the reader to say whether they are others than those they resemble; the oldest first."""
    found = held_apart.with_why(held_apart.to_decide(request.user, request.at))
    rows = page(found, request, *held_apart.IN_ORDER, size=PAGE)
    return render(request, "register/held_apart.html", {"homes": rows.rows, **rows.links})


@require_safe
@staff
def dormant(request: StaffRequest) -> HttpResponse:
    """Live lines on which nobody has met for the charter's number of days; in the order of the register."""
    day, today = _day(request)
    seen = Assignment.objects.visible_to(request.user, request.at)
    found = silence.dormant(seen, day, request.county).select_related(
        "official", "household__place", "person", "unit"
    )
    rows = page(found, request, *listing.IN_ORDER, size=PAGE)
    charter = charter_on(day, request.county)
    context = {
        "rows": [(line, (day - line.silent_since).days) for line in rows.rows],
        "days": charter.figure("keeping.dormant_days").value if charter else None,
        "day": day,
        "today": today,
        **rows.links,
    }
    return render(request, "register/dormant.html", context)
