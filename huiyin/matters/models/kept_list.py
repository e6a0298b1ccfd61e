"""Lists that an official has narrowed and kept under a name of their own."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from huiyin.orgs.models import Official, Scoped

LONGEST = 500  # of an address


class KeptLists(models.QuerySet["KeptList"]):
    """Which kept lists."""

    def visible_to(self, official: Official, _at: datetime) -> "KeptLists":
        """One's own that one still keeps; others read the address that one passes on."""
        return self.filter(official=official, dropped_at=None)


class KeptList(Scoped):
    """The query of a list under a name; it shows whatever its owner may see on the day it is opened."""

    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=20)
    query = models.CharField(max_length=LONGEST)
    at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)

    objects = KeptLists.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="kept_list_has_a_name"),
            models.UniqueConstraint(
                fields=["official", "name"], condition=Q(dropped_at=None), name="kept_list_named_once"
            ),
        ]

    PERSONAL = {"name": "an official's own words for a list", "query": "codes and days, a handler's name"}

    def __str__(self) -> str:
        return self.name
