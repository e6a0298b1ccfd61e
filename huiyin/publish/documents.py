"""The five documents of the institution: keeping a version, taking one back, which hold on a day, which are missing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.files.checking import Checked
from huiyin.lib.masking import find_personal
from huiyin.lib.refusal import Beside, Refused, refuse
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official, Succession, Unit
from huiyin.publish.models import InstitutionDocument
from huiyin.ui.listing import in_line
from huiyin.ui.taking import as_file
from huiyin.ui.templatetags.ui import day as day_words

KINDS = ("pdf", "docx")  # of files
Kind = InstitutionDocument.Kind
OLDEST = date(1949, 10, 1)  # a day before it is a slip of the hand


@dataclass
class Shelf:
    """What one unit has: each kind with the version that holds, or without; its other versions; what was taken back.

    Of a unit that has ended none holds any more; they stay where they belong, with what came of it.
    """

    unit: Unit
    is_former: bool = False
    held: dict[int, InstitutionDocument] = field(default_factory=dict)
    others: list[InstitutionDocument] = field(default_factory=list)
    taken_back: list[InstitutionDocument] = field(default_factory=list)
    successors: list[str] = field(default_factory=list)

    @property
    def came_into(self) -> str:
        """The units that took its place, by name."""
        return in_line(self.successors)

    @property
    def rows(self) -> list[tuple[str, InstitutionDocument | None]]:
        """All five, in their order; nothing is missing where nobody works any more."""
        if self.is_former:
            return []
        return [(str(kind.label), self.held.get(kind.value)) for kind in Kind]


def root() -> Unit | None:
    """The unit of the county itself, which should have all five."""
    return Unit.objects.filter(parent=None).first()


def public_on(day: date) -> QuerySet[InstitutionDocument]:
    """What anybody may read: what holds on that day (S58)."""
    return InstitutionDocument.objects.in_force(day)


def shelves(day: date, root: Unit | None, reader: Official, at: datetime) -> list[Shelf]:
    """Of the county, which should have all five, and of every unit that has some of its own, ended ones last."""
    found: dict[int, Shelf] = {root.pk: Shelf(root)} if root is not None else {}
    for one in InstitutionDocument.objects.visible_to(reader, at).listed().select_related("taken_back_by"):
        is_former = one.unit.valid_to is not None and one.unit.valid_to <= day
        shelf = found.setdefault(one.unit_id, Shelf(one.unit, is_former))
        if one.taken_back_at is not None:
            shelf.taken_back.append(one)
        elif is_former or one.effective_on > day or one.kind in shelf.held:
            shelf.others.append(one)
        else:
            shelf.held[one.kind] = one
    _name_successors([one for one in found.values() if one.is_former])
    return sorted(found.values(), key=lambda one: one.is_former)


def _name_successors(shelves: list[Shelf]) -> None:
    """What came of the units that ended, in one question."""
    if not shelves:
        return
    by_unit = {one.unit.pk: one for one in shelves}
    came = Succession.objects.filter(before__in=by_unit).select_related("after")
    for row in came.order_by("-is_primary", "pk"):
        by_unit[row.before_id].successors.append(row.after.name)


def missing(day: date, root: Unit | None) -> list[str]:
    """Which of the five the county does not have yet, in words."""
    there = InstitutionDocument.objects.begun_by(day).filter(unit=root).values_list("kind", flat=True)
    held = set(there) if root is not None else set()
    return [str(kind.label) for kind in Kind if kind.value not in held]


def objection_to_keeping(
    unit: Unit,
    kind: int,
    version: str,
    effective_on: date,
    files: Iterable[Checked],
    by: Official,
    at: datetime,
) -> str | None:
    """One file of a kind that everybody can open, a version that the unit does not have yet, and a day that can be."""
    given = list(files)
    if len(given) != 1:
        return Beside("files", _("Please choose the one file of this document."))
    if given[0].kind not in KINDS:
        return Beside("files", _("A document is kept as pdf or docx."))
    if effective_on < OLDEST:
        words = _("Please look at the year again: no document was in force before %(day)s.")
        return Beside("effective_on", words % {"day": day_words(OLDEST)})
    last = local_day(at, by.county) + timedelta(
        days=int(charter_of(at).figure("keeping.document_ahead_days").value)
    )
    if effective_on > last:
        words = _("Please look at the year again: a document comes into force by %(day)s at the latest.")
        return Beside("effective_on", words % {"day": day_words(last)})
    if InstitutionDocument.objects.standing().filter(unit=unit, kind=kind, version=version.strip()).exists():
        return Beside(
            "version", _("This version is on record already; please give the new one another name.")
        )
    return None


@transaction.atomic
def keep_document(
    *,
    unit: Unit,
    kind: int,
    title: str,
    version: str,
    effective_on: date,
    files: list[Checked],
    by: Official,
    at: datetime,
) -> InstitutionDocument:
    """Put a version on record; from its day on it takes the place of the one before, which stays readable."""
    refuse(objection_to_keeping(unit, kind, version, effective_on, files, by, at))
    (file,) = files
    row = InstitutionDocument.objects.create(
        unit=unit,
        kind=kind,
        title=title.strip(),
        version=version.strip(),
        effective_on=effective_on,
        file_kind=file.kind,
        file_name=file.name,
        size=len(file.content),
        sha256=file.sha256,
        content=file.content,
        entered_by=by,
        entered_at=at,
    )
    facts = {"kind": row.kind, "version": row.version, "sha256": row.sha256[:12]}
    record(by=by.key, deed="document.kept", on=f"unit:{unit.code}", at=at, **facts)
    return row


def objection_to_taking_back(reason: str) -> str | None:
    """The reason is about a file and no person: who keeps the system reads it."""
    if not reason.strip():
        return Beside("reason", _("Please say why this document is taken back."))
    if find_personal(reason):
        return Beside("reason", _("Please leave out telephone and identity numbers; a few words are enough."))
    return None


@transaction.atomic
def take_back(*, document: InstitutionDocument, reason: str, by: Official, at: datetime) -> None:
    """One that was entered by mistake: nobody reads it any more but who keeps the system, and the one before holds again."""
    refuse(objection_to_taking_back(reason))
    facts = {"taken_back_by": by, "taken_back_at": at, "taken_back_reason": reason.strip()}
    if not InstitutionDocument.objects.standing().filter(pk=document.pk).update(**facts):
        raise Refused(_("This document has been taken back already."))
    said = {"kind": document.kind, "version": document.version, "sha256": document.sha256[:12]}
    record(by=by.key, deed="document.taken_back", on=f"unit:{document.unit.code}", at=at, **said)


def served(row: InstitutionDocument) -> HttpResponse:
    """The file, to be taken along."""
    name = f"{row.title}-{row.version}.{row.file_kind}"
    response = as_file(bytes(row.content), name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
