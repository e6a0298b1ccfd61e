"""What comes in by WeChat before it is a matter: a draft of each who writes, messages heard, and pictures to be fetched."""

import json
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q

from huiyin.intake.models.letters import Arrival
from huiyin.matters.models import Matter
from huiyin.orgs.models import Scoped
from huiyin.people.fields import SealedField


class Drafts(models.QuerySet["Draft"]):
    """Which drafts."""

    def silent_since(self, moment: datetime) -> "Drafts":
        """Begun, and nothing was written since."""
        return self.filter(changed_at__lte=moment)

    def of_nobody(self) -> "Drafts":
        """Nothing stands here, and of its writer no message is known any more."""
        heard = Heard.objects.filter(county=OuterRef("county"), writer=OuterRef("writer"))
        return self.filter(~Exists(heard), changed_at=None)


class Draft(Scoped):
    """What somebody writes by WeChat until they register it: one row for each who writes, empty between two matters."""

    writer = models.CharField(max_length=64, help_text="blind index of who writes")
    openid = SealedField(
        blank=True, default="", help_text="by what WeChat knows them, while something stands here"
    )
    words = SealedField(blank=True, default="", help_text="what they wrote, message by message")
    mark = models.CharField(max_length=64, blank=True, help_text="blind index of the first message of it")
    changed_at = models.DateTimeField(
        null=True, help_text="when something was last written; None: nothing stands here"
    )

    counted = models.PositiveSmallIntegerField(default=0, help_text="how many came since then")
    counted_since = models.DateTimeField(null=True, help_text="from when on photos of a day are counted")

    objects = Drafts.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["changed_at"], condition=Q(changed_at__isnull=False), name="draft_silent")
        ]
        constraints = [
            models.UniqueConstraint(fields=["county", "writer"], name="draft_of_a_writer"),
            models.CheckConstraint(
                condition=Q(changed_at__isnull=False) | Q(openid="", words="", mark=""),
                name="draft_keeps_nothing_when_empty",
            ),
        ]

    PERSONAL = {"writer": "blind index", "openid": "sealed", "words": "sealed", "mark": "blind index"}

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def said(self) -> list[str]:
        """What they wrote."""
        return list(json.loads(self.words)) if self.words else []

    @property
    def body(self) -> str:
        """The same as one text."""
        return "\n".join(self.said)

    def add(self, words: str, *, openid: str, mark: str, at: datetime) -> None:
        """One message more; a picture has no words."""
        if words:
            self.words = json.dumps([*self.said, words], ensure_ascii=False)
        self.openid, self.mark, self.changed_at = openid, self.mark or mark, at
        self.save()

    def count_picture(self, at: datetime) -> int:
        """One more, of how many in a day; with the next that is added it is kept."""
        if self.counted_since is None or self.counted_since <= at - timedelta(days=1):
            self.counted, self.counted_since = 0, at
        self.counted += 1
        return self.counted

    def empty(self) -> None:
        """Nothing stands here any more."""
        self.openid = self.words = self.mark = ""
        self.changed_at = None
        self.save()


class Heard(Scoped):
    """A message that was heard, and what was answered: WeChat repeats what was not answered at once."""

    key = models.CharField(max_length=64, help_text="blind index of its number")
    writer = models.CharField(max_length=64, help_text="blind index of who wrote")
    at = models.DateTimeField(db_index=True)
    reply = SealedField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["writer", "at"], name="heard_of_a_writer")]
        constraints = [models.UniqueConstraint(fields=["county", "key"], name="heard_once")]

    PERSONAL = {
        "key": "blind index, kept for three days",
        "writer": "blind index, kept for three days",
        "reply": "sealed",
    }

    def __str__(self) -> str:
        return f"heard {self.at:%Y-%m-%d %H:%M}"


class Pictures(models.QuerySet["Picture"]):
    """Which pictures."""

    def wanted(self) -> "Pictures":
        """Of which something is still to become."""
        waits = Q(arrival__state=Arrival.State.WAITS)
        return self.filter(waits | Q(draft__isnull=False) | Q(matter__isnull=False)).exclude(media="")

    def to_fetch(self, at: datetime) -> "Pictures":
        """Whose moment has come, the longest waiting first."""
        return self.wanted().filter(next_at__lte=at, content="").order_by("next_at", "pk")

    def to_attach(self, at: datetime) -> "Pictures":
        """Fetched or not to be had, and their matter is known; one that was tried before waits for its moment."""
        due = Q(next_at=None) | (Q(next_at__lte=at) & ~Q(content=""))
        return self.filter(due, matter__isnull=False).exclude(media="").order_by("pk")

    def of_nothing(self) -> "Pictures":
        """They lie with their matter; or what they belonged to was taken back, or somebody has settled it."""
        settled = Q(arrival__isnull=False) & ~Q(arrival__state=Arrival.State.WAITS)
        return self.filter(Q(media="") | Q(Q(draft=None, arrival=None) | settled, matter=None))


class Picture(Scoped):
    """A picture that came by WeChat, until it lies with its matter: fetched soon, as WeChat keeps it for three days."""

    draft = models.ForeignKey(Draft, null=True, on_delete=models.PROTECT, related_name="pictures")
    arrival = models.ForeignKey(Arrival, null=True, on_delete=models.PROTECT, related_name="pictures")
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="+")
    media = SealedField(
        help_text="by what WeChat knows it; empty: it lies with its matter, or is not to be had"
    )
    content = SealedField(blank=True, default="", help_text="the picture itself, once it was fetched")
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(
        null=True,
        help_text="when it is fetched, or once it is here tried again; None: it is here, or not to be had",
    )
    tries = models.PositiveSmallIntegerField(default=0)

    objects = Pictures.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="picture_to_fetch")
        ]

    PERSONAL = {"media": "sealed", "content": "sealed"}

    def __str__(self) -> str:
        return f"picture {self.pk}"
