"""Field research (S26): the plan, the trips that carry it out, what was found, and what was done about it."""

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.models.contact import Contact
from huiyin.lib import periods
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.orgs.standing import LEADING


class ResearchPlans(models.QuerySet["ResearchPlan"]):
    """Which plans."""

    def visible_to(self, official: Official, at: datetime) -> "ResearchPlans":
        """One's own, and those of the unit or area one coordinates, heads or supervises."""
        led = official.standing(at).scope("unit__", *LEADING)
        return self.filter(Q(official=official) | led)

    def ended_before(self, day: date) -> "ResearchPlans":
        """Whose half-year had ended by that day."""
        half = periods.number("half_year", day)
        return self.filter(Q(year__lt=day.year) | Q(year=day.year, half__lt=half))

    def not_carried_out(self) -> "ResearchPlans":
        """Without a single trip that still stands."""
        trips = ResearchTripLink.objects.filter(plan=OuterRef("pk"), contact__voided_at=None)
        return self.filter(~Exists(trips))


class ResearchPlan(Scoped):
    """One item of a plan: who looks into what, where, how, by which day, and what is to come of it."""

    class Half(models.IntegerChoices):
        FIRST = 1, _("first half-year")
        SECOND = 2, _("second half-year")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="research_plans")
    year = models.PositiveSmallIntegerField()
    half = models.PositiveSmallIntegerField(choices=Half)
    topic = models.CharField(max_length=80)
    question = models.TextField()
    places = models.CharField(max_length=200)
    method = models.CharField(max_length=200)
    due_on = models.DateField()
    output = models.CharField(max_length=120, blank=True)
    summary = models.TextField(blank=True)
    nothing_found = models.BooleanField(default=False)
    reported_at = models.DateTimeField(null=True)
    planned_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = ResearchPlans.as_manager()

    class Meta:
        ordering = ("-year", "-half", "due_on", "id")
        indexes = [models.Index(fields=["official", "year", "half"])]
        constraints = [
            models.CheckConstraint(condition=Q(half__in=[1, 2]), name="research_half_is_one_of_two"),
            models.CheckConstraint(condition=~Q(topic="") & ~Q(question=""), name="research_asks_something"),
            models.CheckConstraint(
                condition=Q(reported_at=None) | ~Q(summary=""), name="research_report_says_something"
            ),
        ]

    PERSONAL = {
        "topic": "subject of research; no personal data",
        "question": "question of research; no personal data",
        "places": "places to go; no personal data",
        "method": "method; no personal data",
        "output": "paper to come; no personal data",
        "summary": "words of the official on a subject, not on persons",
    }

    def __str__(self) -> str:
        return self.topic


class ResearchTripLink(Scoped):
    """A contact of kind research that carried out a plan."""

    plan = models.ForeignKey(ResearchPlan, on_delete=models.PROTECT, related_name="trips")
    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="research_link")

    class Meta:
        ordering = ("contact__held_on", "id")

    def __str__(self) -> str:
        return f"{self.plan} {self.contact}"


class Finding(Scoped):
    """One thing found; whether it is a problem."""

    plan = models.ForeignKey(ResearchPlan, on_delete=models.PROTECT, related_name="findings")
    text = models.TextField()
    is_problem = models.BooleanField(default=False)
    found_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="research_finding_says_something")]

    PERSONAL = {"text": "a finding on a subject, not on persons"}

    def __str__(self) -> str:
        return self.text[:40]


class Measures(models.QuerySet["Measure"]):
    """Which measures."""

    def visible_to(self, official: Official, at: datetime) -> "Measures":
        """Those of plans one may see."""
        return self.filter(finding__plan__in=ResearchPlan.objects.visible_to(official, at))


class Measure(Scoped):
    """What is to be done about a finding: by whom, by when, how it was done, and what a second look showed."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="measures")
    text = models.TextField()
    who = models.CharField(max_length=80)
    due_on = models.DateField()
    how_done = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    follow_up = models.TextField(blank=True)
    followed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = Measures.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(who=""), name="measure_says_what_and_who"),
            models.CheckConstraint(condition=Q(done_on=None) | ~Q(how_done=""), name="done_measure_says_how"),
            models.CheckConstraint(
                condition=Q(followed_on=None) | (Q(done_on__isnull=False) & ~Q(follow_up="")),
                name="second_look_follows_the_first",
            ),
        ]

    PERSONAL = {
        "text": "a measure; no personal data",
        "who": "name of a unit",
        "how_done": "what was done; no personal data",
        "follow_up": "what a second look showed; no personal data",
    }

    def __str__(self) -> str:
        return self.text[:40]
