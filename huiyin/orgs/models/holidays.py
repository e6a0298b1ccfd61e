"""The holidays of a year as a county has entered them from the notice of the State Council."""

from datetime import date

from django.db import models

from huiyin.lib.words import Words
from huiyin.lib.workdays import Announced
from huiyin.orgs.models.county import Scoped


class AnnouncedYear(Scoped):
    """The notice of one year. Never changed once entered: a corrected one is entered after it and holds from then on.

    Which one of a year holds stands with the county, which every request reads anyway.
    """

    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=120, help_text="the title or number of the notice")
    off = models.JSONField(help_text="which days are off, with the festival in both languages")
    work = models.JSONField(help_text="which weekend days are worked")
    adopted_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("-adopted_at", "-pk")

    def __str__(self) -> str:
        return f"{self.year} {self.source}"

    def announced(self) -> Announced:
        """As a calendar takes it."""
        off = {date.fromisoformat(day): Words(*names) for day, names in self.off.items()}
        return Announced(self.year, self.source, off, frozenset(map(date.fromisoformat, self.work)))
