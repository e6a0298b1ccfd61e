"""Policies in plain words (S28, S80): briefs with their questions, and sheets on benefits one can apply for."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.contacts.models.contact import Contact
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.orgs.standing import LEADING


class PolicyBriefs(models.QuerySet["PolicyBrief"]):
    """Which briefs."""

    def visible_to(self, official: Official, at: datetime) -> "PolicyBriefs":
        """For those who write and answer: one's own, and those of units in which or above which one has a desk."""
        desk = official.standing(at).scope("unit__", *LEADING, "desk_clerk")
        return self.filter(Q(written_by=official) | desk)

    def public_on(self, day: date) -> "PolicyBriefs":
        """What anybody may read: published, not withdrawn; a benefit leaves the page when its time is over (S80)."""
        out = self.filter(published_at__isnull=False, withdrawn_at=None, valid_from__lte=day)
        over = Q(kind=PolicyBrief.Kind.BENEFIT, valid_until__lt=day)
        return out.exclude(over)


class PolicyBrief(Scoped):
    """A policy in plain words: its source, from when to when, and where a question is answered."""

    class Kind(models.TextChoices):
        BRIEF = "brief", _("policy in plain words")
        BENEFIT = "benefit", _("benefit one can apply for")

    kind = models.CharField(max_length=8, choices=Kind, default=Kind.BRIEF)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    text = models.TextField()
    source = models.CharField(max_length=200)
    who_may = models.CharField(max_length=300, blank=True)
    where = models.CharField(max_length=300, blank=True)
    reply_route = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PolicyBriefs.as_manager()

    class Meta:
        ordering = ("-valid_from", "-id")
        indexes = [models.Index(fields=["published_at", "valid_from"])]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(source=""), name="brief_names_its_source"),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(reply_route=""), name="published_brief_has_a_reply_route"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="brief_runs_forward"
            ),
        ]

    PERSONAL = {
        "kind": "code",
        "title": "public text",
        "text": "public text",
        "source": "public text",
        "who_may": "public text",
        "where": "public text",
        "reply_route": "office and telephone, public",
        "withdrawn_reason": "no personal data",
    }

    def __str__(self) -> str:
        return self.title

    def is_over(self, day: date) -> bool:
        """Whether its time is over on that day."""
        return self.valid_until is not None and self.valid_until < day

    @property
    def is_public(self) -> bool:
        """Published and not withdrawn."""
        return self.published_at is not None and self.withdrawn_at is None


class BriefQuestions(models.QuerySet["BriefQuestion"]):
    """Which questions."""

    def visible_to(self, official: Official, at: datetime) -> "BriefQuestions":
        """Those of briefs one may see."""
        return self.filter(brief__in=PolicyBrief.objects.visible_to(official, at))

    def shown(self) -> "BriefQuestions":
        """Answered, and meant for the public page."""
        return self.filter(is_public=True).exclude(answer="")


class BriefQuestion(Scoped):
    """A question asked about a policy: answered there and then, or registered as a matter; never neither."""

    brief = models.ForeignKey(PolicyBrief, on_delete=models.PROTECT, related_name="questions")
    contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="brief_questions"
    )
    text = models.TextField()
    answer = models.TextField(blank=True)
    matter_reference = models.CharField(max_length=24, blank=True)
    is_public = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    entered_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)

    objects = BriefQuestions.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="brief_question_asks_something"),
            models.CheckConstraint(
                condition=~Q(answer="") | ~Q(matter_reference=""), name="brief_question_is_followed_up"
            ),
        ]

    PERSONAL = {
        "text": "a question on a policy; checked for numbers on entry",
        "answer": "words of the official, public where shown",
        "matter_reference": "reference",
    }

    def __str__(self) -> str:
        return self.text[:40]
