"""Recusals: an official who keeps out of a matter, as it touches them or their own (I-20; Petition Regulations, art. 28)."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q

from huiyin.orgs.models import Official, Scoped
from huiyin.people.models import FurtherNumber, Resident


def _behind(resident: Any, household: Any, home: Any, *, of: str = "") -> Q:
    """Of residents, or of what is `of` them: who is on record behind a matter, by itself or through a household."""
    found = Q(pk__in=[])
    for name, value in (("pk", resident), ("household", household), ("household", home)):
        if value is not None:
            found |= Q(**{f"{of}{name}": value})
    return found


class Recusals(models.QuerySet["Recusal"]):
    """Which recusals, and which matters have the number of an official behind them, who keeps out as well."""

    def keeping_out(self, official: Official, road: str = "") -> Q:
        """Of matters: those that this official has declared an interest in, or is on record behind."""
        declared = Q(**{f"{road}pk__in": self.filter(official=official).values("matter")})
        if not official.own_number:
            return declared
        further = FurtherNumber.objects.filter(index=official.own_number, is_bare=False).values("resident")
        homes = Resident.objects.filter(Q(phone_index=official.own_number) | Q(pk__in=further))
        of_homes = homes.filter(household__isnull=False).values("household")
        return (
            declared
            | Q(**{f"{road}resident__phone_index": official.own_number})
            | Q(**{f"{road}resident__in": further})
            | Q(**{f"{road}household__in": of_homes})
            | Q(**{f"{road}resident__household__in": of_homes})
        )

    def left_by_handlers(self, road: str = "") -> Q:
        """Of matters, or of parts on the road to one: those whose handler is gone or keeps out, so that another has to be
        named; `rules.recusal.left_by_handler` says the same of one."""
        said = self.filter(official=OuterRef("handler"), matter=OuterRef(f"{road}pk"))
        names = ("resident", "household", "resident__household")
        people = Resident.objects.filter(_behind(*(OuterRef(f"{road}{name}") for name in names)))
        matched = people.filter(phone_index=OuterRef("handler__own_number")).exclude(phone_index="")
        roads = (OuterRef(f"{road}{name}") for name in names)
        further = FurtherNumber.objects.filter(_behind(*roads, of="resident__"), is_bare=False)
        further = further.filter(index=OuterRef("handler__own_number"))
        keeps_out = Q(Exists(said)) | Q(Exists(matched)) | Q(Exists(further))
        return Q(handler__is_active=False) | keeps_out

    @staticmethod
    def matched(resident: Any, household: Any, home: Any) -> models.QuerySet[Official]:
        """Officials whose own number is that of the person behind a matter, or of the household."""
        first = Resident.objects.filter(_behind(resident, household, home)).exclude(phone_index="")
        further = FurtherNumber.objects.filter(
            _behind(resident, household, home, of="resident__"), is_bare=False
        )
        found: models.QuerySet[Official] = Official.objects.filter(
            Q(own_number__in=first.values("phone_index")) | Q(own_number__in=further.values("index"))
        )
        return found.order_by("pk")

    def matched_each(self) -> ArraySubquery:
        """The same of each matter of a list, for an annotation."""
        names = ("resident", "household", "resident__household")
        return ArraySubquery(self.matched(*(OuterRef(OuterRef(name)) for name in names)).values("pk"))

    def of_each(self) -> ArraySubquery:
        """Who keeps out of each matter of a list, for an annotation: one question however many rows."""
        return ArraySubquery(self.filter(matter=models.OuterRef("pk")).order_by("pk").values("official"))


class Recusal(Scoped):
    """An official has said that a matter touches them. Nothing of how: that is nobody's. Added, never changed.

    What the records themselves say, a telephone number of their own behind the matter, stands in no row: it is read
    whenever it is asked (`rules.recusal`).
    """

    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="recusals")
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = Recusals.as_manager()

    class Meta:
        ordering = ("at", "id")
        constraints = [models.UniqueConstraint(fields=["matter", "official"], name="recused_once")]

    PERSONAL: dict[str, str] = {}

    def __str__(self) -> str:
        return f"{self.matter} {self.official}"
