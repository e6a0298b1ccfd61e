"""A file at a thing: its bytes under the data key of that thing, in the database, so that one backup holds all."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from huiyin.orgs.models import Official, Scoped


class Attachments(models.QuerySet["Attachment"]):
    """Which files. Who may see them is said by the room whose thing it is."""

    def of(self, about: str) -> "Attachments":
        """At one thing and not taken back; without the bytes, which nothing but opening one needs."""
        return self.filter(about=about, withdrawn_at=None).defer("content", "small")

    def for_the_person(self) -> "Attachments":
        """Those that the person may see as well."""
        return self.filter(audience=Attachment.Audience.PERSON)


class Attachment(Scoped):
    """One file. The same one put to a thing twice is kept once; taken back, it is hidden and stays on record."""

    class Audience(models.TextChoices):
        STAFF = "staff"
        ANSWER = "answer"  # the person's as soon as the answer it belongs to is theirs
        PERSON = "person"

    about = models.CharField(max_length=24)
    digest = models.CharField(max_length=64, help_text="of its content, with the key: equal files meet")
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    name = models.BinaryField()
    content = models.BinaryField()
    small = models.BinaryField(default=bytes, help_text="a picture to be recognised by; none of a document")
    audience = models.CharField(max_length=8)
    by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+", help_text="nobody: the person"
    )
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    objects = Attachments.as_manager()

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.UniqueConstraint(fields=["about", "digest"], name="file_kept_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="file_taken_back_by_somebody",
            ),
        ]

    PERSONAL = {
        "about": "reference",
        "digest": "blind index",
        "kind": "code",
        "name": "sealed",
        "content": "sealed bytes",
        "small": "sealed bytes",
        "audience": "code",
    }

    def __str__(self) -> str:
        return f"{self.about} {self.kind}"

    def bound_to(self, column: str) -> str:
        """What is bound into the seal of a column: table, thing and file."""
        return f"files_attachment.{column}:{self.about}:{self.digest}"

    @property
    def is_picture(self) -> bool:
        """Whether a page can show it."""
        return self.kind in ("jpeg", "png", "webp")
