"""huiyin count_service: count the figures of service from nothing, and say where they had drifted."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from huiyin.audit.scope import county_scope
from huiyin.matters.adding_up import as_one_moment
from huiyin.orgs.models import County, Unit
from huiyin.reports import service_clock

SHOWN = 20


class Command(BaseCommand):
    """With the rights of the clock, which does some of it once a day; may run while people work."""

    help = "Count the figures of service from nothing, and say where they had drifted."

    def handle(self, *args: Any, **options: Any) -> None:
        """County by county, saying how far it is; what had drifted is put right and named."""
        for county in County.objects.all():
            with as_one_moment(), county_scope(county.pk), timezone.override(county.zone):
                self._county(county)

    def _county(self, county: County) -> None:
        drifted = service_clock.count(
            county, at=timezone.now(), by="command:service", whole=True, said=self._said
        )
        names = dict(Unit.objects.filter(pk__in={cell.unit for cell in drifted}).values_list("pk", "name"))
        for cell in drifted[:SHOWN]:
            name = names.get(cell.unit, county.name)
            self.stdout.write(f"{name} {cell.month:%Y-%m} {cell.of} {cell.days or ''}".rstrip())
        words = _("%(county)s: %(n)d sums had drifted and have been put right.")
        self.stdout.write(words % {"county": county.name, "n": len(drifted)})

    def _said(self, done: int, in_all: int) -> None:
        self.stdout.write(_("%(done)d of %(n)d moments counted") % {"done": done, "n": in_all})
