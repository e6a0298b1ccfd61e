"""huiyin keep_words: make anew by which words every matter is found."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from huiyin.audit.scope import county_scope
from huiyin.matters.actions import keep_words
from huiyin.matters.models import Matter
from huiyin.orgs.models import County

BATCH = 1000


class Command(BaseCommand):
    """For matters of before there was a search, and after villages got other names; may run while people work."""

    help = "Make anew by which words every matter is found."

    def handle(self, *args: Any, **options: Any) -> None:
        """County by county, a batch at a time, saying how many it was."""
        done = sum(self._county(county) for county in County.objects.all())
        self.stdout.write(_("%(n)d matters can be found by their words now.") % {"n": done})

    def _county(self, county: County) -> int:
        done, last = 0, 0
        while True:
            with county_scope(county.pk):
                later = Matter.objects.unsealed().filter(pk__gt=last).select_related("place").order_by("pk")
                batch = list(later[:BATCH])
                keep_words(matters=batch)
            if not batch:
                return done
            done, last = done + len(batch), batch[-1].pk
