"""A supervision: somebody above asks a unit what is the matter with a case, and is answered within days."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from huiyin.matters.models import Matter
from huiyin.matters.models.matter import AT_THE_DESK, LEFT
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.orgs.standing import LEADING
from huiyin.people.fields import WordsField


class Supervisions(models.QuerySet["Supervision"]):
    """Which supervisions."""

    def visible_to(self, official: Official, at: datetime) -> "Supervisions":
        """Whoever handles the matter, and who coordinates, heads or supervises the unit in turn or one above it.

        Who asked belongs to the last as long as they hold that post.
        """
        standing = official.standing(at)
        in_turn = standing.scope("matter__lead_unit__", *LEADING) | standing.scope(
            "matter__holding_unit__", *LEADING
        )
        free = Matter.objects.not_about(official, at, "matter__")
        return self.filter(free, Q(matter__handler=official) | in_turn)

    def open(self) -> "Supervisions":
        """Not answered yet, of a matter that somebody could still answer for."""
        return self.filter(answered_at=None).exclude(matter__state__in=LEFT)

    def settled(self) -> "Supervisions":
        """Answered, or overtaken as the matter was merged, withdrawn or shown another way."""
        return self.filter(Q(answered_at__isnull=False) | Q(matter__state__in=LEFT))

    def to_answer(self, official: Official, at: datetime) -> "Supervisions":
        """Open ones that lie with this official: as handler, as head of the unit in turn, or at the desk that holds it.

        Each of these may see it by `visible_to` as well, which is asked first where a page reads.
        """
        standing = official.standing(at)
        headed, desks = (
            {h.unit_id for h in standing.hats if h.capacity == can} for can in ("unit_head", "coordinator")
        )
        with_desk = Q(matter__state__in=AT_THE_DESK)
        mine = Q(matter__handler=official) | (~with_desk & Q(matter__lead_unit__in=headed))
        mine |= with_desk & (Q(matter__holding_unit__in=desks) | Q(matter__holding_unit__in=headed))
        return self.open().filter(mine).exclude(by=official)

    def late(self, day: date) -> "Supervisions":
        """Not answered, and past the day by which an answer was asked for."""
        return self.open().filter(due_on__lt=day)


class Supervision(Scoped):
    """One question from above about one matter (T27): why, in which words, by when, and what was answered."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="who is to answer")
    trigger = models.CharField(max_length=30)
    words = WordsField(about="matter")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due_on = models.DateField()
    answer = WordsField(blank=True, about="matter")
    answered_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    late_told_at = models.DateTimeField(
        null=True, help_text="when both sides were told that the day had passed"
    )
    version = models.PositiveIntegerField(default=1)

    objects = Supervisions.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(answered_at=None), name="supervision_open")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(answered_at=None), name="one_open_supervision_of_a_matter"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="supervision_says_something"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="supervision_is_answered_in_words",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("by")),
                name="supervision_is_answered_by_somebody_else",
            ),
        ]

    PERSONAL = {
        "trigger": "code",
        "words": "sealed with the matter",
        "answer": "sealed with the matter",
    }

    def __str__(self) -> str:
        return f"{self.matter} {self.due_on}"
