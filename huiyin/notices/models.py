"""A notice: one thing told to one official, or to the person behind a matter, written with the deed it tells of."""

import re

from django.db import connection, models
from django.db.models import Q

from huiyin.audit.scope import forget_in_scope, keep_in_scope, kept_in_scope
from huiyin.notices.words import in_words
from huiyin.orgs.models import Official, Scoped

OURS = re.compile(r"\w+:\d+|\d{4}(-[QH]?\d+)*")  # promise:7, 2026-Q3, 2026-03-02


class Notices(models.QuerySet["Notice"]):
    """Which notices."""

    def visible_to(self, official: Official) -> "Notices":
        """An official's own; nobody else's."""
        return self.filter(to=official).exclude(about="")

    def unread(self) -> "Notices":
        """Not opened yet."""
        return self.filter(read_at=None)

    def newest_first(self) -> "Notices":
        """Newest first."""
        return self.order_by("-at", "-pk")


class Notice(Scoped):
    """Told to an official on their desk (`to`), or to a resident on their own page (`page`, a reference)."""

    to = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="notices")
    page = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20)
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
    def words(self) -> str:
        """What it tells, as the room that told it says it."""
        return in_words(self.kind)

    @property
    def shows_about(self) -> bool:
        """Whether `about` says something to a reader: a reference or a name does, our key or a period does not."""
        return OURS.fullmatch(self.about) is None


def unread_count(official: Official) -> int:
    """How many notices this official has not opened: the frame of every page says it, counted once for each."""
    return kept_in_scope(_unread_of(official.pk), lambda: _counted(official, "")[0])


def unread_by(official: Official) -> Notices:
    """What the frame counts, for a page that counts along."""
    return Notice.objects.filter(to=official).unread()


def counted_along(official: Official, unread: int) -> None:
    """A page has counted them in a question of its own: its frame need not count again."""
    keep_in_scope(_unread_of(official.pk), unread)


def unread_about(official: Official, about: str) -> int:
    """How many of them are about one thing; the frame need not count again."""
    every, here = _counted(official, about)
    keep_in_scope(_unread_of(official.pk), every)
    return here


def count_anew(official: Official | None) -> None:
    """Something was told to somebody, or read."""
    if official is not None:
        forget_in_scope(_unread_of(official.pk))


def _unread_of(official: int) -> str:
    return f"unread by {official}"


def _counted(official: Official, about: str) -> tuple[int, int]:
    """All, and those about one thing; in plain SQL, since every page asks it."""
    words = "SELECT count(*), count(*) FILTER (WHERE about = %s) FROM notices_notice"
    with connection.cursor() as cursor:
        cursor.execute(f"{words} WHERE to_id = %s AND read_at IS NULL", [about, official.pk])
        every, here = cursor.fetchone()
    return int(every), int(here)
