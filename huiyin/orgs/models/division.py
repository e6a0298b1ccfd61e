"""Administrative divisions of the country: names and codes of public lists, from which a county chooses its own."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _


class Divisions(models.QuerySet["Division"]):
    """Which divisions."""

    def under(self, code: str, level: int) -> "Divisions":
        """Those of one level below a code, by code; below no code, all of the level."""
        return self.filter(level=level, code__startswith=code).order_by("code")

    def named(self, words: str) -> "Divisions":
        """Of every level, those in whose name a part stands, or whose code begins so; of several parts the last one.

        The parts before it stand in the name of what it lies in: “Baisha Shangtang”.
        """
        *above, own = words.split() or [""]
        if not own:
            return self.none()
        found = self.filter(code__startswith=own) if own.isdecimal() else self.filter(name__contains=own)
        for part in above:
            over = [Substr(OuterRef("code"), 1, length) for length in Division.Level.values]
            homes = Division.objects.filter(code__in=over, name__contains=part)
            found = found.filter(Exists(homes.filter(level__lt=OuterRef("level"))))
        return found


class Division(models.Model):
    """A province, city, county, township or village; its code begins with that of the one above (GB/T 2260, 10114).

    No county owns the list and it holds no wall: names and codes that everybody may read. Who serves reads it, the owner
    of the database alone writes it (`huiyin import divisions`).
    """

    class Level(models.IntegerChoices):
        """By how many digits the code has."""

        PROVINCE = 2, _("province")
        CITY = 4, _("city or prefecture")
        AREA = 6, _("county or district")
        STREET = 9, _("township or street")
        VILLAGE = 12, _("village or community")

    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=60)
    level = models.SmallIntegerField(choices=Level)

    objects = Divisions.as_manager()

    class Meta:
        ordering = ("code",)
        indexes = [models.Index(fields=["level"], condition=Q(level__lte=6), name="division_down_to_county")]

    def __str__(self) -> str:
        return self.name
