"""The contact register: which official is in touch with which household, from when to when."""

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from huiyin.orgs.calendar import local_day
from huiyin.orgs.dated import live_between, live_on
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.orgs.models.unit import keys_led
from huiyin.people.models import ConsentRecord, Household, Resident, Residents
from huiyin.register.models.absence import StandIn


def kept_by(official: Official, day: date) -> Q:
    """Lines of one's own, and those of officials for whom one stands in on that day."""
    absent = StandIn.objects.live_on(day).filter(stand_in=official)
    return Q(official=official) | Q(official__in=absent.values("official"))


class Assignments(models.QuerySet["Assignment"]):
    """Which contact assignments."""

    def over_since(self, last: date, people: Residents) -> Residents:
        """Of these people, those of homes that were on the register, but under no line since that day.

        Of a home that was taken off before anybody was in touch with it: once that is so long ago.
        """
        lines = self.filter(household=OuterRef("household"))
        kept = lines.filter(Q(ended_on=None) | Q(ended_on__gt=last))
        return people.filter(Exists(lines) | Q(household__voided_at__date__lte=last), ~Exists(kept))

    def live_on(self, day: date) -> "Assignments":
        """As the register stood on that day."""
        return self.filter(live_on(day, "started_on", "ended_on"))

    def live_between(self, first: date, end: date, *, known_at: datetime | None = None) -> "Assignments":
        """As the register stood on at least one day of [first, end)."""
        return self.filter(live_between(first, end, "started_on", "ended_on", known_at=known_at))

    def kept_by(self, official: Official, day: date) -> "Assignments":
        """Live lines in one's care on that day: one's own and those one stands in for."""
        return self.live_on(day).filter(kept_by(official, day))

    def visible_to(self, official: Official, at: datetime) -> "Assignments":
        """One's own, a colleague's while one stands in; for those who coordinate, head or supervise, their area's."""
        scope = kept_by(official, local_day(at, official.county))
        units = keys_led(official.standing(at))
        return self.filter(scope | Q(household__place__in=units) | Q(unit__in=units))

    def on_paper_for(self, official: Official, at: datetime) -> "Assignments":
        """Lines whose paper one may print or type in: the visible ones, and those of a desk clerk's area."""
        standing = official.standing(at)
        desk = standing.scope("household__place__", "desk_clerk") | standing.scope("unit__", "desk_clerk")
        return self.filter(Q(pk__in=self.visible_to(official, at).values("pk")) | desk)


class Assignment(Scoped):
    """One line of the contact register: an official, a household, its contact person who agreed, from when to when."""

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(ConsentRecord, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    entered_on = models.DateField(
        null=True,
        editable=False,
        help_text="since when the line stands here; no silence is counted from before",
    )
    ended_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, help_text="when it was noted that it ends")
    reason = models.CharField(max_length=120, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)
    handed_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="handed_to"
    )
    handover_note = models.CharField(max_length=500, blank=True)
    reminded_on = models.DateField(null=True, help_text="the official was last reminded of a long silence")
    branch_told_on = models.DateField(null=True, help_text="the branch was last told of it")

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
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="assignment_ends_not_before_it_begins",
            ),
        ]

    PERSONAL = {
        "reason": "why this pairing; no personal data",
        "end_reason": "why it ended; no personal data",
        "handover_note": "words to the colleague who takes over; identity numbers are turned away on entry",
    }

    def __str__(self) -> str:
        return f"{self.official} – {self.household}"
