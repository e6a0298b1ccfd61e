"""Units: organs, departments, villages, branches and stations; dated, with successors."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.audit.scope import current_county
from huiyin.lib.organs import in_full
from huiyin.orgs.dated import live_on
from huiyin.orgs.models.county import County, Scoped, county_has_changed, county_in_hand, new_mark
from huiyin.orgs.standing import LEADING, Standing


class AnyOf(Func):
    """Whether a column is one of these keys: one value of the statement, and a condition that an index answers.

    Beside other conditions joined by "or" the database reads every row where the keys are a question of their own.
    """

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()

    def __init__(self, column: str, keys: Any) -> None:
        several = (
            Value(keys, output_field=ArrayField(models.BigIntegerField())) if isinstance(keys, list) else keys
        )
        super().__init__(F(column), several)


def any_of(keys: list[int], *columns: str) -> Q:
    """Rows of which one of these columns holds one of the keys; of no keys none, without a question."""
    found = Q(pk__in=[])
    for column in columns if keys else ():
        found |= Q(AnyOf(column, keys))
    return found


def led(column: str, standing: Standing, *capacities: str) -> Q:
    """`Standing.scope` of rows that hold the key of their unit in a column of their own, for the index of that column."""
    if standing.is_over_all(*capacities):
        return Q(**{f"{column}__isnull": False})
    return any_of(ids_below(standing.paths_of(*capacities)), column)


def ids_below(paths: tuple[str, ...]) -> list[int]:
    """The keys of all units of these subtrees: read once in a process, as every list goes by them, and anew when the
    county's tree has another mark.
    """
    county = county_in_hand()
    found = _below(paths) if county is None else _kept_below(county.pk, county.tree, paths)
    return list(found)


def _below(paths: tuple[str, ...]) -> tuple[int, ...]:
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(path__startswith=path)
    return tuple(Unit.objects.filter(below).ids())


def paths() -> dict[int, str]:
    """Of each unit of the county its path, by its key: kept as `ids_below`."""
    county = county_in_hand()
    return _paths() if county is None else _kept_paths(county.pk, county.tree)


def _paths() -> dict[int, str]:
    return dict(Unit.objects.order_by().values_list("pk", "path"))


@lru_cache(maxsize=64)
def _kept_paths(_county: int, _tree: str) -> dict[int, str]:
    return _paths()


@lru_cache(maxsize=1024)
def _kept_below(_county: int, _tree: str, paths: tuple[str, ...]) -> tuple[int, ...]:
    return _below(paths)


def keys_led(standing: Standing) -> list[int]:
    """The keys of the units for which somebody answers, and of all below them: those of `Units.led_by`."""
    return ids_below(standing.paths_of(*LEADING))


def tree_has_changed() -> None:
    """Units were added, or have another path or name: from now on the tree has another mark."""
    County.objects.filter(pk=current_county() or 0).update(tree=new_mark())
    county_has_changed()


class Units(models.QuerySet["Unit"]):
    """Which units."""

    def valid_on(self, day: date) -> "Units":
        """Units that existed on that day."""
        return self.filter(live_on(day, "valid_from", "valid_to"))

    def led_by(self, standing: Standing, *capacities: str) -> "Units":
        """Units where one of these capacities is held (by default one that answers for a unit), and all below them."""
        return self.filter(standing.scope("", *(capacities or LEADING)))

    def ids(self) -> list[int]:
        """Their keys as a list: with it the database finds rows by the index of their unit, not by paths."""
        return list(self.order_by("pk").values_list("pk", flat=True))

    def within(self, unit: "Unit") -> "Units":
        """The unit and all below it, with the predecessors of any of them (access follows the tree of today)."""
        return self.filter(path__startswith=unit.path)

    def places(self) -> "Units":
        """Villages and communities: where people live."""
        return self.filter(kind__in=Unit.PLACES)

    def in_tree_order(self) -> "Units":
        """Parents before children, siblings as they were entered: never by a figure."""
        return self.order_by("path")


class Unit(Scoped):
    """An organ, department, village committee, party branch or contact station."""

    class Kind(models.TextChoices):
        COUNTY = "county", _("county")
        TOWNSHIP = "township", pgettext_lazy("kind of unit", "township")
        STREET = "street", _("street")
        VILLAGE = "village", _("village")
        COMMUNITY = "community", _("community")
        DEPARTMENT = "department", _("county department")
        OFFICE = "office", _("township office")
        COMMITTEE = "committee", _("party committee")
        BRANCH = "branch", _("party branch")
        STATION = "station", _("contact station")

    PLACES = (Kind.VILLAGE, Kind.COMMUNITY)
    LEVELS = {
        Kind.COUNTY: "county",
        Kind.DEPARTMENT: "county",
        Kind.TOWNSHIP: "town",
        Kind.STREET: "town",
        Kind.OFFICE: "town",
        Kind.VILLAGE: "village",
        Kind.COMMUNITY: "village",
    }

    code = models.CharField(max_length=30)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=Kind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    reports_to = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reporting",
    )
    path = models.CharField(max_length=400, editable=False, default="", db_index=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, help_text="when it was noted that it ends")
    phone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=120, blank=True)
    paper_name = models.CharField(
        max_length=80,
        blank=True,
        default="",
        help_text="who heads and signs its papers; left empty it follows from name and kind",
    )
    logo = models.CharField(
        max_length=16,
        blank=True,
        default="",
        help_text="digest of the one on its papers and on those below it",
    )

    objects = Units.as_manager()

    class Meta:
        ordering = ("path",)
        constraints = [
            models.UniqueConstraint(fields=["county", "code", "valid_from"], name="unit_code_from"),
            models.UniqueConstraint(
                fields=["county", "code"], condition=Q(valid_to=None), name="unit_code_live"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(path=""), name="unit_has_path"),
            models.UniqueConstraint(fields=["county"], condition=Q(parent=None), name="one_unit_above_all"),
        ]
        indexes = [models.Index(fields=["path"], name="unit_path_prefix", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return self.short_name

    def end_known(self, at: datetime) -> date | None:
        """Its end, as far as it was noted by that moment."""
        return None if self.ended_at is not None and self.ended_at > at else self.valid_to

    @property
    def on_paper(self) -> str:
        """Its name as the organ that heads and signs a paper: as it was entered, else as it follows from its name."""
        return self.paper_name or in_full(self.name, self.kind)

    @property
    def level(self) -> str:
        """The routing level of S41: county, town or village; empty for party units and stations."""
        return self.LEVELS.get(Unit.Kind(self.kind), "")

    @property
    def is_place(self) -> bool:
        """Whether people live here (village, community)."""
        return self.kind in self.PLACES

    def path_of_today(self, day: date) -> str:
        """Its path, or, once it has ended, that of the nearest unit above it in the tree of today that is still there."""
        if self.valid_to is None or self.valid_to > day:
            return self.path
        above = [int(key) for key in self.path.strip("/").split("/")]
        standing = Unit.objects.valid_on(day).filter(pk__in=above)
        return max((one.path for one in standing), key=len, default=self.path)

    def is_within(self, path: str) -> bool:
        """Whether this unit stands in the subtree of that path, in the tree of today."""
        return self.path.startswith(path)


class Succession(Scoped):
    """What came of a unit that ended: merged into, split to, or renamed as another."""

    before = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    after = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessions")
    on = models.DateField()
    is_primary = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["before"], condition=Q(is_primary=True), name="one_primary_successor"
            ),
            models.CheckConstraint(condition=~Q(before=models.F("after")), name="successor_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
