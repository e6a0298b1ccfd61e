"""A notice: one thing told to one official, or to the person behind a matter, written with the deed it tells of."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.models import Official, Scoped


class Notices(models.QuerySet["Notice"]):
    """Which notices."""

    def visible_to(self, official: Official) -> "Notices":
        """An official's own; nobody else's."""
        return self.filter(to=official)

    def unread(self) -> "Notices":
        """Not opened yet."""
        return self.filter(read_at=None)

    def newest_first(self) -> "Notices":
        """Newest first."""
        return self.order_by("-at", "-pk")


class Notice(Scoped):
    """Told to an official on their desk (`to`), or to a resident on their own page (`page`, a reference)."""

    class Kind(models.TextChoices):
        ROUTED = "routed", _("a matter has come to you")
        ASSIGNED = "assigned", _("you are handling a matter")
        APPROVE = "approve", _("a reply waits for your approval")
        RETURNED = "returned", _("your draft reply came back")
        REMINDER = "reminder", _("a matter is due soon")
        CHASED = "chased", _("a matter is overdue")
        RATED = "rated", _("a resident has rated the answer")
        REOPENED = "reopened", _("a resident asks to have the matter handled again")
        ANSWERED = "answered", _("a matter you raised has been answered")
        UNSOLVED = "unsolved", _("a resident says the matter is not solved")
        DATE_CHANGED = "date_changed", _("a due date was worked out again")
        TOLD = "told", _("news of your matter")

    to = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="notices")
    page = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=14, choices=Kind)
    about = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = Notices.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = [
            models.Index(fields=["to", "-at"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["page", "at"], condition=~Q(page=""), name="notice_page"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(to__isnull=False) & Q(page="")) | (Q(to=None) & ~Q(page="")),
                name="notice_has_one_reader",
            ),
        ]

    PERSONAL = {
        "page": "reference",
        "kind": "code",
        "about": "reference",
        "facts": "keys and dates, no personal data",
    }

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"
