"""Words that a unit keeps ready for its answers, by topic; changed words are new ones, and what was used before stays."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from huiyin.orgs.models import Official, Scoped, Unit


class ReplyTemplates(models.QuerySet["ReplyTemplate"]):
    """Which templates."""

    def visible_to(self, official: Official, at: datetime) -> "ReplyTemplates":
        """Those of units where, above which or below which one wears a hat: what is kept above is offered below too."""
        standing = official.standing(at)
        above = {key for hat in standing.hats for key in _keys(hat.path)}
        return self.filter(standing.scope("unit__") | Q(unit__in=above))

    def offered_in(self, unit: Unit) -> "ReplyTemplates":
        """In use for answers of this unit: its own and those of the units above it."""
        return self.live().filter(unit__in=_keys(unit.path))

    def live(self) -> "ReplyTemplates":
        """Still in use."""
        return self.filter(retired_at=None)


def _keys(path: str) -> list[int]:
    """The keys of a unit and of all above it."""
    return [int(key) for key in path.strip("/").split("/")]


class ReplyTemplate(Scoped):
    """Words for the answers of a unit and of those below it; without a topic or an outcome they fit every one."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=24, blank=True)
    title = models.CharField(max_length=60)
    words = models.TextField()
    by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    retired_by = models.ForeignKey(Official, null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)

    objects = ReplyTemplates.as_manager()

    class Meta:
        ordering = ("unit__path", "topic", "title", "id")
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(words=""), name="template_says_something"),
            models.CheckConstraint(
                condition=Q(retired_by=None, retired_at=None)
                | Q(retired_by__isnull=False, retired_at__isnull=False),
                name="template_retired_whole",
            ),
            models.UniqueConstraint(
                fields=["unit", "topic", "title"], condition=Q(retired_at=None), name="template_live_once"
            ),
        ]

    PERSONAL = {
        "topic": "code",
        "outcome": "code",
        "title": "what a template is called, of nobody",
        "words": "words ready for many answers, of nobody; numbers are warned of",
    }

    def __str__(self) -> str:
        return self.title
