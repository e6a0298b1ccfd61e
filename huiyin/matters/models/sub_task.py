"""Parts of a matter that somebody else is asked for: joint work, advice, and whether the level above takes it over."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from huiyin.matters.models.recusal import Recusal
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.orgs.models.unit import any_of
from huiyin.people.fields import WordsField


@dataclass(frozen=True)
class OpenPart:
    """What a line of a list has to know of a part that is still waited for; a place, as far as a hat asks."""

    pk: int
    kind: str
    unit: str | None
    path: str | None
    handler: int | None
    handler_is_active: bool | None

    def is_within(self, path: str) -> bool:
        """Whether the unit that was asked stands in the subtree of that path."""
        return self.path is not None and self.path.startswith(path)

    @property
    def has_nobody(self) -> bool:
        """Whether somebody has to be named for it: nobody was yet, or who was has left."""
        return self.handler is None or not self.handler_is_active


class SubTasks(models.QuerySet["SubTask"]):
    """Which parts."""

    def open(self) -> "SubTasks":
        """Still waited for."""
        return self.filter(closed_at=None)

    def opening_to(self, official: Official, units: list[int]) -> Any:
        """Matters of which this official, or a desk of these units, sees the whole through a part.

        That lasts while the part is waited for, and afterwards for who took part; what was called off or turned down
        before anybody took it over opens nothing any more.
        """
        lasting = Q(closed_at=None) | Q(accepted_at__isnull=False) | Q(result=SubTask.Result.ANSWERED)
        mine = self.filter(lasting & (Q(handler=official) | any_of(units, "unit_id")))
        return mine.order_by().values("matter")

    def waiting_for(self, official: Official, at: datetime) -> "SubTasks":
        """Where this official has the next step: who was named for it, or the heads while nobody is."""
        free, mine = ~Recusal.objects.keeping_out(official, "matter__"), Q(handler=official)
        if official.standing(at).has("unit_head"):
            nobody = Q(handler=None) | Recusal.objects.left_by_handlers("matter__")
            heads = official.standing(at).scope("unit__", "unit_head")
            in_time = ~Q(kind=SubTask.Kind.UPWARD) | Q(
                matter__state="in_progress"
            )  # only then is it taken over
            mine |= nobody & heads & in_time
        return self.open().filter(free, mine)

    def to_remind(self, at: datetime) -> "SubTasks":
        """Waited for, with the reminder's moment come."""
        return self.open().filter(remind_at__lte=at)

    def to_chase(self, at: datetime) -> "SubTasks":
        """Waited for and overdue, with the next chasing's moment come."""
        return self.open().filter(chase_at__lte=at)

    def in_short(self) -> Any:
        """Each as the facts of an `OpenPart`, in the order in which they were asked for."""
        facts = {"pk": "pk", "kind": "kind", "unit": "unit__short_name", "path": "unit__path"}
        who = {"handler": "handler_id", "handler_is_active": "handler__is_active"}
        return self.order_by("pk").values_list(JSONObject(**facts, **who), flat=True)

    def of_each(self) -> ArraySubquery:
        """The open parts of each matter of a list, for an annotation: one question however many rows."""
        return ArraySubquery(self.open().filter(matter=models.OuterRef("pk")).in_short())


class SubTask(Scoped):
    """Somebody is asked for a part of a matter, in words and with a day; the matter itself stays where it is.

    Joint work holds the answer back until it is there. Advice binds nobody. What was asked of the level above stays
    owned here until it is taken over there.
    """

    class Kind(models.TextChoices):
        SUPPORT = "support", _("joint work")
        ADVICE = "advice", _("advice")
        UPWARD = "upward", _("to the level above")

    class Result(models.TextChoices):
        ANSWERED = "answered", _("answered")
        TAKEN_OVER = "taken_over", _("taken over")
        TURNED_DOWN = "turned_down", _("turned down")
        CALLED_OFF = "called_off", _("called off")
        OVERTAKEN = "overtaken", _("the matter has gone on without it")

    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="sub_tasks")
    kind = models.CharField(max_length=8)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    who = WordsField(blank=True, about="matter", help_text="of whom advice is asked, where it is no unit")
    asked = WordsField(about="matter")
    due_on = models.DateField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    handler = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    receipt_number = models.CharField(
        max_length=60, blank=True, help_text="under which the level above took it over"
    )
    result = models.CharField(max_length=12, blank=True)
    words = WordsField(blank=True, about="matter", help_text="the answer, or why it ended otherwise")
    closed_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    chase_at = models.DateTimeField(null=True)
    rung = models.PositiveSmallIntegerField(default=0)

    objects = SubTasks.as_manager()

    class Meta:
        ordering = ("at", "id")
        indexes = [
            models.Index(fields=["unit"], name="sub_task_unit"),
            models.Index(fields=["remind_at"], condition=Q(closed_at=None), name="sub_task_remind"),
            models.Index(fields=["chase_at"], condition=Q(closed_at=None), name="sub_task_chase"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, who="") | (Q(unit=None, kind="advice") & ~Q(who="")),
                name="sub_task_asks_a_unit_or_an_expert",
            ),
            models.CheckConstraint(condition=~Q(asked=""), name="sub_task_says_what_is_asked"),
            models.CheckConstraint(
                condition=Q(handler=None, accepted_by=None, accepted_at=None)
                | Q(handler__isnull=False, accepted_by__isnull=False, accepted_at__isnull=False),
                name="sub_task_is_accepted_with_a_person",
            ),
            models.CheckConstraint(
                condition=Q(result="", words="", closed_by=None, closed_at=None)
                | (~Q(result="") & Q(closed_at__isnull=False)),
                name="sub_task_ends_with_a_result",
            ),
            models.CheckConstraint(
                condition=Q(result__in=["", "overtaken"])
                | (Q(closed_by__isnull=False) & (Q(result="taken_over") | ~Q(words=""))),
                name="sub_task_says_how_it_ended",
            ),
            models.CheckConstraint(
                condition=~Q(result="answered") | Q(unit=None) | Q(accepted_at__isnull=False),
                name="sub_task_is_answered_by_who_accepted",
            ),
            models.CheckConstraint(
                condition=Q(kind="upward", result="taken_over", accepted_at__isnull=False)
                & ~Q(receipt_number="")
                | (~Q(result="taken_over") & Q(receipt_number="")),
                name="taken_over_above_with_a_receipt",
            ),
            models.CheckConstraint(
                condition=~Q(kind="upward", result="answered"),
                name="what_goes_up_is_taken_over_or_comes_back",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(remind_at=None, chase_at=None),
                name="closed_sub_task_is_silent",
            ),
            models.UniqueConstraint(
                fields=["matter", "unit", "kind"],
                condition=Q(closed_at=None),
                name="asked_of_a_unit_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(closed_at=None, kind="upward"), name="one_way_up_at_a_time"
            ),
        ]

    PERSONAL = {
        "kind": "code",
        "who": "sealed with the matter",
        "asked": "sealed with the matter",
        "receipt_number": "number in the register of a unit",
        "result": "code",
        "words": "sealed with the matter",
    }

    def __str__(self) -> str:
        return f"{self.matter_id} {self.kind} {self.due_on}"

    @property
    def kind_words(self) -> str:
        """What is asked for, in a word."""
        return str(SubTask.Kind(self.kind).label)

    @property
    def result_words(self) -> str:
        """How it ended, in a word; empty while it is waited for."""
        return str(SubTask.Result(self.result).label) if self.result else ""

    @property
    def of_whom(self) -> str:
        """The unit that was asked, or the expert."""
        return self.unit.short_name if self.unit else self.who
