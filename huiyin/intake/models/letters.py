"""Letters by mail, and what one writes by WeChat: the box that is looked into, and what became of each."""

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.orgs.models import Official, Scoped
from huiyin.orgs.standing import DESK
from huiyin.orgs.tree import county_desk
from huiyin.outbox.models import Mailbox
from huiyin.people.fields import SealedField


class Letterbox(Scoped):
    """The folder on the county's mail server in which letters arrive, and how far it has been read."""

    host = models.CharField(max_length=120)
    port = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(65535)])
    security = models.CharField(max_length=8, choices=Mailbox.Security, default=Mailbox.Security.TLS)
    username = models.CharField(max_length=120)
    password = SealedField(blank=True, default="")
    folder = models.CharField(max_length=120, default="INBOX")
    is_on = models.BooleanField(default=False)
    epoch = models.BigIntegerField(default=0, help_text="another number says that the server counts anew")
    last_uid = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=12, blank=True, help_text="why the last look came to nothing")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county"], name="one_letterbox_of_a_county")]

    PERSONAL = {
        "host": "the county's own",
        "security": "code",
        "username": "the county's own",
        "password": "sealed",
        "folder": "the county's own",
        "trouble": "code",
    }

    def __str__(self) -> str:
        return self.username


class Arrivals(models.QuerySet["Arrival"]):
    """Which letters."""

    def visible_to(self, official: Official, at: datetime) -> "Arrivals":
        """To the county's own desk, which takes in what no rule can."""
        return self.all() if official.standing(at).over(county_desk(), *DESK) else self.none()

    def waiting(self) -> "Arrivals":
        """For somebody who looks at them."""
        return self.filter(state=Arrival.State.WAITS)


class Arrival(Scoped):
    """One letter by mail, or what one wrote by WeChat. It keeps its words only while somebody has to look at it."""

    class State(models.TextChoices):
        TAKEN = "taken", _("became a matter")
        ADDED = "added", _("went to its matter")
        ASIDE = "aside", _("left aside")
        WAITS = "waits", _("waits for somebody")
        SETTLED = "settled", _("settled")

    channel = models.CharField(max_length=8, default="mail")
    key = models.CharField(max_length=64, help_text="blind index of its number and what it says")
    writer = models.CharField(max_length=64, blank=True, help_text="blind index of who sent it")
    came_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State)
    reason = models.CharField(max_length=12, blank=True)
    words = SealedField(blank=True, default="", help_text="who, about what, the text, names of files")
    raw = SealedField(blank=True, default="", help_text="the whole of it, until somebody has settled it")
    settled_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)

    objects = Arrivals.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["came_at"], condition=Q(state="waits"), name="arrival_waits"),
            models.Index(fields=["writer", "came_at"], name="arrival_writer"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["county", "key"], name="arrival_once"),
            models.CheckConstraint(
                condition=Q(state="waits") | Q(words="", raw=""), name="arrival_keeps_words_while_it_waits"
            ),
            models.CheckConstraint(
                condition=Q(state="settled", settled_at__isnull=False)
                | (~Q(state="settled") & Q(settled_at=None, outcome="")),
                name="arrival_settled_by_somebody",
            ),
        ]

    PERSONAL = {
        "channel": "code",
        "key": "blind index",
        "writer": "blind index",
        "state": "code",
        "reason": "code",
        "words": "sealed",
        "raw": "sealed",
        "outcome": "code",
    }

    def __str__(self) -> str:
        return f"{self.state} {self.came_at:%Y-%m-%d}"


def letterbox_kept() -> Letterbox | None:
    """The open county's, if it has entered one."""
    return Letterbox.objects.first()
