"""Sealing a matter that turns out to be a report of wrongdoing: shut for its reader, and gone from everything else."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ForeignObjectRel, Model, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from huiyin.contacts.actions import forget_words
from huiyin.contacts.models import Contact
from huiyin.files import actions as files_of
from huiyin.files.models import Attachment
from huiyin.files.reading import content_of, name_of
from huiyin.lib.refusal import refuse
from huiyin.lib.sealing import DataKey
from huiyin.matters.actions.advance import advance, claim
from huiyin.matters.adding_up import take_back
from huiyin.matters.models import Matter, Step, Words
from huiyin.matters.rules import life
from huiyin.notices.actions import forget
from huiyin.orgs.models import Official
from huiyin.outbox import actions as outbox
from huiyin.outbox.models import Outgoing
from huiyin.people.actions import erase_details, forget_looks
from huiyin.people.fields import WordsField
from huiyin.people.models import Resident, Reveal
from huiyin.sealed.actions import keep
from huiyin.sealed.letter import Enclosed, Letter
from huiyin.sealed.models import SealedReport
from huiyin.ui.listing import in_line


@dataclass(frozen=True)
class Underway:
    """What was sent to a matter and does not lie with it yet: the files that are here, a line of what is not."""

    files: list[Enclosed] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


# What is on its way to a matter, given out and forgotten where it was; higher rooms put it in.
UNDERWAY: list[Callable[[Matter], Underway]] = []
EMPTIED = dict.fromkeys(
    ("title", "body", "place_words", "code_index", "link_index", "receipt", "source", "external_id"), ""
)


@transaction.atomic
def seal(*, matter: Matter, version: int, by: Official, at: datetime) -> SealedReport:
    """Its words and files go into an envelope for the organ that looks into it; then its key is destroyed.

    From then on no list, count, search or notice knows of it; who brought it keeps the number and asks the organ.
    """
    row = claim(matter, version)
    refuse(life.objection(Step.Deed.SEAL, row, by, at))
    letter = _letter(row)
    files_of.empty(about=row.reference)
    Words.objects.filter(matter=row).delete()
    _forget_whence(row, by, at)
    take_back(row)
    changes: dict[str, Any] = {
        "origin": Matter.Origin.SEALED,
        "data_key": "",
        "topic": "",
        "kind": "",
        "place": None,
        "follows": None,
        "complained_unit": None,
        "complained_official": None,
        **EMPTIED,
    }
    advance(row, Step.Deed.SEAL, at=at, by=by, unit=row.holding_unit, **changes)
    forget(about=row.reference, at=at)  # what the move itself told of it among the rest
    outbox.forget(about=row.reference)
    door = SealedReport.Door.MATTER
    return keep(letter=letter, reference=row.reference, door=door, county=row.county, by=by, at=at)


def _forget_whence(row: Matter, by: Official, at: datetime) -> None:
    """The point of a contact that it was raised as, who looked up a number for it, and who is on record for nothing else."""
    point, person = row.point, row.resident
    row.point = row.resident = row.household = None
    forget_looks(about=row.reference)
    if point is not None:
        forget_words(point=point)
    if person is None or person.household_id is not None:
        return
    own = {
        Matter: row.pk,
        Contact: point.contact_id if point is not None and _was_all(point.contact) else None,
    }
    if not any(rows.exclude(pk=own.get(rows.model)).exists() for rows in _on_record(person)):
        erase_details(resident=person, at=at, by=by.key)


def _was_all(contact: Contact) -> bool:
    """Whether nothing was said there but the one point, and nothing promised."""
    return contact.points.count() == 1 and not contact.promises.exists()


def _on_record(person: Resident) -> "Iterable[QuerySet[Any]]":
    """Whatever in any room needs to know who that is; that somebody looked a number up, or was written to, needs nothing."""
    for relation in Resident._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.related_model in (Reveal, Outgoing):
            continue
        if issubclass(relation.related_model, Model):
            yield relation.related_model._default_manager.filter(**{relation.field.name: person})


def _letter(row: Matter) -> Letter:
    """Everything that was said of it so far, by whomever."""
    key, person = DataKey(row.data_key), row.resident
    coming = [of(row) for of in UNDERWAY]
    files = Attachment.objects.filter(about=row.reference).order_by("pk")
    return Letter(
        words=row.body,
        received_at=row.received_at or row.registered_at,
        place=" ".join(filter(None, (row.place.name if row.place else "", row.place_words))),
        name=person.name if person else "",
        phone=" ".join(filter(None, (person.phone, person.email))) if person else "",
        trail=[*_trail(row), *(line for one in coming for line in one.lines)],
        files=[
            *(Enclosed(name_of(one, key), one.kind, content_of(one, key)) for one in files),
            *(file for one in coming for file in one.files),
        ],
    )


def _trail(row: Matter) -> list[str]:
    """The notes of its steps, each with its moment; then whatever else lies under its key, in any room."""
    notes = [step for step in row.steps.all() if step.note]
    said = {step.note for step in notes}
    lines = [f"{localtime(step.at):%Y-%m-%d %H:%M} {step.deed_words}: {step.note}" for step in notes]
    meant = [one.name for one in (row.complained_unit, row.complained_official) if one is not None]
    if meant:
        lines.insert(0, _("About: %(whom)s") % {"whom": in_line(meant)})
    return [*lines, *(words for words in dict.fromkeys(_under_its_key(row)) if words not in said)]


def _under_its_key(row: Matter) -> Iterator[str]:
    """What is destroyed with the key: answers that were drafted, what was asked from above, and what a later room adds."""
    for relation in Matter._meta.get_fields(include_hidden=True):
        if not (isinstance(relation, ForeignObjectRel) and issubclass(relation.related_model, Model)):
            continue
        road, fields = relation.field.name, relation.related_model._meta.concrete_fields
        names = [one.name for one in fields if isinstance(one, WordsField) and one.about == road]
        rows = relation.related_model._default_manager.filter(**{road: row}).order_by("pk") if names else ()
        yield from (words for one in rows for name in names if (words := getattr(one, name)))
