"""Replies (drafted by one, approved by another) and ratings (by the resident only)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.lib.charter import Charter
from huiyin.lib.sealing import DataKey
from huiyin.matters.models.matter import Matter
from huiyin.orgs.models import Official, Scoped, Unit
from huiyin.people.fields import WordsField

models.CharField.register_lookup(Length)
models.TextField.register_lookup(Length)


# What no charter does away with: a refusal names its basis, an explanation is one, a reason says something.
REFUSALS = ("explained_policy", "explained_no_basis", "not_supported")
NOT_ADOPTED = ("partly_adopted", "not_adopted")


def outcome_in_words(charter: Charter, code: str) -> str:
    """An outcome as the matter's own charter says it; what stands in imported history as it came."""
    try:
        return charter.outcome(code).words.in_language(get_language() or "zh-hans")
    except KeyError:
        return code


class Replies(models.QuerySet["Reply"]):
    """Which replies."""

    def given(self) -> "Replies":
        """Approved, so that the person has them or is to; earlier versions of a corrected one among them."""
        return self.filter(approved_at__isnull=False)


class Reply(Scoped):
    """An answer with the fields of I-14. The row is the draft, its return and its approval; `Delivery` is how it arrived."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="replies")
    round = models.PositiveSmallIntegerField(default=1)
    request = WordsField(about="matter")
    facts = WordsField(about="matter")
    opinion = WordsField(about="matter")
    outcome = models.CharField(max_length=24)
    basis = WordsField(blank=True, about="matter")
    reason = WordsField(
        blank=True, about="matter", help_text="why a suggestion is not adopted, or not in full (S66)"
    )
    remedy = WordsField(about="matter")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact_name = models.CharField(max_length=40)
    contact_phone = models.CharField(max_length=30)
    promise_due_on = models.DateField(null=True, blank=True)
    drafted_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    drafted_at = models.DateTimeField()
    returned_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    returned_at = models.DateTimeField(null=True)
    return_reason = WordsField(blank=True, about="matter")
    approved_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True, help_text="when it first reached the person")
    on_the_spot = models.BooleanField(default=False, help_text="said at the desk; nobody approves it")
    version_of = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="versions",
        help_text="the approved answer that this one corrects (T29)",
        db_index=False,
    )
    corrects_why = WordsField(blank=True, about="matter", help_text="what was wrong; the person reads it")
    replaced_at = models.DateTimeField(null=True, help_text="when a corrected version was approved")
    is_history = models.BooleanField(default=False)

    objects = Replies.as_manager()

    class Meta:
        ordering = ("drafted_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
                name="approver_is_not_the_drafter",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False, on_the_spot=False)
                | Q(approved_by=None, approved_at__isnull=False, on_the_spot=True),
                name="approval_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(on_the_spot=False) | ~Q(outcome=""), name="an_answer_on_the_spot_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(delivered_at=None) | Q(approved_at__isnull=False) | Q(is_history=True),
                name="delivered_only_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(is_history=True)
                | (
                    ~Q(request="")
                    & ~Q(opinion="")
                    & (Q(on_the_spot=True) | (~Q(facts="") & ~Q(remedy="")))
                    & ~Q(contact_name="")
                    & ~Q(contact_phone="")
                ),
                name="reply_has_its_fields",
            ),
            models.CheckConstraint(
                condition=Q(is_history=True) | ~Q(outcome__in=REFUSALS) | ~Q(basis=""),
                name="refusal_names_its_basis",
            ),
            models.CheckConstraint(
                condition=Q(is_history=True)
                | ~Q(outcome="explained_policy")
                | Q(opinion__length__gte=DataKey.length_of(40)),
                name="explanation_in_plain_words",
            ),
            models.CheckConstraint(
                condition=Q(is_history=True)
                | ~Q(outcome__in=NOT_ADOPTED)
                | Q(reason__length__gte=DataKey.length_of(20)),
                name="not_adopted_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="promised") | Q(promise_due_on__isnull=False), name="promised_has_a_day"
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(approved_at=None, returned_at=None, is_history=False),
                name="one_open_draft",
            ),
            models.CheckConstraint(
                condition=Q(version_of=None, corrects_why="")
                | (Q(version_of__isnull=False) & ~Q(corrects_why="")),
                name="a_version_says_what_was_wrong",
            ),
            models.UniqueConstraint(
                fields=["version_of"], condition=Q(approved_at__isnull=False), name="corrected_by_one_version"
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None) | Q(approved_at__lte=F("replaced_at")),
                name="only_what_stood_is_replaced",
            ),
        ]

    PERSONAL = {
        "request": "sealed with the matter",
        "facts": "sealed with the matter",
        "opinion": "sealed with the matter",
        "outcome": "code",
        "basis": "sealed with the matter",
        "reason": "sealed with the matter",
        "remedy": "sealed with the matter",
        "contact_name": "official's name",
        "contact_phone": "office number",
        "return_reason": "sealed with the matter",
        "corrects_why": "sealed with the matter",
    }

    def __str__(self) -> str:
        return f"{self.matter} reply {self.round}"

    @property
    def facts_words(self) -> str:
        """What was found; of what was said at the desk nothing is stored, so that each reads it in their own language."""
        if self.on_the_spot and not self.facts:
            return str(_("Answered at once, where it was asked."))
        return self.facts

    @property
    def outcome_words(self) -> str:
        """What came of it, in a word."""
        return outcome_in_words(self.matter.charter.charter, self.outcome)


FIELDS = {
    "request": _("What was asked for"),
    "facts": _("What was found"),
    "opinion": _("Answer"),
    "basis": _("Law or policy, with article"),
    "reason": _("Why it is not adopted, or not in full"),
    "remedy": _("If the person is not content"),
    "contact_name": _("Who can be asked"),
    "contact_phone": _("Telephone"),
}


class ReplyChange(Scoped):
    """What a head changed in a draft: which field, and its words before. Added, never changed."""

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="changes")
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    field = models.CharField(max_length=20)
    before = WordsField(blank=True, about="matter")

    class Meta:
        ordering = ("at", "id")

    PERSONAL = {"field": "code", "before": "sealed with the matter"}

    def __str__(self) -> str:
        return f"{self.reply} {self.field}"

    @property
    def field_words(self) -> str:
        """Which words, as the form calls them."""
        return str(FIELDS.get(self.field, self.field))

    @property
    def matter(self) -> Matter:
        """Under whose key its words lie."""
        return self.reply.matter


class Rating(Scoped):
    """What the resident said of the answer: handled? satisfied? Added, never changed; a later one stands beside it."""

    class Handled(models.TextChoices):
        YES = "yes", _("yes, it is handled")
        PARTLY = "partly", _("partly")
        NO = "no", _("no, not yet")

    class Satisfied(models.IntegerChoices):
        VERY = 5, _("very satisfied")
        YES = 4, _("satisfied")
        FAIRLY = 3, _("fairly satisfied")
        NO = 2, _("dissatisfied")
        NOT_AT_ALL = 1, _("very dissatisfied")

    class Door(models.TextChoices):
        CODE = "code", _("by reference and code")
        LINK = "link", _("by link")
        CALL = "call", _("asked by telephone")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="ratings")
    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="ratings")
    handled = models.CharField(max_length=6, choices=Handled)
    satisfied = models.PositiveSmallIntegerField(choices=Satisfied)
    words = WordsField(blank=True, about="matter")
    door = models.CharField(max_length=4, choices=Door)
    call = models.OneToOneField(
        "matters.CallBack", null=True, on_delete=models.PROTECT, related_name="rating"
    )
    reasons = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(condition=Q(satisfied__gte=1, satisfied__lte=5), name="rating_in_range"),
            models.CheckConstraint(
                condition=Q(door__in=["code", "link"], call=None) | Q(door="call", call__isnull=False),
                name="rating_came_through_a_door",
            ),
        ]

    PERSONAL = {"handled": "code", "words": "sealed with the matter", "door": "code", "reasons": "codes"}

    def __str__(self) -> str:
        return f"{self.matter} {self.handled} {self.satisfied}"
