"""Rounds of visits: a half-day that was planned, who goes, what was wished for it, and the stops that came out."""

from datetime import date, datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.orgs.models import AdoptedCharter, Official, Scoped, Unit
from huiyin.orgs.standing import LEADING
from huiyin.people.models import Household


class Rounds(models.QuerySet["Round"]):
    """Which rounds."""

    def visible_to(self, official: Official, at: datetime) -> "Rounds":
        """Those one goes on, and those one planned for a branch that one still coordinates, heads or supervises."""
        led = official.standing(at).scope("unit__", *LEADING)
        goes = RoundOfficial.objects.filter(official=official)
        return self.filter(Q(pk__in=goes.values("round")) | (led & Q(planned_by=official)))

    def waiting(self) -> "Rounds":
        """To be computed, the longest waiting first."""
        return self.filter(state=Round.State.WAITING).order_by("asked_at", "pk")

    def abandoned(self, before: datetime) -> "Rounds":
        """Taken up by a clock that has not been heard of since."""
        return self.filter(state=Round.State.COMPUTING, heartbeat__lt=before).order_by("asked_at", "pk")

    def over_since(self, day: date) -> "Rounds":
        """Of days before that one."""
        return self.filter(day__lt=day)

    def newest_first(self) -> "Rounds":
        """Latest day first."""
        return self.order_by("-day", "-pk")


class Round(Scoped):
    """One half-day of visits for one official or several: what is asked, how far the search is, what it says."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("a plan of visits", "being put together")
        WAITING = "waiting", pgettext_lazy("a plan of visits", "waiting to be worked out")
        COMPUTING = "computing", pgettext_lazy("a plan of visits", "being worked out")
        PLANNED = "planned", pgettext_lazy("a plan of visits", "proposed")
        KEPT = "kept", pgettext_lazy("a plan of visits", "taken along")
        DISCARDED = "discarded", pgettext_lazy("a plan of visits", "set aside")

    reference = models.CharField(max_length=24, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    planned_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    charter = models.ForeignKey(AdoptedCharter, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    begins = models.TimeField()
    ends = models.TimeField()
    start = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField(null=True, help_text="when it was handed to the clock")
    claim = models.CharField(max_length=32, blank=True, help_text="which clock has it; a random word")
    heartbeat = models.DateTimeField(null=True, help_text="when that clock was last heard of")
    halt_at = models.DateTimeField(null=True, help_text="when somebody said that it is good enough")
    seconds = models.FloatField(default=0, help_text="how long the search has taken")
    best = models.PositiveIntegerField(default=0, help_text="points of the best plan found")
    bound = models.PositiveIntegerField(default=0, help_text="points that no plan can exceed")
    candidates = models.PositiveIntegerField(default=0, help_text="among how many it was chosen")
    guessed = models.PositiveIntegerField(default=0, help_text="pairs of places without a stated way between")
    settled_at = models.DateTimeField(null=True)
    failed = models.BooleanField(default=False, help_text="the search broke off; nothing was lost")

    objects = Rounds.as_manager()

    class Meta:
        ordering = ("-day", "-id")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="round_runs_forward"),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "computing"]) | Q(asked_at__isnull=False),
                name="round_was_asked_for",
            ),
            models.CheckConstraint(
                condition=~Q(state="computing") | (~Q(claim="") & Q(heartbeat__isnull=False)),
                name="round_computed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["planned", "kept"]) | Q(settled_at__isnull=False),
                name="planned_round_was_computed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"], condition=Q(state__in=["waiting", "computing"]), name="round_to_compute"
            ),
        ]

    PERSONAL = {"reference": "reference", "state": "code", "claim": "a random word"}

    def __str__(self) -> str:
        return self.reference

    @property
    def is_busy(self) -> bool:
        """Waiting for the clock, or with it."""
        return self.state in (Round.State.WAITING, Round.State.COMPUTING)

    @property
    def is_settled(self) -> bool:
        """Whether there are stops to go by."""
        return self.state in (Round.State.PLANNED, Round.State.KEPT)

    @property
    def gap(self) -> float:
        """The share of the bound that is not reached: 0 is proven best, 0.05 means at most 5 % could be better."""
        return (self.bound - self.best) / self.bound if self.bound else 0.0


class RoundOfficial(Scoped):
    """Somebody who goes on a round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="going")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    back_at = models.TimeField(null=True, help_text="when the round has them back where they set out")

    class Meta:
        ordering = ("official__name_key", "official")
        constraints = [models.UniqueConstraint(fields=["round", "official"], name="once_on_a_round")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.official_id}"


class RoundWish(Scoped):
    """What one plan heeds: an appointment, a household not today or only at an hour, a group or village wanted."""

    class Kind(models.TextChoices):
        APPOINTMENT = "appointment", _("appointment")
        SKIP = "skip", _("not today")
        MORNING = "morning", _("only in the morning")
        AFTERNOON = "afternoon", _("only in the afternoon")
        WANTED = "wanted", _("wanted")

    class Missed(models.TextChoices):
        NOBODY = "nobody", _("nobody of those who go may visit there")
        CLOSED = "closed", _("its hour lies outside the hours of the round")
        FAR = "far", _("it is too far to get there and back in time")
        CLASH = "clash", _("it cannot be combined with another appointment")
        FULL = "full", _("among all appointments no way was found")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="wishes")
    kind = models.CharField(max_length=12, choices=Kind)
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=30, blank=True, default="")
    begins = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=60, blank=True)
    missed = models.CharField(max_length=8, choices=Missed, blank=True, default="")
    beside = ArrayField(models.BigIntegerField(), default=list, blank=True)

    class Meta:
        ordering = ("begins", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "household"],
                condition=Q(kind__in=["skip", "morning", "afternoon"]),
                name="one_wish_a_household",
            ),
            models.CheckConstraint(
                condition=~Q(kind="appointment") | Q(begins__isnull=False, place__isnull=False),
                name="appointment_has_place_and_hour",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["skip", "morning", "afternoon"]) | Q(household__isnull=False),
                name="wish_names_its_household",
            ),
            models.CheckConstraint(
                condition=~Q(kind="wanted") | ~Q(group="") | Q(place__isnull=False),
                name="wanted_is_somewhat",
            ),
        ]

    PERSONAL = {
        "kind": "code",
        "group": "code of the charter",
        "words": "what an appointment is about; numbers that identify somebody are turned away on entry",
        "missed": "code",
        "beside": "keys of other appointments of the plan",
    }

    def __str__(self) -> str:
        return f"{self.kind} {self.round_id}"


class RoundStop(Scoped):
    """One visit of a plan: a household of one's own register, or a household of a group in a village, still unknown."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="stops")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(
        help_text="within the round, in the order of officials and hours"
    )
    place = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    wish = models.ForeignKey(RoundWish, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    group = models.CharField(max_length=30, blank=True, default="")
    travel = models.PositiveSmallIntegerField(help_text="minutes on the way to it")
    wait = models.PositiveSmallIntegerField(default=0, help_text="minutes until it begins")
    begins = models.TimeField()
    ends = models.TimeField()
    why = ArrayField(models.CharField(max_length=12), default=list)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="stop_number_once"),
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="stop_runs_forward"),
        ]

    PERSONAL = {"group": "code of the charter", "why": "codes"}

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"
