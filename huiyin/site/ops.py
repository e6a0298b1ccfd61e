"""The machine room: is the system up, and does it keep its own times."""

from datetime import timedelta

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from huiyin.orgs.administrators import AUDIT, SYSTEM
from huiyin.orgs.doors import StaffRequest, administration
from huiyin.site.lateness import lateness


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For a load balancer: the database answers. Says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@require_safe
@administration(SYSTEM, AUDIT)
def clock(request: StaffRequest) -> HttpResponse:
    """Every line of the schedule, when it last ran, and whether it is late: for who looks after the system."""
    rows = [
        {
            "words": line.words,
            "often": how_often(line.every),
            "ran_at": row and row.ran_at,
            "is_late": is_late,
        }
        for line, row, is_late in lateness(at=timezone.now())
    ]
    return render(request, "site/clock.html", {"rows": rows, "late": any(row["is_late"] for row in rows)})


def how_often(every: timedelta) -> str:
    """An interval as people say it, in the largest unit that makes it whole; a day is 24 hours here."""
    seconds = round(every.total_seconds())
    if seconds % 3600 == 0:
        return ngettext("every hour", "every %(n)d hours", seconds // 3600) % {"n": seconds // 3600}
    if seconds % 60 == 0:
        return ngettext("every minute", "every %(n)d minutes", seconds // 60) % {"n": seconds // 60}
    return ngettext("every second", "every %(n)d seconds", seconds) % {"n": seconds}
