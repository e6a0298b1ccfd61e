"""Assignments (who is in touch with whom), contacts (the occasions), their points, and promises."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.models import AdoptedCharter, Official, Scoped, Unit
from huiyin.people.models import ConsentRecord, Household, Resident


class Assignments(models.QuerySet["Assignment"]):
    """Which contact assignments."""

    def live_on(self, day: date) -> "Assignments":
        """As the register stood on that day."""
        return self.filter(started_on__lte=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))

    def visible_to(self, official: Official, at: datetime) -> "Assignments":
        """One's own, and for those who coordinate, head or supervise, those of their area or branch."""
        scope = Q(official=official)
        for path in official.standing(at).paths_of("coordinator", "unit_head", "supervisor"):
            scope |= Q(household__place__path__startswith=path) | Q(unit__path__startswith=path)
        return self.filter(scope)


class Assignment(Scoped):
    """One line of the contact register: an official, a household, its contact person who agreed, from when to when."""

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("branch that keeps the line")
    )
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(
        Resident, on_delete=models.PROTECT, related_name="+", verbose_name=_("contact person")
    )
    consent = models.ForeignKey(ConsentRecord, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    objects = Assignments.as_manager()

    class Meta:
        ordering = ("household__code", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["official", "household"],
                condition=Q(ended_on=None),
                name="one_live_assignment_per_pair",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("started_on")),
                name="assignment_ends_after_it_begins",
            ),
        ]

    PERSONAL = {"reason": "why this pairing; no personal data"}

    def __str__(self) -> str:
        return f"{self.official} – {self.household}"


class Contacts(models.QuerySet["Contact"]):
    """Which contacts."""

    def visible_to(self, official: Official, at: datetime) -> "Contacts":
        """One's own, and those in the area or branch one coordinates, heads or supervises."""
        scope = Q(official=official)
        for path in official.standing(at).paths_of("coordinator", "unit_head", "supervisor"):
            scope |= Q(place__path__startswith=path) | Q(unit__path__startswith=path)
        return self.filter(scope)

    def standing(self) -> "Contacts":
        """Not voided."""
        return self.filter(voided_at=None)

    def held_between(self, first: date, end: date) -> "Contacts":
        """Held on a day of the half-open period [first, end)."""
        return self.filter(held_on__gte=first, held_on__lt=end)

    def newest_first(self) -> "Contacts":
        """Latest day first."""
        return self.order_by("-held_on", "-pk")


class Contact(Scoped):
    """One occasion on which an official met people. Entered once; every account of it is compiled from here."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("visit")

    reference = models.CharField(max_length=24, unique=True)
    kind = models.CharField(_("form of contact"), max_length=12, choices=Kind, default=Kind.VISIT)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="contacts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("for the unit"))
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("village"))
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts"
    )
    person = models.ForeignKey(Resident, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(_("day"))
    note = models.TextField(_("note"), blank=True)
    differing_view = models.BooleanField(_("a differing view was heard"), default=False)
    charter = models.ForeignKey(AdoptedCharter, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=200, blank=True)

    objects = Contacts.as_manager()

    class Meta:
        ordering = ("-held_on", "-id")
        indexes = [models.Index(fields=["official", "-held_on"]), models.Index(fields=["place", "-held_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="contact_void_is_whole",
            ),
        ]

    PERSONAL = {
        "reference": "reference",
        "kind": "code",
        "note": "free text, checked for numbers and ids on entry",
        "void_reason": "no personal data",
    }

    def __str__(self) -> str:
        return self.reference


class Points(models.QuerySet["Point"]):
    """Which points."""

    def of(self, contacts: Contacts) -> "Points":
        """Points raised at these contacts."""
        return self.filter(contact__in=contacts)


class Point(Scoped):
    """One thing raised at a contact, and what became of it there and then. Never without a disposition."""

    class Disposition(models.TextChoices):
        ANSWERED = "answered", _("answered on the spot")
        MATTER = "matter", _("register and route it")
        SUGGESTION = "suggestion", _("keep as a suggestion")
        NOTED = "noted", _("note it")

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("what was said"))
    topic = models.CharField(_("topic"), max_length=30, blank=True)
    disposition = models.CharField(_("what now"), max_length=12, choices=Disposition)
    answer = models.TextField(_("what was answered"), blank=True)

    objects = Points.as_manager()

    class Meta:
        ordering = ("contact", "number")
        constraints = [
            models.UniqueConstraint(fields=["contact", "number"], name="point_number_once"),
            models.CheckConstraint(condition=~Q(text=""), name="point_says_something"),
            models.CheckConstraint(
                condition=~Q(disposition="answered") | ~Q(answer=""), name="answered_point_has_an_answer"
            ),
        ]

    PERSONAL = {
        "text": "words of the person, shown within the unit only",
        "topic": "code",
        "disposition": "code",
        "answer": "words of the official",
    }

    def __str__(self) -> str:
        return f"{self.contact} ({self.number})"


class Promises(models.QuerySet["Promise"]):
    """Which promises."""

    def visible_to(self, official: Official, at: datetime) -> "Promises":
        """One's own, and those of the unit or area one coordinates, heads or supervises."""
        scope = Q(official=official)
        for path in official.standing(at).paths_of("coordinator", "unit_head", "supervisor"):
            scope |= Q(unit__path__startswith=path)
        return self.filter(scope)

    def open(self) -> "Promises":
        """Neither kept nor voided."""
        return self.filter(kept_at=None, voided_at=None)

    def overdue(self, day: date) -> "Promises":
        """Open and past their day."""
        return self.open().filter(due_on__lt=day)

    def soonest_first(self) -> "Promises":
        """By the day promised."""
        return self.order_by("due_on", "pk")


class Promise(Scoped):
    """Something an official said would be done by a day; made at a contact or in an answer."""

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="promises")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="promises")
    about = models.CharField(max_length=40, blank=True)
    text = models.CharField(_("what was promised"), max_length=200)
    made_on = models.DateField()
    due_on = models.DateField(_("by which day"))
    kept_at = models.DateTimeField(null=True)
    kept_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    how_kept = models.CharField(_("what was done"), max_length=200, blank=True)
    voided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = Promises.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("made_on")), name="promise_due_not_before_made"),
            models.CheckConstraint(
                condition=Q(kept_at=None, kept_by=None) | Q(kept_at__isnull=False, kept_by__isnull=False),
                name="promise_kept_is_whole",
            ),
        ]

    PERSONAL = {"about": "reference", "text": "words of the official", "how_kept": "words of the official"}

    def __str__(self) -> str:
        return self.text
