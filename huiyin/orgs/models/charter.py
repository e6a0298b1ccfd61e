"""The charter a county has adopted: its text is kept, so that a matter's pinned version can always be read."""

from dataclasses import replace
from datetime import datetime

from django.db import models

from huiyin.lib.charter import Charter, parse
from huiyin.orgs.models.county import Scoped

_parsed: dict[str, Charter] = {}  # by fingerprint: a handful of versions in the life of a process


class AdoptedCharters(models.QuerySet["AdoptedCharter"]):
    """Which adoptions."""

    def in_force(self, at: datetime) -> "AdoptedCharters":
        """Those in force at that moment, the newest first; their text is fetched only where it is not known yet."""
        return self.filter(effective_at__lte=at).order_by("-effective_at", "-pk").defer("text")


class AdoptedCharter(Scoped):
    """A version of the institution's rules, in force from a moment on. Never changed once adopted."""

    slug = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    effective_at = models.DateTimeField()
    adopted_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=80)

    objects = AdoptedCharters.as_manager()

    class Meta:
        ordering = ("-effective_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["county", "slug", "version"], name="charter_version_adopted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"

    @property
    def charter(self) -> Charter:
        """The rules themselves; the text is read only once per process, so queries may leave it out."""
        if self.sha256 not in _parsed:
            _parsed[self.sha256] = replace(parse(self.text), pinned=True)
        return _parsed[self.sha256]
