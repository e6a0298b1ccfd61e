"""The institution's own documents (S57): five texts, each as a file with its version, in force from a day on."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.dated import live_on
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.orgs.models.unit import any_of


class InstitutionDocuments(models.QuerySet["InstitutionDocument"]):
    """Which documents. They are no secret: whoever serves reads them, and the public those in force (S58)."""

    def visible_to(self, official: Official, _at: datetime) -> "InstitutionDocuments":
        """To whoever serves, but what was entered by mistake; that too stays on record for who keeps the system."""
        return self if official.administers else self.standing()

    def standing(self) -> "InstitutionDocuments":
        """Without what was taken back."""
        return self.filter(taken_back_at=None)

    def begun_by(self, day: date) -> "InstitutionDocuments":
        """In force on that day, or replaced by then; the rules of a unit end with it, and are no other unit's."""
        return self.standing().filter(
            live_on(day, "unit__valid_from", "unit__valid_to"), effective_on__lte=day
        )

    def in_force(self, day: date) -> "InstitutionDocuments":
        """Of each unit and kind the latest that has begun; the files themselves are left where they are."""
        found = (
            self.begun_by(day).order_by("unit_id", "kind", "-effective_on", "-pk").distinct("unit_id", "kind")
        )
        return self.filter(pk__in=found.values("pk")).listed()

    def listed(self) -> "InstitutionDocuments":
        """Without the files, in the order of units, kinds and days."""
        return (
            self.defer("content")
            .select_related("unit")
            .order_by("unit__path", "kind", "-effective_on", "-pk")
        )

    def holding_for(self, path: Sequence[int]) -> "InstitutionDocuments":
        """Of a unit itself, and of those above it, whose rules hold below them as well: by the keys of its path."""
        return self.filter(any_of(list(path), "unit_id"))


class InstitutionDocument(Scoped):
    """One version of one of the five. Never changed: another is entered after it, and one entered by mistake taken back."""

    class Kind(models.IntegerChoices):
        WORK = 1, _("Working rules")
        OFFICE = 2, _("Duties of the reception office")
        STAFF = 3, _("Duties of its staff")
        HANDLING = 4, _("Rules for handling what is raised")
        FEEDBACK = 5, _("Rules for telling people what became of it")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.PositiveSmallIntegerField(choices=Kind)
    title = models.CharField(max_length=100)
    version = models.CharField(max_length=20)
    effective_on = models.DateField()
    file_kind = models.CharField(max_length=4)
    file_name = models.CharField(max_length=130)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    entered_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    taken_back_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_reason = models.CharField(max_length=200, blank=True)

    objects = InstitutionDocuments.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "version"],
                condition=Q(taken_back_at=None),
                name="institution_document_version_once",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None, taken_back_reason="")
                | (Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(taken_back_reason="")),
                name="institution_document_taken_back_whole",
            ),
        ]

    PERSONAL = {
        "title": "public text, no personal data",
        "version": "public text, no personal data",
        "file_kind": "code",
        "file_name": "public text, no personal data",
        "sha256": "fingerprint of a public file",
        "content": "public file, no personal data",
        "taken_back_reason": "plain, about a file and no person",
    }

    def __str__(self) -> str:
        return f"{self.title} {self.version}"

    @property
    def kind_words(self) -> str:
        """Which of the five it is."""
        return str(InstitutionDocument.Kind(self.kind).label)
