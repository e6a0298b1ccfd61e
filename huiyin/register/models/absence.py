"""Exemptions from keeping contact households, and colleagues who stand in during an absence."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q

from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.orgs.standing import LEADING


class Exemptions(models.QuerySet["Exemption"]):
    """Which exemptions."""

    def visible_to(self, official: Official, at: datetime) -> "Exemptions":
        """One's own, and those of the branch or area one coordinates, heads or supervises."""
        led = official.standing(at).scope("unit__", *LEADING)
        return self.filter(Q(official=official) | led)

    def granted_on(self, day: date) -> "Exemptions":
        """Granted, and in force on that day."""
        return self.filter(is_granted=True, from_on__lte=day, until_on__gte=day)

    def granted_between(self, first: date, end: date) -> "Exemptions":
        """Granted, and in force on at least one day of [first, end)."""
        return self.filter(is_granted=True, from_on__lt=end, until_on__gte=first)

    def undecided(self) -> "Exemptions":
        """Asked for, not decided yet."""
        return self.filter(decided_at=None)


class Exemption(Scoped):
    """An official need not keep contact households for a while (S03): the reason, from when to when, and who decided."""

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="exemptions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField()
    asked_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    is_granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=200, blank=True)

    objects = Exemptions.as_manager()

    class Meta:
        ordering = ("-from_on", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="exemption_runs_forward"),
            models.CheckConstraint(condition=~Q(reason=""), name="exemption_has_a_reason"),
            models.CheckConstraint(
                condition=Q(is_granted=None, decided_by=None, decided_at=None)
                | Q(is_granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="exemption_decision_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("official")), name="nobody_exempts_themselves"
            ),
        ]

    PERSONAL = {
        "reason": "why the official cannot keep households; no health data",
        "decision_note": "words of the one who decided",
    }

    def __str__(self) -> str:
        return f"{self.official} {self.from_on}–{self.until_on}"


class StandIns(models.QuerySet["StandIn"]):
    """Which stand-ins."""

    def visible_to(self, official: Official, at: datetime) -> "StandIns":
        """One's own on either side, and those of the branch or area one coordinates, heads or supervises."""
        led = official.standing(at).scope("unit__", *LEADING)
        return self.filter(Q(official=official) | Q(stand_in=official) | led)

    def live_on(self, day: date) -> "StandIns":
        """In force on that day."""
        back = Q(called_back_at=None) | Q(called_back_at__date__gt=day)
        return self.filter(back, from_on__lte=day, until_on__gte=day)


class StandIn(Scoped):
    """During an absence a colleague keeps in touch with the absent official's households; the lines stay theirs."""

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="stood_in_for")
    stand_in = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="stands_in")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    reason = models.CharField(max_length=120, blank=True)
    named_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    called_back_at = models.DateTimeField(null=True)

    objects = StandIns.as_manager()

    class Meta:
        ordering = ("-from_on", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="stand_in_runs_forward"),
            models.CheckConstraint(condition=~Q(official=F("stand_in")), name="stand_in_is_another"),
        ]

    PERSONAL = {"reason": "why the official is absent; no health data"}

    def __str__(self) -> str:
        return f"{self.stand_in} for {self.official}"

    @property
    def end_on(self) -> date:
        """The first day on which nobody stands in any more: after the last one, or when the official came back early."""
        after = self.until_on + timedelta(days=1)
        return min(after, local_day(self.called_back_at, self.county)) if self.called_back_at else after

    def end_known(self, at: datetime) -> date:
        """The same, as far as it was known at that moment: who came back later was still away."""
        back = self.called_back_at is not None and self.called_back_at <= at
        return self.end_on if back else self.until_on + timedelta(days=1)
