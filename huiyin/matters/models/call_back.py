"""Call-backs: after the answer somebody outside the handling unit asks the person what came of it."""

from datetime import date, datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import pgettext_lazy

from huiyin.matters.models.deadline import Deadline
from huiyin.matters.models.matter import Matter
from huiyin.matters.models.reply import Reply
from huiyin.matters.models.step import WORK, Step
from huiyin.orgs.models import AdoptedCharter, Official, Scoped, Unit
from huiyin.orgs.standing import CALLERS
from huiyin.people.fields import WordsField

SOONEST = ("due_on", "pk")  # of those that are to be made; without a date last


class EffectDraw(Scoped):
    """Which closed matters of a week are looked at again: the list, the number and what was drawn, so that anybody can
    draw it once more."""

    first_on = models.DateField(help_text="the Monday of the week in which they closed")
    charter = models.ForeignKey(AdoptedCharter, on_delete=models.PROTECT, related_name="+", db_index=False)
    population = ArrayField(models.CharField(max_length=24), default=list)
    population_sha256 = models.CharField(max_length=64)
    seed = models.CharField(max_length=40)
    sample = ArrayField(models.CharField(max_length=24), default=list)
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ("first_on",)
        constraints = [
            models.UniqueConstraint(fields=["county", "first_on"], name="one_effect_draw_of_a_week"),
        ]

    PERSONAL = {
        "population": "references",
        "population_sha256": "hash",
        "seed": "number of the draw",
        "sample": "references",
    }

    def __str__(self) -> str:
        return f"{self.first_on}"


class CallsBack(models.QuerySet["CallBack"]):
    """Which call-backs."""

    def visible_to(self, official: Official, at: datetime) -> "CallsBack":
        """Those of the desks one sits at or supervises; never of one's own work or unit's, nor about oneself."""
        standing = official.standing(at)
        rows = self.filter(standing.scope("unit__", *CALLERS))
        worked = Step.objects.filter(by=official, deed__in=WORK)
        own = Q(handling_unit__in=standing.unit_ids) | Q(matter__in=worked.values("matter"))
        own |= Q(matter__handler=official) | Q(matter__accountable_head=official)
        return rows.exclude(own).filter(Matter.objects.not_about(official, at, "matter__"))

    def open(self) -> "CallsBack":
        """Without a result yet."""
        return self.filter(result="")

    def arrived(self) -> "CallsBack":
        """Of an answer that is known to have reached its person."""
        return self.filter(matter__to_bring="", reply__delivered_at__isnull=False)

    def told_of(self) -> "CallsBack":
        """For the page of a matter: what came of each, and the tries."""
        return self.select_related("unit", "caller").prefetch_related("tries__by")

    def to_make(self) -> "CallsBack":
        """Open, of an answer that has arrived, soonest first."""
        clock = Deadline.objects.running().filter(matter=OuterRef("matter"), kind=Deadline.Kind.CALLBACK)
        due_on = Subquery(clock.values("due_on")[:1], output_field=models.DateField(null=True))
        return self.open().arrived().annotate(due_on=due_on).order_by(*SOONEST)


class CallBack(Scoped):
    """One call-back of an answer: after it, or, drawn by lot, some time after the matter was closed."""

    class Kind(models.TextChoices):
        RESULT = "result", pgettext_lazy("call-back", "after the answer")
        EFFECT = "effect", pgettext_lazy("call-back", "some time after it was closed")

    class Result(models.TextChoices):
        OPEN = "", pgettext_lazy("call-back", "not rung yet")
        REACHED = "reached", pgettext_lazy("call-back", "reached, both questions answered")
        NOT_REACHED = "not_reached", pgettext_lazy("call-back", "not reached")
        REFUSED = "refused", pgettext_lazy("call-back", "does not wish to be asked")
        OVERTAKEN = "overtaken", pgettext_lazy("call-back", "not needed any more")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="call_backs")
    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="call_backs", db_index=False)
    kind = models.CharField(max_length=6)
    handling_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", help_text="the desk that rings"
    )
    draw = models.ForeignKey(
        EffectDraw, null=True, on_delete=models.PROTECT, related_name="call_backs", db_index=False
    )
    began_at = models.DateTimeField()
    result = models.CharField(max_length=11, blank=True)
    settled_at = models.DateTimeField(null=True)
    caller = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    caller_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = CallsBack.as_manager()

    class Meta:
        ordering = ("began_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["reply", "kind"], name="one_call_back_of_an_answer_and_kind"),
            models.UniqueConstraint(fields=["matter"], condition=Q(result=""), name="one_open_call_back"),
            models.CheckConstraint(condition=~Q(unit=F("handling_unit")), name="rung_by_another_desk"),
            models.CheckConstraint(
                condition=Q(caller_unit=None) | ~Q(caller_unit=F("handling_unit")),
                name="caller_is_outside_the_handling_unit",
            ),
            models.CheckConstraint(
                condition=Q(result="", settled_at=None) | (~Q(result="") & Q(settled_at__isnull=False)),
                name="call_back_settled_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(result__in=["reached", "not_reached", "refused"])
                | Q(caller__isnull=False, caller_unit__isnull=False),
                name="call_back_says_who_rang",
            ),
            models.CheckConstraint(
                condition=(Q(kind="effect") & Q(draw__isnull=False)) | (Q(kind="result", draw=None)),
                name="effect_is_drawn",
            ),
        ]

    PERSONAL = {"kind": "code", "result": "code"}

    def __str__(self) -> str:
        return f"{self.matter} {self.kind}"

    @property
    def by_day(self) -> date | None:
        """By when it is due, where `to_make()` brought that along."""
        found: date | None = self.__dict__.get("due_on")
        return found

    @property
    def kind_words(self) -> str:
        """When it takes place, in a word."""
        return str(CallBack.Kind(self.kind).label)

    @property
    def result_words(self) -> str:
        """What came of it, in a word."""
        return str(CallBack.Result(self.result).label)


class CallTry(Scoped):
    """One time the telephone rang: who rang, when, whether the right person answered. Added, never changed."""

    call = models.ForeignKey(CallBack, on_delete=models.PROTECT, related_name="tries")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    reached = models.BooleanField()
    note = WordsField(blank=True, about="matter")

    class Meta:
        ordering = ("at", "id")

    PERSONAL = {"note": "sealed with the matter"}

    def __str__(self) -> str:
        return f"{self.call} {self.at:%Y-%m-%d}"

    @property
    def matter(self) -> Matter:
        """Under whose key its words lie."""
        return self.call.matter
