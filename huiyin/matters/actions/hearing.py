"""Lodging: a matter enters, with its number, its latest date of answer, and the code only the resident holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import RESIDENT
from huiyin.audit.adding import add
from huiyin.contacts.models import Point
from huiyin.files.checking import Checked
from huiyin.lib.charter import DEFAULT_PROFILE
from huiyin.lib.headings import short_title
from huiyin.lib.masking import mask_numbers
from huiyin.lib.refusal import Refused, refuse
from huiyin.matters import dates
from huiyin.matters.actions.advance import step_and_event
from huiyin.matters.actions.filing import keep_files
from huiyin.matters.actions.telling import tell_all, write_to_person
from huiyin.matters.doors import MATTERS
from huiyin.matters.models import Matter, Step, Words
from huiyin.matters.rules import hearing, line_of, procedures
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_for
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.references import next_reference_with_key
from huiyin.outbox.rules import RECEIVED
from huiyin.people.models import Household, Resident


@dataclass(frozen=True)
class Lodged:
    """A new matter, and what only the resident gets to hold: the query code and the link."""

    matter: Matter
    code: str
    link: str


@dataclass(frozen=True)
class GoesBy:
    """What kind of matter it is, by which procedure it goes, and the latest day that an order states."""

    kind: str = ""
    profile: str = DEFAULT_PROFILE
    printed_on: date | None = None
    printed_hour: time | None = None

    def objection(self, received: date) -> str | None:
        """What stands against it, of something received that day."""
        return procedures.objection_to_printed(received, self.printed_on)


ORDINARY = GoesBy()


def _checked(body: str, received: datetime, at: datetime) -> str:
    body = body.replace("\x00", "").strip()
    if len(body) < hearing.MIN_WORDS:
        raise Refused(_("Please say in a few words what it is about."))
    if len(body) > hearing.MAX_BODY:
        raise Refused(_("The text can be at most %(n)d characters long.") % {"n": hearing.MAX_BODY})
    if received > at:
        raise Refused(_("The day of receipt lies in the future."))
    return body


def lodge_within(
    *,
    body: str,
    channel: str,
    intake_unit: Unit,
    at: datetime,
    title: str = "",
    topic: str = "",
    place: Unit | None = None,
    place_words: str = "",
    resident: Resident | None = None,
    household: Household | None = None,
    point: Point | None = None,
    raised_by: Official | None = None,
    entered_by: str = RESIDENT,
    received_at: datetime | None = None,
    source: str = "",
    external_id: str = "",
    source_org: str = "",
    note: str = "",
    files: Sequence[Checked] = (),
    follows: Matter | None = None,
    goes_by: GoesBy = ORDINARY,
) -> Lodged:
    """`lodge`, within a deed that is undone as a whole."""
    body = _checked(body, received := received_at or at, at)
    refuse(goes_by.objection(local_day(received, intake_unit.county)))
    code, link, numbered = _numbered(intake_unit, received)
    matter = Matter(
        channel=channel,
        source=source,
        external_id=external_id,
        source_org=source_org,
        charter=charter_for(received, at),
        title=mask_numbers((title.strip() or short_title(body))[:300]),
        body=body,
        topic=topic,
        place=place,
        place_words=place_words,
        point=point,
        raised_by=raised_by,
        resident=resident,
        household=household,
        received_at=received,
        follows=follows,
        holds_code_since=at if (raised_by, entered_by) == (None, RESIDENT) else None,
        **{**vars(goes_by), **_held_by(intake_unit, at), **_about(follows), **numbered},
    )
    return Lodged(_begun(matter, files, raised_by, entered_by, note, at), code, link)


# Register real work (T01): one matter per demand, held from now on, its clocks running from receipt.
lodge = transaction.atomic(lodge_within)


def _numbered(unit: Unit, received: datetime) -> tuple[str, str, dict[str, Any]]:
    """Code and link for the person, and what the row keeps of them, with its number and its key."""
    reference, key = next_reference_with_key(unit.county, received, "matters_matter_id_seq")
    code, link, kept = MATTERS.made_for(reference)
    return code, link, {"pk": key, "reference": reference, **kept}


def _held_by(unit: Unit, at: datetime) -> dict[str, Any]:
    """The desk that takes it in holds it from now on."""
    units = dict.fromkeys(("intake_unit", "holding_unit", "first_unit"), unit)
    return {**units, "registered_at": at, "stepped_at": at}


def _about(follows: Matter | None) -> dict[str, Any]:
    """Whom the matter that it follows is about it is about as well (I-19)."""
    if follows is None:
        return {}
    return {name: getattr(follows, name) for name in ("complained_unit", "complained_official")}


def _begun(
    matter: Matter, files: Sequence[Checked], by: Official | None, entered_by: str, note: str, at: datetime
) -> Matter:
    """Its row and what stands beside it, in one statement; nothing was told of it before that a deed could read."""
    clocks = dates.begun(matter, "received", {}, at=at, only=hearing.CLOCKS)
    trail = step_and_event(
        matter,
        Step.Deed.LODGE,
        at=at,
        by=by,
        unit=matter.intake_unit,
        note=note,
        facts={"channel": matter.channel},
        who=entered_by,
    )
    add(matter, Words.of(matter), *clocks, *trail)
    keep_files(matter, files, by=by, at=at, who=entered_by)
    _tell_the_desk(matter, by, at)
    if entered_by == RESIDENT and by is None:
        write_to_person(RECEIVED, of=matter, cause="", at=at)
    return matter


def _tell_the_desk(matter: Matter, raised_by: Official | None, at: datetime) -> None:
    desk = line_of.desk(matter, matter.intake_unit, at)
    others = [one for one in desk if raised_by is None or one.pk != raised_by.pk]
    tell_all(to=others, kind="routed", of=matter, at=at)
