"""A notice: one thing told to one official, or to the person behind a matter, written with the deed it tells of."""

import re

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.models import Official, Scoped

OURS = re.compile(r"\w+:\d+|\d{4}(-[QH]?\d+)*")  # promise:7, 2026-Q3, 2026-03-02


class Notices(models.QuerySet["Notice"]):
    """Which notices."""

    def visible_to(self, official: Official) -> "Notices":
        """An official's own; nobody else's."""
        return self.filter(to=official)

    def unread(self) -> "Notices":
        """Not opened yet."""
        return self.filter(read_at=None)

    def newest_first(self) -> "Notices":
        """Newest first."""
        return self.order_by("-at", "-pk")


class Notice(Scoped):
    """Told to an official on their desk (`to`), or to a resident on their own page (`page`, a reference)."""

    class Kind(models.TextChoices):
        ROUTED = "routed", _("a matter has come to you")
        ASSIGNED = "assigned", _("you are handling a matter")
        APPROVE = "approve", _("a reply waits for your approval")
        RETURNED = "returned", _("your draft reply came back")
        REMINDER = "reminder", _("a matter is due soon")
        CHASED = "chased", _("a matter is overdue")
        RATED = "rated", _("a resident has rated the answer")
        REOPENED = "reopened", _("a resident asks to have the matter handled again")
        ANSWERED = "answered", _("a matter you raised has been answered")
        UNSOLVED = "unsolved", _("a resident says the matter is not solved")
        DATE_CHANGED = "date_changed", _("a due date was worked out again")
        TOLD = "told", _("news of your matter")
        # the register
        PAIRED = "paired", _("a household has come onto your register")
        HANDED_OVER = "handed_over", _("a household has been handed over")
        LINE_ENDED = "line_ended", _("a household is no longer on a register")
        STAND_IN = "stand_in", _("you stand in for a colleague")
        DORMANT = "dormant", _("a household has not been met for long")
        PERSON_CHANGED = "person_changed", _("another person speaks for a household now")
        CONSENT_GONE = "consent_gone", _("a household has withdrawn its consent")
        EXEMPTION = "exemption", _("an exemption was asked for or decided")
        # promises
        PROMISE_DUE = "promise_due", _("a promise falls due")
        PROMISE_OVERDUE = "promise_overdue", _("a promise is overdue")
        # reception days and forums
        DUTY_DAY = "duty_day", _("you have a reception day")
        SUBSTITUTED = "substituted", _("a reception day has another official")
        CALLED_OFF = "called_off", _("a reception day or forum is called off or moved")
        BOOKED = "booked", _("somebody has booked your reception day")
        INVITED = "invited", _("you take part in a forum")
        # plans of visits
        ROUND = "round", _("a colleague has planned visits for you")
        # the account up the line
        REPORT_DUE = "report_due", _("a report is ready for you to confirm")
        REPORT_LATE = "report_late", _("a report is late")
        REPORT_IN = "report_in", _("a report has come in")
        REPORT_BACK = "report_back", _("a report came back")
        REPORT_TAKEN = "report_taken", _("a report was accepted")
        # inspection
        INSPECTED = "inspected", _("an inspection concerns you")
        FINDING = "finding", _("a finding awaits your answer")
        FINDING_ANSWERED = "finding_answered", _("a finding was answered")
        RECTIFY = "rectify", _("something is to be put right")
        SIGNAL = "signal", _("something in your records may need a second look")
        # drawing lots
        DRAW_READY = "draw_ready", _("the panels of a draw are worked out")
        DRAW_FAILED = "draw_failed", _("no panels could be worked out for a draw")
        LOT_DRAWN = "lot_drawn", _("households were drawn by lot")

    to = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="notices")
    page = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    about = models.CharField(max_length=40)
    where = models.CharField(
        max_length=120, blank=True, help_text="the page it opens; empty: the matter `about`"
    )
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = Notices.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        indexes = [
            models.Index(fields=["to", "-at"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["page", "at"], condition=~Q(page=""), name="notice_page"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(to__isnull=False) & Q(page="")) | (Q(to=None) & ~Q(page="")),
                name="notice_has_one_reader",
            ),
        ]

    PERSONAL = {
        "page": "reference",
        "kind": "code",
        "about": "reference",
        "where": "an address of ours",
        "facts": "keys and dates, no personal data",
    }

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"

    @property
    def shows_about(self) -> bool:
        """Whether `about` says something to a reader: a reference or a name does, our key or a period does not."""
        return OURS.fullmatch(self.about) is None
