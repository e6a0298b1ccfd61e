"""What only the resident does: rate the answer, and have the matter taken up again."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import RESIDENT
from huiyin.lib.refusal import Refused, refuse
from huiyin.matters import dates
from huiyin.matters.actions.advance import advance, claim, claim_both, claim_with_merged
from huiyin.matters.actions.answering import close
from huiyin.matters.actions.call_plan import overtake_call
from huiyin.matters.actions.delivering import opened, overtake
from huiyin.matters.actions.hearing import GoesBy, Lodged, lodge
from huiyin.matters.actions.merging import stands_alone
from huiyin.matters.actions.telling import tell
from huiyin.matters.models import Deadline, Matter, Rating, Step
from huiyin.matters.rules import closing, firewall, hearing, known_code, life, line_of, procedures, reopening
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from huiyin.orgs.tree import county_desk

Deed = Step.Deed


@transaction.atomic
def rate(*, matter: Matter, handled: str, satisfied: int, words: str, door: str, at: datetime) -> Rating:
    """Keep what the resident says (S49, I-23): two questions, and words if they like. A later rating stands beside it.

    Where an official gave out the code, praise spares no call from outside, and what was said to that call stays said last.
    """
    opened(matter=matter, at=at)
    row = claim(matter, None)
    reply = closing.reply_to_rate(row)
    if Deed.RATE not in life.TRANSITIONS[row.state] or reply is None or not row.is_live:
        raise Refused(_("There is no answer to rate yet."))
    unsolved = handled == Rating.Handled.NO
    by_known_code = known_code.given_by_official(row)
    if by_known_code and not unsolved and row.ratings.filter(reply=reply, door=Rating.Door.CALL).exists():
        raise Refused(
            _(
                "You have been asked by telephone already. If you think otherwise now, please tell the counter or ring."
            )
        )
    if handled not in Rating.Handled.values or satisfied not in Rating.Satisfied.values:
        raise Refused(_("Please answer both questions."))
    rating = Rating.objects.create(
        matter=row,
        reply=reply,
        handled=handled,
        satisfied=satisfied,
        words=words.replace("\x00", "").strip()[: hearing.MAX_WORDS],
        door=door,
        at=at,
    )
    if unsolved or not by_known_code:
        overtake_call(row, at)
    advance(row, Deed.RATE, at=at, by=None, who=RESIDENT, facts={"handled": handled, "satisfied": satisfied})
    for reader in readers_of(row, at):
        tell(to=reader, kind="unsolved" if unsolved else "rated", of=row, at=at)
    if not unsolved and row.state == "replied" and closing.objection_to_closing(row) is None:
        close(matter=row, by=None, at=at)
    return rating


@transaction.atomic
def reopen(*, matter: Matter, words: str, at: datetime) -> Matter:
    """Have it taken up again, once as of right (T20): back to the handler, with a new and shorter date."""
    key = Matter.objects.filter(pk=matter.pk).values_list("primary", flat=True).get()
    merged: list[Matter] = []
    if key is None:
        main, merged = claim_with_merged(matter, None)
    else:
        _row, main = claim_both(matter, None, Matter(pk=key))
    opened(matter=matter, at=at)
    row = claim(matter, None)
    refuse(reopening.objection_to_reopening(row, at))
    if len(words.strip()) < hearing.MIN_WORDS:
        raise Refused(_("Please say in a few words what is still not solved."))
    why = _("Its person has had it taken up again.")
    alone = stands_alone(row, main, at, why) if row.primary_id == main.pk else {}
    begin_again(row, merged, Deed.REOPEN, words, by=None, at=at, right_used=True, **alone)
    return row


def begin_again(
    row: Matter,
    merged: Iterable[Matter],
    deed: str,
    words: str,
    *,
    by: Official | None,
    at: datetime,
    **changes: Any,
) -> None:
    """Back to the handler, with a new and shorter date; what was still to follow the answer falls away.

    Nobody brings the old one any more to who is merged either: they have the next one. Of claimed rows.
    """
    overtake(row, at)
    for one in merged:
        overtake(one, at)
        dates.stop(one, (Deadline.Kind.REVIEW_REQUEST,), at=at)  # it begins with the next answer
        one.save(update_fields=["to_bring"])
    overtake_call(row, at)
    advance(
        row,
        deed,
        at=at,
        by=by,
        who="" if by else RESIDENT,
        unit=row.lead_unit,
        note=words.replace("\x00", "").strip()[: hearing.MAX_WORDS],
        closed_at=None,
        outcome="",
        reopened=row.reopened + 1,
        level=row.lead_unit.level if row.lead_unit else row.level,  # no longer answered at the desk
        reopened_at=at,
        **changes,
    )
    kind = "taken_up" if deed == Deed.TAKE_UP else "reopened"
    for reader in readers_of(row, at):
        if by is None or reader.pk != by.pk:
            tell(to=reader, kind=kind, of=row, at=at)


@transaction.atomic
def tell_anew(*, matter: Matter, words: str, channel: str, at: datetime) -> Lodged:
    """Something new about what has ended (T26): a matter of its own, which says which one it follows.

    Without anything new nothing begins anew; how it stood and what was answered stays on the page. It comes in by the
    door at which it is told, by the procedure of the old one, and goes to the desk of today: the township that took
    the old one in may have ended. Whom that one is about this one is about as well, and a desk that is free of them
    takes it in (I-19).
    """
    row, root = claim(matter, None), county_desk()
    refuse(reopening.objection_to_telling_anew(row))
    desk = hearing.intake_unit_for(row.place or row.intake_unit, root, local_day(at, row.county))
    return lodge(
        body=words,
        channel=channel,
        intake_unit=firewall.desk_above(row, desk, at) or root,
        at=at,
        topic=row.topic,
        place=row.place,
        place_words=row.place_words,
        resident=row.resident,
        household=row.household,
        follows=row,
        goes_by=GoesBy(row.kind, procedures.following(row)),
    )


def readers_of(row: Matter, at: datetime) -> list[Official]:
    """The handler, the accountable head and the coordinators of the unit that took it in."""
    people = {o.pk: o for o in (row.handler, row.accountable_head) if o is not None}
    people.update({o.pk: o for o in line_of.desk(row, row.intake_unit, at)})
    return list(people.values())
