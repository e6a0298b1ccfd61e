"""The five documents of the institution: keeping a version, which hold on a day, and which are still missing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.files.checking import Checked
from huiyin.lib.refusal import Beside, refuse
from huiyin.orgs.models import Official, Unit
from huiyin.publish.models import InstitutionDocument
from huiyin.ui.taking import as_file

KINDS = ("pdf", "docx")  # of files
Kind = InstitutionDocument.Kind


@dataclass
class Shelf:
    """What one unit has: each kind with the version that holds, or without; and its other versions."""

    unit: Unit
    held: dict[int, InstitutionDocument] = field(default_factory=dict)
    others: list[InstitutionDocument] = field(default_factory=list)

    @property
    def rows(self) -> list[tuple[str, InstitutionDocument | None]]:
        """All five, in their order."""
        return [(str(kind.label), self.held.get(kind.value)) for kind in Kind]


def root() -> Unit | None:
    """The unit of the county itself, which should have all five."""
    return Unit.objects.filter(parent=None).first()


def public_on(day: date) -> QuerySet[InstitutionDocument]:
    """What anybody may read: what holds on that day (S58)."""
    return InstitutionDocument.objects.in_force(day)


def shelves(day: date, root: Unit | None) -> list[Shelf]:
    """Of the county, which should have all five, and of every unit that has some of its own."""
    found: dict[int, Shelf] = {root.pk: Shelf(root)} if root is not None else {}
    for one in InstitutionDocument.objects.listed():
        shelf = found.setdefault(one.unit_id, Shelf(one.unit))
        if one.effective_on > day or one.kind in shelf.held:
            shelf.others.append(one)
        else:
            shelf.held[one.kind] = one
    return list(found.values())


def missing(day: date, root: Unit | None) -> list[str]:
    """Which of the five the county does not have yet, in words."""
    there = InstitutionDocument.objects.begun_by(day).filter(unit=root).values_list("kind", flat=True)
    held = set(there) if root is not None else set()
    return [str(kind.label) for kind in Kind if kind.value not in held]


def objection_to_keeping(unit: Unit, kind: int, version: str, files: Iterable[Checked]) -> str | None:
    """One file of a kind that everybody can open, and a version that the unit does not have yet."""
    given = list(files)
    if len(given) != 1:
        return Beside("files", _("Please choose the one file of this document."))
    if given[0].kind not in KINDS:
        return Beside("files", _("A document is kept as pdf or docx."))
    if InstitutionDocument.objects.filter(unit=unit, kind=kind, version=version).exists():
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
    refuse(objection_to_keeping(unit, kind, version, files))
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


def served(row: InstitutionDocument) -> HttpResponse:
    """The file, to be taken along."""
    name = f"{row.title}-{row.version}.{row.file_kind}"
    response = as_file(bytes(row.content), name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
