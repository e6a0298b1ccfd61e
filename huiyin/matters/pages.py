"""What the pages of a matter need: the whole of it, what surrounds a deed, the receipt."""

from datetime import date, datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.audit import actions as audit
from huiyin.contacts.models import Contact
from huiyin.files.models import Attachment
from huiyin.lib.headings import folded as folded_words
from huiyin.lib.masking import mask_numbers
from huiyin.matters import attached, dates, papers, parts, record_pages, sentences, trail, writing
from huiyin.matters.dates import length
from huiyin.matters.deeds import DEEDS, NOUNS
from huiyin.matters.deeds.delivery import IN_VAIN, in_its_way
from huiyin.matters.echo import line_of
from huiyin.matters.explaining import explained
from huiyin.matters.folding import Line, folded
from huiyin.matters.letter import last_answer
from huiyin.matters.models import Deadline, Extension, Matter, RecordCorrection, Reply, State, Step
from huiyin.matters.rules import (
    asking,
    attaching,
    calling,
    delivering,
    extending,
    hand_back,
    life,
    merging,
    procedures,
    record,
    renewing,
    replying,
    revealing,
    urgent,
)
from huiyin.matters.rules.capacity import leads_in_turn
from huiyin.matters.trodden import Head, heads, keep
from huiyin.matters.trodden import whole as whole_steps
from huiyin.matters.written_notices import EVERY
from huiyin.orgs.doors import StaffRequest, whole_address
from huiyin.orgs.handles import ASK, receipt_of
from huiyin.orgs.models import Official
from huiyin.orgs.worded import Sets, asked

WRITTEN_IN = {
    NOUNS[Step.Deed.DRAFT]: "opinion",
    NOUNS[Step.Deed.ANSWER_NOW]: "words",
}  # the field for the answer
LATEST = 30  # lines of a trail that stand on its page where there are more than twice as many
TRAIL = "trail"  # in the address: `whole`
APART = (
    Step.Deed.FLAG_URGENT,
    Step.Deed.RECUSE,
    Step.Deed.ASK_RECORD,
)  # links of their own below the buttons
SELDOM = (Step.Deed.NAME_COMPLAINED, Step.Deed.SEAL)  # below what is asked for every day
DECISIONS = (Step.Deed.EXTEND, Step.Deed.REFUSE_MORE_TIME)  # offered only where something was asked for
CORRECTING = (Step.Deed.APPROVE_CORRECTION, Step.Deed.RETURN_CORRECTION)  # only while a version waits
CALLING = (Step.Deed.CALL, Step.Deed.TRY_CALL)  # offered only while a call-back waits
REVIEWING = (Step.Deed.HEAR, Step.Deed.DECIDE_REVIEW, Step.Deed.DECIDE_RECHECK)
DECIDING = (Step.Deed.CORRECT_RECORD, Step.Deed.LEAVE_RECORD)  # only while a correction of the record waits
RUNG_BACK = tuple(
    NOUNS[deed] for deed in CALLING
)  # the person is rung first, the form is filled in after that
BRINGING = (Step.Deed.DELIVER, Step.Deed.TRY_DELIVERY)  # offered only while something is to be brought

RUNG = tuple(NOUNS[deed] for deed in BRINGING)


def around_deed(request: StaffRequest, matter: Matter, noun: str) -> dict[str, Any]:
    """The same beside the form of a deed; who writes an answer has earlier ones at hand, who reviews one reads it."""
    beside = around(request, matter) | {"in_vain": IN_VAIN.get(matter.to_bring)}
    rings = noun in RUNG if matter.to_bring == delivering.Way.PHONE else noun in RUNG_BACK
    beside["to_ring"] = rings and beside["openable"] and bool(matter.resident and matter.resident.phone)
    if noun in WRITTEN_IN:
        beside |= {"ready": writing.templates_for(matter), "written_in": WRITTEN_IN[noun]}
    if noun == NOUNS[Step.Deed.DRAFT]:
        beside["earlier_answers"] = writing.earlier_answers(matter, request.user, request.at)
    if DEEDS[noun].deed in REVIEWING:
        beside["under_review"] = last_answer(matter)
        beside["reviews"] = matter.reviews.select_related("unit")
    return beside


def around(request: StaffRequest, matter: Matter, replies: list[Reply] | None = None) -> dict[str, Any]:
    """What stands beside a deed: the words, the line, the person behind a mask, a request for more time."""
    replies = _replies(matter) if replies is None else replies
    request_open = extending.open_request(matter)
    in_clear = revealing.may_reveal(matter, request.user, request.at)
    return {
        "matter": matter,
        "said": folded_words(matter.body if in_clear else mask_numbers(matter.body)),
        "line": line_of(matter, request.at) if matter.is_live else None,
        "topic": sentences.topic_words(matter),
        "kind": sentences.kind_words(matter),
        "procedure": sentences.profile_words(matter, matter.profile),
        "person": matter.resident,
        "openable": matter.resident is not None and in_clear,
        **_draft(matter, replies),
        **_record(matter),
        "sent": delivering.outstanding(matter) if matter.to_bring else None,
        "call": calling.open_call(matter),
        "referral": sentences.referral_of(matter),
        **_urgency(matter),
        "supplement": asking.supplement_of(matter),
        "handed_back": hand_back.handed_back(matter) if matter.state == State.RETURN_DISPUTED else None,
        "asked_above": partial(parts.asked_above, matter),  # asked only where the template shows it
        "extension": request_open,
        "more_time": length(request_open.n, request_open.unit) if request_open else "",
        "due_if_granted": _due_if_granted(matter, request_open) if request_open else None,
    }


def _replies(matter: Matter) -> list[Reply]:
    """All answers and drafts in their order."""
    return list(matter.replies.select_related("unit", "returned_by"))


def _record(matter: Matter) -> dict[str, Any]:
    """What is asked to be put right on record, field by field."""
    found = record.open_correction(matter)
    return {"record": found, "readings": record_pages.readings(matter, found) if found else []}


def _put_right(matter: Matter, steps: list[Head]) -> list[dict[str, Any]]:
    """What was put right, and how it stood before."""
    if not any(step.deed == Step.Deed.CORRECT_RECORD for step in steps):
        return []
    found = RecordCorrection.objects.granted_to(matter)
    return [{"of": one, "readings": record_pages.readings(matter, one)} for one in found]


def _draft(matter: Matter, replies: list[Reply]) -> dict[str, Any]:
    """What waits for approval, with what a head changed in it, or the corrected version; and what came back last."""
    found = replies if matter.is_open or matter.correcting_since is not None else ()
    draft = replying.open_among(found)
    return {
        "draft": draft,
        "changes": partial(replying.amended, draft),  # asked only where it is shown
        "returned": replying.returned_among(replies, matter),
    }


def _urgency(matter: Matter) -> dict[str, Any]:
    """That it does not wait, and of which kind it is."""
    found = urgent.urgency_of(matter)
    words = next(
        (urgent.kind_words(one) for one in urgent.kinds(matter) if found and one.code == found.kind), ""
    )
    return {"urgency": found, "urgency_words": words}


def _due_if_granted(matter: Matter, asked: Extension) -> date | None:
    """The date that a head who grants the request signs for."""
    clock = matter.deadlines.running().filter(kind=Deadline.Kind.HANDLE).first()
    return dates.due_with(clock, asked.n, asked.unit) if clock else None


def whole(request: StaffRequest, matter: Matter) -> dict[str, Any]:
    """The page of one matter."""
    read = _read(request, matter)
    steps, replies, files = read["steps"], read["replies"], attached.shown_to_staff(matter, read["files"])
    buttons = [
        {
            "noun": NOUNS[c.deed],
            "label": in_its_way(DEEDS[NOUNS[c.deed]], matter).title,
            "objection": c.objection,
        }
        for c in sorted(life.choices(matter, request.user, request.at), key=lambda one: one.deed in SELDOM)
        if c.deed not in APART and _is_offered(c.deed, matter)
    ]
    leads = matter.is_live and leads_in_turn(matter, request.user, request.at)
    return {
        **around(request, matter, replies),
        **_merged(request, matter),
        "buttons": buttons,
        **_trail(request, matter, steps, leads=leads),
        "leads": leads,
        "files": files,
        "attachable": attaching.objection_to_attaching(matter) is None
        and attaching.may_attach(matter, request.user, request.at),
        "takeable": {one.row.pk for one in files if attaching.may_withdraw(one.row, matter, request.user)},
        "source": source_words(matter),
        "parts": parts.rows_of(request, matter) if trail.asked_others(steps) else [],
        "clocks": [(clock, explained(clock, matter)) for clock in read["clocks"]],
        "replies": [one for one in replies if one.approved_at is not None]
        or [one for one in replies if one.is_history],
        "deliveries": list(matter.deliveries.told_of()) if _was_answered(matter) else [],
        "calls": list(matter.call_backs.told_of()) if matter.replied_at else [],
        "reviews": list(matter.reviews.select_related("unit", "decided_by")) if matter.is_answered else [],
        "ratings": list(renewing.ratings_of(matter)) if _was_answered(matter) or not matter.is_live else [],
        "correctable": life.objection(Step.Deed.ASK_RECORD, matter, request.user, request.at) is None,
        "put_right": _put_right(matter, steps),
        "recusable": life.objection(Step.Deed.RECUSE, matter, request.user, request.at) is None,
        "keep_out": [one.official for one in matter.recusals.select_related("official")]
        if leads and matter.recused
        else [],
        "flaggable": life.objection(Step.Deed.FLAG_URGENT, matter, request.user, request.at) is None,
        "printable": bool(matter.receipt) and renewing.gave_out_code(matter, request.user),
        "renewable": renewing.may_check(matter, request.user, request.at),
        **_papers(request, matter),
        "looks": matter.resident.reveals.filter(about=matter.reference).count() if matter.resident else 0,
    }


def _read(request: StaffRequest, matter: Matter) -> dict[str, list[Any]]:
    """What its page shows of every matter to every reader, in one question; the rest is asked only of those that have it."""
    key, reference = matter.pk, matter.reference
    found, counted = asked(_of_every_page, None, request.at, matter=key, reference=reference)
    for one in (*found["replies"], *found["clocks"]):
        one.matter = matter
    matter.__dict__[papers.CLOCKS] = found["clocks"]
    matter.__dict__["has_others"] = bool(counted["others"])
    return found | {"steps": keep(matter, found["steps"])}


def _of_every_page(_reader: None, _at: datetime, *, matter: int, reference: str) -> Sets:
    return {
        "steps": heads(Step.objects.filter(matter=matter)),
        "replies": Reply.objects.filter(matter=matter).select_related("unit", "returned_by"),
        "clocks": Deadline.objects.filter(matter=matter).told_of(),
        "files": Attachment.objects.of(reference).select_related("by"),
    }, {"others": Matter.objects.filter(primary=matter)}


def _trail(request: StaffRequest, matter: Matter, steps: list[Head], *, leads: bool) -> dict[str, Any]:
    """The steps in words; of a long trail the latest, and how many came before them, unless all are asked for.

    And by which of them the matter is supervised, for who leads the work.
    """
    lines = folded(_for(request.user, steps, leads=leads))
    earlier = len(lines) - LATEST
    if earlier < LATEST or request.GET.get(TRAIL) == "whole":
        earlier = 0
    lines, supervised = lines[earlier:], trail.open_question(steps) if leads else None
    found = whole_steps(matter, [line.step.pk for line in lines] + ([supervised] if supervised else []))
    trips = _trips(request, {line.step.contact_id for line in lines if line.step.contact_id})
    shown = [Line(found[line.step.pk], line.since, line.times) for line in lines]
    return {
        "steps": [_shown(line, matter, trips) for line in shown],
        "earlier": earlier,
        "supervised": found[supervised] if supervised else None,
    }


def _trips(request: StaffRequest, keys: set[int]) -> set[int]:
    """Which of these trips the reader may see."""
    if not keys:
        return set()
    seen = Contact.objects.visible_to(request.user, request.at).filter(pk__in=keys)
    return set(seen.values_list("pk", flat=True))


def _for(reader: Official, steps: list[Head], *, leads: bool) -> list[Head]:
    """That somebody keeps out of it is read by them and by who leads the work, and by nobody else (I-20)."""
    return [one for one in steps if leads or one.deed != Step.Deed.RECUSE or one.by_id == reader.pk]


def _was_answered(matter: Matter) -> bool:
    """Whether an answer has gone out to its person, also that of the one it is merged with."""
    return bool(matter.replied_at or matter.reopened or matter.state == State.MERGED)


def _is_offered(deed: str, matter: Matter) -> bool:
    """Whether there is anything that the deed could be about; what objects to it is said beside its button."""
    if deed in DECISIONS:
        return matter.more_time_asked_at is not None
    if deed in DECIDING:
        return matter.record_asked_by_id is not None
    if deed in CORRECTING:
        return matter.correcting_since is not None
    if deed in CALLING:
        return bool(matter.to_call)
    return deed not in BRINGING or bool(matter.to_bring)


def _merged(request: StaffRequest, matter: Matter) -> dict[str, Any]:
    """What it is merged with, or what is merged into it, and which of these this official may open."""
    merge = merging.live_merge(matter) if matter.state == State.MERGED else None
    others = list(matter.merged.order_by("pk")) if matter.has_others else []
    keys = [one.pk for one in others] + ([merge.primary_id] if merge else [])
    seen = (
        Matter.objects.visible_to(request.user, request.at).filter(pk__in=keys)
        if keys
        else Matter.objects.none()
    )
    return {"merge": merge, "merged": others, "merged_seen": set(seen.values_list("pk", flat=True))}


def _papers(request: StaffRequest, matter: Matter) -> dict[str, Any]:
    """The papers that are there for this official, and whether the answer is there as a letter, also with the name."""
    by, at = request.user, request.at
    answered = matter.is_live and bool(matter.is_answered or matter.reopened or matter.to_bring)
    letter = answered and life.may_write_to(matter, by, at)
    return {
        "papers": [(name, kind.title) for name, kind in EVERY.items() if kind.is_there(matter, by, at)],
        "letter": letter,
        "nameable": letter and matter.resident is not None and bool(matter.resident.masked_name),
    }


def _shown(line: Line[Step], matter: Matter, trips: set[int]) -> dict[str, Any]:
    """One line of the trail: when, what, who, and the trip one may open."""
    step = line.step
    told = sentences.is_told(step)
    return {
        "seen_by": _("the person sees it") if told else _("internal"),
        "is_internal": not told,
        "at": line.since,
        "words": trail.line_words(line, matter),
        "who": trail.who(step),
        "note": mask_numbers(step.note),
        **_trip(step, trips),
    }


def _trip(step: Step, seen: set[int]) -> dict[str, str]:
    """The link to the trip at which a step was taken, for who may see that trip."""
    if step.contact is None or step.contact.pk not in seen:
        return {}
    words = _("trip %(reference)s") % {"reference": step.contact.reference}
    return {"url": reverse("contacts:see", kwargs={"ref": step.contact.reference}), "opens": words}


def source_words(matter: Matter) -> str:
    """Through which organisation it came, in the reader's language; empty if directly (S33)."""
    if not matter.source_org:
        return ""
    try:
        named = matter.charter.charter.named("source_org", matter.source_org)
    except KeyError:
        return matter.source_org
    return named.words.in_language(get_language() or "zh-hans")


def receipt(request: StaffRequest, matter: Matter) -> dict[str, Any] | None:
    """Code and link, once more; each look is in the trail."""
    held = receipt_of(matter)
    if held is None:
        return None
    audit.record(by=request.user.key, deed="matter.receipt_printed", on=matter.reference, at=request.at)
    link = whole_address(
        request, reverse("portal:follow", kwargs={"county": request.county.slug, "token": held[1]})
    )
    ask = whole_address(request, reverse(ASK, kwargs={"county": request.county.slug}))
    clock = matter.deadlines.running().filter(kind=Deadline.Kind.HANDLE).first()
    return {
        "code": held[0],
        "link": link,
        "ask_url": ask,
        "phone": request.county.phone,
        "provisional": clock is not None and clock.is_provisional,
        "to_be_told": procedures.awaits_acceptance(matter),
    }
