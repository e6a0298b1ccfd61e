"""Promises: what an official said would be done, by which day, and whether it was."""

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.contacts.models.contact import Contact
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.orgs.standing import LEADING


class Promises(models.QuerySet["Promise"]):
    """Which promises."""

    def visible_to(self, official: Official, at: datetime) -> "Promises":
        """One's own, and those of the unit or area one coordinates, heads or supervises.

        Never what is promised in a matter that is about oneself, or about a unit in or below which one serves (I-19).
        """
        standing = official.standing(at)
        kept_from = standing.meant("about_unit", "about_official")
        return self.filter(Q(official=official) | standing.scope("unit__", *LEADING)).exclude(kept_from)

    def standing(self) -> "Promises":
        """Not struck out, nor the contact at which they were made.

        No join, so that an update of these rows asks each of them again when another has just changed it.
        """
        struck = Contact.objects.filter(pk=OuterRef("contact"), voided_at__isnull=False)
        return self.filter(~Exists(struck), voided_at=None)

    def open(self) -> "Promises":
        """Standing, neither kept nor given up."""
        return self.standing().filter(kept_at=None, not_kept_at=None)

    def overdue(self, day: date) -> "Promises":
        """Open and past their day."""
        return self.open().filter(due_on__lt=day)

    def not_kept(self) -> "Promises":
        """Of which the official has said that it could not be kept."""
        return self.filter(not_kept_at__isnull=False)

    def to_remind(self, today: date, until: date) -> "Promises":
        """Open, due between these days, and its official not reminded of this day yet."""
        return self.open().filter(due_on__gte=today, due_on__lte=until, reminded_on=None)

    def to_chase(self, day: date, again_before: date) -> "Promises":
        """Overdue, and not told about since that day."""
        told = Q(chased_on=None) | Q(chased_on__lte=again_before)
        return self.overdue(day).filter(told)

    def as_of(self, at: datetime) -> "Promises":
        """Those on record and not struck out at that moment, with the day (`due_then`) and the official of then.

        What was moved or passed on since says how it was before; so a figure of a past moment never changes.
        """
        standing = Q(voided_at=None) | Q(voided_at__gt=at)
        met = Q(contact=None) | Q(contact__voided_at=None) | Q(contact__voided_at__gt=at)
        moved = PromiseRevision.objects.filter(promise=OuterRef("pk"), at__gt=at).order_by("at", "pk")
        passed = PromisePassing.objects.filter(promise=OuterRef("pk"), at__gt=at).order_by("at", "pk")
        return self.filter(standing, met, entered_at__lte=at).annotate(
            due_then=Coalesce(Subquery(moved.values("old_due_on")[:1]), F("due_on")),
            official_then=Coalesce(
                Subquery(passed.values("before_id")[:1]),
                F("official_id"),
                output_field=models.BigIntegerField(),
            ),
        )

    def soonest_first(self) -> "Promises":
        """By the day promised."""
        return self.order_by("due_on", "pk")


class Promise(Scoped):
    """Something an official said would be done by a day; made at a contact or in an answer."""

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="promises")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="promises")
    about = models.CharField(max_length=40, blank=True)
    about_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", help_text="which reads nothing of it"
    )
    about_official = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=200, blank=True)
    made_on = models.DateField()
    entered_at = models.DateTimeField()
    due_on = models.DateField()
    kept_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    how_kept = models.CharField(max_length=200, blank=True)
    not_kept_at = models.DateTimeField(null=True)
    not_kept_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    why_not_kept = models.CharField(max_length=200, blank=True)
    instead = models.CharField(max_length=200, blank=True)
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=200, blank=True)
    reminded_on = models.DateField(null=True, help_text="told that this day is near; forgotten at a revision")
    chased_on = models.DateField(null=True, help_text="last told that the day has passed")
    version = models.PositiveIntegerField(default=1)

    objects = Promises.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("made_on")), name="promise_due_not_before_made"),
            models.CheckConstraint(
                condition=(Q(about="") & ~Q(text="")) | (~Q(about="") & Q(text="")),
                name="promise_of_a_matter_leaves_the_words_there",
            ),
            models.CheckConstraint(
                condition=Q(kept_at=None, kept_by=None) | Q(kept_at__isnull=False, kept_by__isnull=False),
                name="promise_kept_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(not_kept_at=None, not_kept_by=None, why_not_kept="", instead="")
                | (Q(not_kept_at__isnull=False, not_kept_by__isnull=False) & ~Q(why_not_kept="")),
                name="promise_not_kept_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="promise_void_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(kept_at=None, not_kept_at=None)
                | Q(kept_at=None, voided_at=None)
                | Q(not_kept_at=None, voided_at=None),
                name="promise_ends_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=Q(kept_at=None, not_kept_at=None, voided_at=None),
                name="promise_open_by_day",
            ),
            models.Index(fields=["about"], condition=~Q(about=""), name="promise_of_matter"),
        ]

    PERSONAL = {
        "about": "reference",
        "text": "words of the official",
        "how_kept": "words of the official",
        "why_not_kept": "words of the official",
        "instead": "words of the official",
        "void_reason": "no personal data",
    }

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """What was promised. What an answer promises is sealed with its matter, so that here only its number stands."""
        return self.text or _("What the answer to %(reference)s promises") % {"reference": self.about}

    def may_be_heard_by(self, official: Official, at: datetime) -> bool:
        """Whether it is not about them: `Promises.visible_to` says the same of many (I-19)."""
        return not official.standing(at).is_meant(self.about_unit_id, self.about_official_id)

    @property
    def is_open(self) -> bool:
        """Neither kept nor given up nor voided."""
        return self.state == "open"

    @property
    def state(self) -> str:
        """The one state it is in (rules §3.5); whether it is overdue depends on the day.

        What was open when its contact was struck out is struck out with it.
        """
        if self.voided_at is not None:
            return "voided"
        if self.kept_at is not None:
            return "kept"
        if self.not_kept_at is not None:
            return "not_kept"
        return "open" if self.contact is None or self.contact.is_standing else "voided"


class PromiseRevision(Scoped):
    """A new day for a promise, with its reason and how the person was told. Added, never changed; the old day stays."""

    class Told(models.TextChoices):
        PAGE = "page", gettext_lazy("on the page of the matter")
        FACE = "face", gettext_lazy("face to face")
        PHONE = "phone", gettext_lazy("by telephone")
        MESSAGE = "message", gettext_lazy("by message or letter")
        MEETING = "meeting", gettext_lazy("at a meeting")

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="revisions")
    old_due_on = models.DateField()
    new_due_on = models.DateField()
    reason = models.CharField(max_length=200)
    told_on = models.DateField()
    told_how = models.CharField(max_length=8, choices=Told)
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("promise", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(new_due_on__gt=F("old_due_on")), name="revision_gives_a_later_day"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="revision_says_why"),
        ]

    PERSONAL = {"reason": "words of the official", "told_how": "code"}

    def __str__(self) -> str:
        return f"{self.promise_id}: {self.old_due_on} → {self.new_due_on}"


class PromisePassing(Scoped):
    """An open promise passed on with a post: from whom, to whom, when. Added, never changed."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="passings")
    before = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("promise", "id")

    PERSONAL: dict[str, str] = {}

    def __str__(self) -> str:
        return f"{self.promise_id}: {self.before} → {self.after}"
