"""huiyin count_figures: count the figures of matters from nothing, and say where they had drifted."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from huiyin.audit.actions import record as audit
from huiyin.audit.scope import county_scope
from huiyin.matters import adding_up
from huiyin.orgs.models import County, Unit

SHOWN = 20


class Command(BaseCommand):
    """With the rights of the clock, which does the same once a day; may run while people work."""

    help = "Count the figures of matters from nothing, and say where they had drifted."

    def handle(self, *args: Any, **options: Any) -> None:
        """County by county, saying how far it is; what had drifted is put right and named."""
        for county in County.objects.all():
            with adding_up.as_one_moment(), county_scope(county.pk), timezone.override(county.zone):
                self._county(county)

    def _county(self, county: County) -> None:
        at = timezone.now()
        drifted = adding_up.count_again(at=at, said=self._said)
        if drifted:
            audit(by="command:figures", deed="figures.drift_repaired", on="figures", at=at, rows=len(drifted))
        names = dict(Unit.objects.filter(pk__in={cell.unit for cell in drifted}).values_list("pk", "name"))
        for cell in drifted[:SHOWN]:
            self.stdout.write(f"{names[cell.unit]} {cell.month:%Y-%m} {cell.of} {cell.key}")
        words = _("%(county)s: %(n)d sums had drifted and have been put right.")
        self.stdout.write(words % {"county": county.name, "n": len(drifted)})

    def _said(self, done: int, in_all: int) -> None:
        self.stdout.write(_("%(done)d of %(n)d matters counted") % {"done": done, "n": in_all})
