"""A matter as a system is shown it: in full what it handed in, of others only how they stand."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse

from huiyin.api.lodging import HandedIn
from huiyin.api.models import Change, System
from huiyin.api.scopes import is_own, matters_of
from huiyin.api.v1.shapes import Answer, Changed, Changes, Lists, Named, Place, Standing, Taken, Told
from huiyin.lib.charter import Charter
from huiyin.lib.words import Words
from huiyin.matters.letter import last_answer
from huiyin.matters.models import Matter
from huiyin.matters.story import story
from huiyin.orgs.doors import whole_address
from huiyin.orgs.models.unit import Units


def taken(request: HttpRequest, made: HandedIn, system: System, county: str) -> Taken:
    """What is said of a matter that was handed in, or had been before."""
    matter = made.matter
    there = reverse("portal:follow", kwargs={"county": county, "token": made.link}) if made.link else ""
    return Taken(
        reference=matter.reference,
        number=matter.external_id,
        state=matter.state,
        state_words=matter.state_words,
        unit=matter.holding_unit.name,
        received_at=matter.received_at,
        due_on=matter.due_on,
        code=made.code,
        link=whole_address(request, there) if there else "",
    )


def standing(matter: Matter, system: System) -> Standing:
    """How it stands; who handles it, what was said and by whom only in the sentences that its own person reads."""
    mine = is_own(matter, system)
    return Standing(
        reference=matter.reference,
        number=matter.external_id if mine else "",
        state=matter.state,
        state_words=matter.state_words,
        topic=matter.topic,
        outcome=matter.outcome,
        unit=(matter.lead_unit or matter.holding_unit).name,
        place=matter.place.code if matter.place else "",
        received_at=matter.received_at,
        due_on=matter.due_on,
        replied_at=matter.replied_at,
        closed_at=matter.closed_at,
        steps=[Told(at=at, words=words) for at, words in story(matter, matter.primary)] if mine else [],
        answer=_answer(matter) if mine else None,
    )


def _answer(matter: Matter) -> Answer | None:
    reply = last_answer(matter)
    if reply is None:
        return None
    return Answer(
        answered_at=reply.approved_at,
        unit=reply.unit.name,
        outcome=reply.outcome,
        outcome_words=reply.outcome_words,
        facts=reply.facts_words,
        opinion=reply.opinion,
        reason=reply.reason,
        basis=reply.basis,
        remedy=reply.remedy if reply.matter_id == matter.pk else "",
        contact_phone=reply.contact_phone,
    )


def changes(rows: Sequence[Change], after: int, limit: int, system: System) -> Changes:
    """Each with how its matter stands now; of what the system may see no more only the number is used up."""
    seen = {
        one.reference: one for one in matters_of(system).filter(reference__in={row.reference for row in rows})
    }
    shown = [_changed(row, seen[row.reference], system) for row in rows if row.reference in seen]
    return Changes(changes=shown, next=rows[-1].sequence if rows else after, more=len(rows) == limit)


def _changed(row: Change, matter: Matter, system: System) -> Changed:
    return Changed(
        sequence=row.sequence,
        at=row.at,
        what=row.what,
        reference=row.reference,
        number=matter.external_id if is_own(matter, system) else "",
        state=matter.state,
        outcome=matter.outcome,
    )


def lists(charter: Charter, places: Units) -> Lists:
    """The codes of the county's charter, and its places."""
    return Lists(
        topics=[_named(one.code, one.words) for one in charter.topics],
        kinds=[_named(one.code, one.words) for one in charter.listed("kind")],
        places=[
            Place(code=one.code, name=one.short_name, under=one.parent.short_name if one.parent else "")
            for one in places.select_related("parent").in_tree_order()
        ],
    )


def _named(code: str, words: Words) -> Named:
    return Named(code=code, zh=words.in_language("zh-hans"), en=words.in_language("en"))
