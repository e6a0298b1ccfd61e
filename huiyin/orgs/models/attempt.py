"""Wrong pairs of number and code, and telephones looked for: kept for a day, to slow down whoever guesses."""

from datetime import datetime

from django.db import models

from huiyin.orgs.models.county import Scoped


class Attempts(models.QuerySet["Attempt"]):
    """Which attempts."""

    def since(self, moment: datetime) -> "Attempts":
        """Made after that moment."""
        return self.filter(at__gt=moment)

    def older_than(self, moment: datetime) -> "Attempts":
        """No longer needed."""
        return self.filter(at__lte=moment)


class Attempt(Scoped):
    """One try: a keyed hash of where it came from and of what was tried, never the words themselves."""

    address = models.CharField(max_length=64)
    pair = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    objects = Attempts.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["address", "at"], name="attempt_address"),
            models.Index(fields=["pair", "at"], name="attempt_pair"),
        ]

    PERSONAL = {"address": "blind index, kept for a day", "pair": "blind index, kept for a day"}

    def __str__(self) -> str:
        return f"attempt {self.at:%Y-%m-%d %H:%M}"
