"""What the public pages need: a matter as its resident reads it, the receipt, the counties."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from huiyin.contacts.models import Promise
from huiyin.matters import attached, sentences
from huiyin.matters.doors import followed
from huiyin.matters.echo import line_to_resident
from huiyin.matters.models import Deadline, Matter, Rating, Reply, Review
from huiyin.matters.resident_forms import (
    FilesForm,
    RatingForm,
    ReopeningForm,
    ReviewForm,
    SupplyForm,
    WithdrawalForm,
)
from huiyin.matters.rules import asking, attaching, closing, procedures, reopening, reviewing, ways_out
from huiyin.matters.story import story
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import PublicRequest, whole_address
from huiyin.orgs.handles import Held, Opened
from huiyin.orgs.models import County
from huiyin.outbox.carrying import way_to
from huiyin.outbox.rules import TRANSPORTS
from huiyin.outbox.wording import stop_path
from huiyin.people.models import Reveal


@dataclass(frozen=True)
class Contact:
    """Whom to ring: a name, a unit, a number."""

    name: str
    unit: str
    phone: str


def counties() -> list[County]:
    """The counties of this installation, by name."""
    return list(County.objects.all())


def matter(request: PublicRequest, opened: Opened[Matter]) -> dict[str, Any]:
    """The page of one matter: first where it stands, then everything else."""
    found = opened.thing
    main, day = followed(found), local_day(request.at, request.county)
    replies = list(reopening.answers_to(found).select_related("unit"))
    ratings, to_rate = list(found.ratings.all()), closing.reply_to_rate(found)
    rated = [one for one in ratings if to_rate is not None and one.reply_id == to_rate.pk]
    objection = reopening.objection_to_reopening(found, request.at)
    again_until = reopening.last_day_to_reopen(found) if objection is None else None
    unsolved = bool(rated) and rated[-1].handled == Rating.Handled.NO
    clock = main.deadlines.running().filter(kind=Deadline.Kind.HANDLE).first()
    return {
        "matter": found,
        "county": request.county,
        "main": main,
        "standing": sentences.standing(found),
        "standing_of_main": sentences.standing(main, rated=bool(rated)) if main.pk != found.pk else "",
        "line": line_to_resident(
            found, request.at, again_until=again_until if unsolved else None, followed=main
        ),
        "contact": contact_of(main, replies, request.county),
        "answered_on": local_day(main.replied_at, request.county)
        if main.is_answered and main.replied_at
        else None,
        "late": main.is_open and main.due_on is not None and main.due_on < day,
        "referral": sentences.referral_of(main),
        **_forms(found),
        "files": attached.for_the_person(found, request.county.slug),
        **_asked(found),
        "steps": [{"at": at, "words": words} for at, words in story(found, main)],
        "replies": replies[::-1],
        "promised": Promise.objects.standing().filter(about=main.reference).prefetch_related("revisions"),
        "today": day,
        "ratings": ratings,
        "has_rated": bool(rated),
        "rating_form": RatingForm() if to_rate is not None else None,
        "again_until": again_until,
        "reopening_form": ReopeningForm(auto_id="again_%s") if objection is None else None,
        "reopening_objection": objection if to_rate is not None else None,
        "remedy": reopening.remedy(found, request.at),
        "may_tell_anew": reopening.objection_to_telling_anew(found) is None,
        "unsolved": unsolved,
        "looks": looks(found),
        "working": clock.working_words if clock else [],
        "provisional": clock is not None and clock.is_provisional,
        **_review(found, request),
        "to_be_told": procedures.awaits_acceptance(main),
        "complaint_url": complaint_url(found, request.county),
        "draft_done": request.GET.get("done", "")[:80],
    }


def heard(found: Matter, county: County) -> dict[str, str] | None:
    """By what its person hears that there is something, and where they end that; None where they only look it up."""
    person = found.resident
    way = way_to(person) if person is not None else ""
    if person is None or not way:
        return None
    return {"words": str(TRANSPORTS[way]), "stop": stop_path(person, county)}


def brings_news(found: Matter) -> bool:
    """Whether the page is opened for the first time, or for the first time with this answer or opinion."""
    return found.holds_code_since is None or found.deliveries.outstanding().exists()


def _asked(found: Matter) -> dict[str, Any]:
    """What the desk asked, with the box and the last day for an answer while it waits for one."""
    waits = asking.objection_to_supplying(found) is None
    clock = found.deadlines.running().filter(kind=Deadline.Kind.SUPPLEMENT).first() if waits else None
    return {
        "supplement": asking.supplement_of(found),
        "supply_form": SupplyForm(auto_id="more_%s") if waits else None,
        "supply_until": _due(clock),
    }


def _forms(found: Matter) -> dict[str, Any]:
    """What the person can do besides rating and having it taken up again."""
    adds = attaching.objection_to_attaching(found) is None
    ends = ways_out.objection_to_withdrawing(found) is None
    signed = ways_out.objection_to_withdrawing_by_code(found) if ends else None
    return {
        "heard": heard(found, found.county),
        "adding_form": FilesForm(auto_id="add_%s") if adds else None,
        "withdrawal_form": WithdrawalForm(auto_id="back_%s") if ends and not signed else None,
        "withdrawal_note": signed or "",
    }


def _review(found: Matter, request: PublicRequest) -> dict[str, Any]:
    """What was asked of the body above, and the form with which one may ask."""
    if not reviewing.has_review(found):
        return {}
    may_ask = reviewing.objection_to_asking(found, request.at) is None
    window = reviewing.window(found) if may_ask else None
    return {
        "reviews": list(found.reviews.select_related("unit")),
        "review_form": ReviewForm(auto_id="review_%s") if may_ask else None,
        "review_until": window.due_on if window else None,
        "recheck": reviewing.next_stage(found) == Review.Stage.RECHECK,
    }


def contact_of(found: Matter, replies: list[Reply], county: County) -> Contact:
    """One name and one number: of the answer, else of the handler, else of the unit that holds it."""
    unit = found.holding_unit
    if found.is_answered and replies and replies[-1].contact_phone:
        last = replies[-1]
        return Contact(last.contact_name, last.unit.name, last.contact_phone)
    if found.handler is not None:
        return Contact(found.handler.name, unit.name, found.handler.phone or unit.phone or county.phone)
    return Contact("", unit.name, unit.phone or county.phone)


def looks(found: Matter) -> list[tuple[str, int]] | None:
    """How often the person's name and number were opened, by unit; None when nobody is on record."""
    if found.resident_id is None:
        return None
    units = (
        Reveal.objects.filter(resident_id=found.resident_id)
        .order_by("at")
        .values_list("unit__name", flat=True)
    )
    return list(Counter(units).items())


def complaint_url(found: Matter, county: County) -> str:
    """Where one complains of how a matter was handled: the county's desk, never the unit itself (S83)."""
    return f"{reverse('say:say', kwargs={'county': county.slug})}?about=handling&ref={found.reference}"


def receipt(request: PublicRequest, found: Held[Matter]) -> dict[str, Any]:
    """The receipt: number, code, latest date, who took it in, what happens next, the link."""
    matter = found.thing
    clocks = {clock.kind: clock for clock in matter.deadlines.all()}
    clock = clocks.get(Deadline.Kind.HANDLE)
    follow = reverse("portal:follow", kwargs={"county": request.county.slug, "token": found.link})
    return {
        "matter": matter,
        "county": request.county,
        "code": found.code,
        "link": whole_address(request, follow),
        "ask_url": whole_address(request, reverse("portal:ask", kwargs={"county": request.county.slug})),
        "phone": matter.intake_unit.phone or request.county.phone,
        "county_phone": request.county.phone,
        "due_on": matter.due_on,
        "route_on": _due(clocks.get(Deadline.Kind.ROUTE)),
        "working": clock.working_words if clock else [],
        "provisional": clock is not None and clock.is_provisional,
        "anonymous": matter.is_anonymous,
        "draft_done": request.GET.get("done", "")[:80],
    }


def _due(clock: Deadline | None) -> date | None:
    return clock.due_on if clock else None
