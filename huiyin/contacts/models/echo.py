"""Echoes: what is owed to whoever raised something that was kept as a suggestion, or noted, and became no matter (S43)."""

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.models.contact import Contact
from huiyin.contacts.models.point import Point
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.orgs.standing import LEADING

KEPT = (Point.Disposition.SUGGESTION, Point.Disposition.NOTED)


class Echoes(models.QuerySet["Echo"]):
    """Which echoes."""

    def visible_to(self, official: Official, at: datetime) -> "Echoes":
        """One's own, and those of the unit or area one answers for; never of what was said about them (I-19)."""
        standing = official.standing(at)
        about_them = Point.objects.filter(
            standing.meant("about_unit", "about_official"), contact=OuterRef("contact"), disposition__in=KEPT
        )
        near = self.filter(Q(official=official) | standing.scope("unit__", *LEADING))
        return near.exclude(Exists(about_them))

    def standing(self) -> "Echoes":
        """Of a contact that was not struck out, at which something is still kept: a forum decides otherwise at times."""
        struck = Contact.objects.filter(pk=OuterRef("contact"), voided_at__isnull=False)
        kept = Point.objects.filter(contact=OuterRef("contact"), disposition__in=KEPT)
        return self.filter(~Exists(struck), Exists(kept))

    def open(self) -> "Echoes":
        """Not told yet."""
        return self.standing().filter(told_at=None)

    def overdue(self, day: date) -> "Echoes":
        """Not told, and the day has passed."""
        return self.open().filter(due_on__lt=day)

    def to_remind(self, today: date, until: date) -> "Echoes":
        """Due between these days, and nobody reminded yet."""
        return self.open().filter(due_on__gte=today, due_on__lte=until, reminded_on=None)

    def to_chase(self, day: date, again_before: date) -> "Echoes":
        """Overdue, and not told about since that day."""
        return self.overdue(day).filter(Q(chased_on=None) | Q(chased_on__lte=again_before))

    def soonest_first(self) -> "Echoes":
        """By the day."""
        return self.order_by("due_on", "pk")


class Echo(Scoped):
    """That whoever raised something at a contact hears what became of it, though it is no matter: by whom, by when, how."""

    class How(models.TextChoices):
        FACE = "face", _("face to face")
        PHONE = "phone", _("by telephone")
        MESSAGE = "message", _("by message or letter")
        MEETING = "meeting", _("at a meeting, or posted up there")
        NOBODY = "nobody", _("to nobody: nobody is known to have raised it")

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="echo")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    waits_for_minutes = models.BooleanField(
        default=False, help_text="more may still be kept at the forum: what is told is told of all of it"
    )
    reminded_on = models.DateField(null=True)
    chased_on = models.DateField(null=True)
    told_on = models.DateField(null=True, help_text="the day on which they were told")
    told_how = models.CharField(max_length=8, choices=How, blank=True)
    words = models.CharField(max_length=500, blank=True, help_text="what became of it, as it was told")
    told_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = Echoes.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(told_at=None, told_by=None, told_on=None, told_how="", words="")
                | (
                    Q(told_at__isnull=False, told_by__isnull=False, told_on__isnull=False)
                    & ~Q(told_how="")
                    & ~Q(words="")
                ),
                name="an_echo_is_told_whole",
            ),
        ]
        indexes = [models.Index(fields=["due_on", "id"], condition=Q(told_at=None), name="echo_open_by_day")]

    PERSONAL = {"told_how": "code", "words": "words of the official"}

    def __str__(self) -> str:
        return f"{self.contact}"

    def may_be_heard_by(self, official: Official, at: datetime) -> bool:
        """Whether nothing of what was kept is about them: `Echoes.visible_to` says the same of many (I-19)."""
        meant = official.standing(at).meant("about_unit", "about_official")
        return not self.contact.points.filter(meant, disposition__in=KEPT).exists()
