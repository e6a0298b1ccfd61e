"""Paired assistance: what an official and a household set out to do together, and what was done about it."""

from datetime import date, datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.models.contact import Contact
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.orgs.standing import LEADING
from huiyin.people.models import ConsentRecord, Household, Resident


class AidPlans(models.QuerySet["AidPlan"]):
    """Which plans."""

    def visible_to(self, official: Official, at: datetime) -> "AidPlans":
        """One's own, and those in the area or branch one coordinates, heads or supervises."""
        standing = official.standing(at)
        led = standing.scope("household__place__", *LEADING) | standing.scope("unit__", *LEADING)
        return self.filter(Q(official=official) | led)

    def open(self) -> "AidPlans":
        """Neither done nor ended."""
        return self.filter(state=AidPlan.State.OPEN)


class AidPlan(Scoped):
    """An official and a household that agreed (S22): the need, the measure, by which day, and the result."""

    class State(models.TextChoices):
        OPEN = "open", _("going on")
        DONE = "done", _("carried out")
        ENDED = "ended", _("ended early")

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="aid_plans")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="aid_plans")
    person = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(ConsentRecord, on_delete=models.PROTECT, related_name="+")
    need = models.TextField()
    measure = models.TextField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    result = models.TextField(blank=True)
    started_on = models.DateField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = AidPlans.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        indexes = [models.Index(fields=["official", "state", "due_on"]), models.Index(fields=["household"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="open") | (~Q(need="") & ~Q(measure="")), name="aid_plan_says_what"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None, result="")
                | (~Q(state="open") & Q(ended_at__isnull=False) & ~Q(result="")),
                name="aid_plan_ends_with_a_result",
            ),
        ]

    PERSONAL = {
        "need": "what the household needs; checked for numbers on entry, never public, emptied after a withdrawal",
        "measure": "what the official will do; emptied after a withdrawal",
        "state": "code",
        "result": "what came of it; never public",
    }

    def __str__(self) -> str:
        return f"{self.official} – {self.household}"


class AidActions(models.QuerySet["AidAction"]):
    """Which actions."""

    def visible_to(self, official: Official, at: datetime) -> "AidActions":
        """Those of plans one may see."""
        return self.filter(plan__in=AidPlan.objects.visible_to(official, at))

    def done_between(self, first: date, end: date) -> "AidActions":
        """On a day of [first, end)."""
        return self.filter(done_on__gte=first, done_on__lt=end)


class AidAction(Scoped):
    """One thing done under a plan: on which day, by which means, in which field; money only with its receipt."""

    plan = models.ForeignKey(AidPlan, on_delete=models.PROTECT, related_name="actions")
    done_on = models.DateField()
    text = models.TextField()
    means = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    help_fields = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    solves = models.BooleanField(default=False)
    amount_fen = models.PositiveIntegerField(null=True, blank=True)
    amount_source = models.CharField(max_length=120, blank=True)
    receipt_number = models.CharField(max_length=60, blank=True)
    contact = models.OneToOneField(
        Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="aid_action"
    )
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AidActions.as_manager()

    class Meta:
        ordering = ("-done_on", "-id")
        indexes = [models.Index(fields=["plan", "-done_on"])]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="aid_action_says_what"),
            models.CheckConstraint(
                condition=Q(amount_fen=None)
                | (Q(amount_fen__gt=0) & ~Q(amount_source="") & ~Q(receipt_number="")),
                name="aid_amount_has_source_and_receipt",
            ),
        ]

    PERSONAL = {
        "text": "what was done; checked for numbers on entry, never public",
        "means": "codes of the charter",
        "help_fields": "codes of the charter",
        "amount_source": "a fund or a unit; no personal data",
        "receipt_number": "number of a paper",
    }

    def __str__(self) -> str:
        return f"{self.plan} {self.done_on}"

    @property
    def yuan(self) -> str:
        """The amount in yuan with its fen, as it is written; empty without money."""
        if self.amount_fen is None:
            return ""
        whole, rest = divmod(self.amount_fen, 100)
        return f"{whole}.{rest:02d}"
