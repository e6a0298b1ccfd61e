"""How many requests about their own data people made in a year: numbers alone, small ones told as fewer than so many."""

from datetime import date, datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from huiyin.lib import periods
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from huiyin.privacy.models import DataRequest
from huiyin.ui.few import Few, is_few


def of_year(day: date, reader: Official, at: datetime) -> list[tuple[str, str]]:
    """Received, answered, refused, and answered too late in the year of that day; without what is kept from the reader."""
    year, least = periods.of("year", day), int(charter_of(at).figure("privacy.counts_min").value)
    rows = DataRequest.objects.filter(started_on__gte=year.first, started_on__lt=year.end)
    rows = rows.exclude(kept_from__official=reader)
    found = rows.aggregate(
        received=Count("pk"),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        refused=Count("pk", filter=Q(result=DataRequest.Result.REFUSED)),
    )
    answers = rows.values_list("answered_at", "due_on")
    found["late"] = sum(when is not None and local_day(when, reader.county) > due for when, due in answers)
    names = {
        "received": _("received this year"),
        "answered": _("answered"),
        "refused": _("refused"),
        "late": _("answered after their day"),
    }
    return [(words, _said(found[key], least)) for key, words in names.items()]


def _said(n: int, least: int) -> str:
    return str(Few(least) if is_few(n, least) else n)
