"""The county, the wall that every scoped row stands behind, and the one-time tokens of its forms."""

import secrets
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor

from huiyin.audit.digests import DigestField
from huiyin.audit.scope import current_county, forget_in_scope, keep_in_scope, keeping_only, kept_in_scope

_IN_HAND = "county"


def new_mark() -> str:
    """A word that was never said before."""
    return secrets.token_hex(8)


class County(models.Model):
    """One county-level installation tenant. The only table besides the audit that is not behind the wall."""

    slug = models.SlugField(unique=True)
    prefix = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=60)
    division_code = models.CharField(max_length=6)
    timezone = models.CharField(max_length=40, default="Asia/Shanghai")
    phone = models.CharField(max_length=30, blank=True)
    hotlines = models.TextField(
        blank=True, default="", help_text="further numbers for the public, a line each: number, tab, name"
    )
    logo = models.CharField(
        max_length=16, blank=True, default="", help_text="digest of the one that is shown"
    )
    started_on = models.DateField()
    is_demo = models.BooleanField(default=False)
    notices = models.TextField(
        blank=True, default="", help_text="which notice of each year holds, as 2027:12 2028:15"
    )

    tree = models.CharField(
        max_length=16,
        default=new_mark,
        editable=False,
        help_text="another word whenever a unit is added or moved: by it a process knows that the tree is as it read it",
    )

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which this county's days begin and end."""
        return ZoneInfo(self.timezone)

    @property
    def hotlines_listed(self) -> list[tuple[str, str]]:
        """Further numbers that the public may ring, each with its name."""
        pairs = (line.partition("\t") for line in self.hotlines.splitlines())
        return [(number, name) for number, _tab, name in pairs]

    @property
    def notices_held(self) -> tuple[tuple[int, int], ...]:
        """The years whose holidays this county has entered, each with the number of what was entered last."""
        pairs = (word.split(":") for word in self.notices.split())
        return tuple((int(year), int(number)) for year, number in pairs)

    def day_of(self, at: datetime) -> date:
        """The county's calendar day of that moment."""
        return at.astimezone(self.zone).date()


def county_in_hand() -> County | None:
    """The county whose wall is open, read once; None outside any."""
    key = current_county()
    return None if key is None else kept_in_scope(_IN_HAND, lambda: County.objects.filter(pk=key).first())


def is_known(county: County) -> None:
    """The county whose wall is open, for whoever has it in hand: nobody need ask for it."""
    keep_in_scope(_IN_HAND, county)


def only_in_hand(county: County) -> AbstractContextManager[None]:
    """This is the county whose wall is open, as far as it is known, and nothing else is known behind it."""
    return keeping_only(_IN_HAND, county)


def county_has_changed() -> None:
    """The next to ask for the county in hand reads it anew."""
    forget_in_scope(_IN_HAND)


class _InHand(ForwardManyToOneDescriptor):  # type: ignore[type-arg]
    """The county of a row is the one in hand, which nobody need ask for again; kept at no row, as it may change."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is not None and not self.field.is_cached(instance):
            found = county_in_hand()
            if found is not None and found.pk == instance.county_id:
                return found
        return super().__get__(instance, cls)


class CountyKey(models.ForeignKey):  # type: ignore[type-arg]
    """Which county a row belongs to.

    Without an index: the wall asks for it of every row, and hardly ever does it tell one row from another.
    """

    forward_related_accessor_class = _InHand

    def deconstruct(self) -> Any:
        """For migrations it is a key as any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs


class Scoped(models.Model):
    """A row that belongs to one county: filled from the open scope, guarded by row-level security."""

    county = CountyKey(
        County,
        on_delete=models.PROTECT,
        default=current_county,
        editable=False,
        related_name="+",
        db_index=False,
    )

    class Meta:
        abstract = True


class OnceToken(Scoped):
    """A creating form's token: used once, it remembers where its result stands, so a retry finds that instead."""

    token = DigestField()
    digest = DigestField()
    used_at = models.DateTimeField()
    result = models.CharField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "token"], name="once_token_used_once")]

    def __str__(self) -> str:
        return self.token
