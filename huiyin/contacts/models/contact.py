"""Contacts: the occasions on which officials met people, of every form, each entered once."""

from datetime import date, datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.wording import coded
from huiyin.lib.charter import shipped_list
from huiyin.orgs.models import AdoptedCharter, Official, Scoped, Unit
from huiyin.orgs.models.unit import keys_led
from huiyin.people.models import Household, Resident


class Contacts(models.QuerySet["Contact"]):
    """Which contacts."""

    def visible_to(self, official: Official, at: datetime) -> "Contacts":
        """One's own, those one typed in, and those in the area or branch one coordinates, heads or supervises."""
        scope = Q(official=official) | Q(entered_by=official)
        units = keys_led(official.standing(at))
        return self.filter(scope | Q(place__in=units) | Q(unit__in=units) | Q(home_unit__in=units))

    def standing(self) -> "Contacts":
        """Not voided."""
        return self.filter(voided_at=None)

    def known_at(self, at: datetime) -> "Contacts":
        """Recorded by that moment and not struck out by then: what a count made then had before it."""
        return self.filter(Q(voided_at=None) | Q(voided_at__gt=at), recorded_at__lte=at)

    def field_research(self) -> "Contacts":
        """Research whose days count towards those that a post owes (S25)."""
        return self.filter(kind=Contact.Kind.RESEARCH)

    def of_kind(self, *kinds: str) -> "Contacts":
        """Only these forms."""
        return self.filter(kind__in=kinds)

    def touching(self, first: date, last: date) -> "Contacts":
        """Held on at least one day of the closed range, also where an occasion of several days reaches into it."""
        ends = Q(until_on=None, held_on__gte=first) | Q(until_on__gte=first)
        return self.filter(ends, held_on__lte=last)

    def held_between(self, first: date, end: date) -> "Contacts":
        """Held on a day of the half-open period [first, end)."""
        return self.filter(held_on__gte=first, held_on__lt=end)

    def newest_first(self) -> "Contacts":
        """Latest day first."""
        return self.order_by("-held_on", "-pk")


class Contact(Scoped):
    """One occasion on which an official met people. Entered once; every account of it is compiled from here."""

    class Kind(models.TextChoices):
        """The forms of contact that the program calls by name; the charter's `form` lists all there are."""

        VISIT = "visit", _("visit")
        TALK = "talk", _("personal talk")
        RECEPTION = "reception", _("reception")
        OUTREACH = "outreach", _("outreach visit")
        FORUM = "forum", _("residents' forum")
        VILLAGE_MEETING = "village_meeting", _("village representatives' meeting")
        FIELD_STAY = "field_stay", _("field stay")
        PAIRED_AID = "paired_aid", _("paired assistance")
        RESEARCH = "research", _("field research")
        VOLUNTEERING = "volunteering", _("volunteering")
        VILLAGE_ADVICE = "village_advice", _("advice to a village")
        POLICY_TALK = "policy_talk", _("policy talk")
        PUBLIC_COURSE = "public_course", _("open course")
        OTHER = "other", _("other form of contact")

    class Half(models.TextChoices):
        UNKNOWN = "", "—"
        MORNING = "am", _("morning")
        AFTERNOON = "pm", _("afternoon")
        DAY = "day", _("whole day")

    reference = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=16, default=Kind.VISIT)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="contacts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts"
    )
    person = models.ForeignKey(Resident, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    until_on = models.DateField(null=True, blank=True, help_text="of an occasion of several days")
    half = models.CharField(max_length=3, choices=Half, default=Half.UNKNOWN, blank=True)
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    subject = models.CharField(max_length=120, blank=True)
    headcount = models.PositiveSmallIntegerField(null=True, blank=True)
    groups = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    declared = ArrayField(
        models.CharField(max_length=30),
        default=list,
        blank=True,
        editable=False,
        help_text="the group in which the household counted when this was recorded; none where it had declared none",
    )
    purposes = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    means = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    help_fields = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    source_org = models.CharField(max_length=30, blank=True)
    cost_fen = models.PositiveIntegerField(null=True, blank=True)
    cost_note = models.CharField(max_length=120, blank=True)
    home_unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    entered_by = models.ForeignKey(
        Official,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    late_reason = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    differing_view = models.BooleanField(default=False)
    charter = models.ForeignKey(AdoptedCharter, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    void_reason = models.CharField(max_length=200, blank=True)

    objects = Contacts.as_manager()

    class Meta:
        ordering = ("-held_on", "-id")
        indexes = [
            models.Index(fields=["-held_on", "-id"], name="contact_newest_first"),
            models.Index(fields=["official", "-held_on"]),
            models.Index(fields=["place", "-held_on"]),
            models.Index(fields=["household", "-held_on"]),
            models.Index(fields=["unit", "-held_on"]),
            models.Index(fields=["recorded_at"], name="contact_as_recorded"),
            models.Index(
                fields=["voided_at"], condition=Q(voided_at__isnull=False), name="contact_as_voided"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="contact_void_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("held_on")),
                name="contact_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(begins=None) | Q(ends=None) | Q(ends__gt=F("begins")),
                name="contact_hours_run_forward",
            ),
        ]

    PERSONAL = {
        "reference": "reference",
        "kind": "code",
        "half": "code",
        "subject": "subject of a public occasion; no personal data",
        "groups": "codes of the charter",
        "declared": "codes of the charter, declared by the household; counts only",
        "purposes": "codes of the charter",
        "means": "codes of the charter",
        "help_fields": "codes of the charter",
        "source_org": "code of the charter",
        "cost_note": "no personal data",
        "late_reason": "no personal data",
        "note": "free text, checked for numbers and ids on entry",
        "void_reason": "no personal data",
    }

    def __str__(self) -> str:
        return self.reference

    def get_kind_display(self) -> str:
        """What its form is called."""
        return form_name(self.kind)

    @property
    def last_day(self) -> date:
        """The day on which it ended."""
        return self.until_on or self.held_on

    @property
    def is_standing(self) -> bool:
        """Not struck out."""
        return self.voided_at is None


def form_name(code: str) -> str:
    """What a form of contact is called in running words, by its code: as the program says it, else as the charter does."""
    if code in Contact.Kind.values:
        return str(Contact.Kind(code).label)
    return coded(shipped_list("form"), [code])
