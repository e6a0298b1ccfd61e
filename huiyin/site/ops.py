"""The machine room: is the system up, and does it keep its own times."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from huiyin.orgs.doors import StaffRequest, staff
from huiyin.site.schedule import lateness


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For a load balancer: the database answers. Says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ok": True})


@require_safe
@staff
def clock(request: StaffRequest) -> HttpResponse:
    """Every line of the schedule, when it last ran, and whether it is late."""
    rows = lateness(at=timezone.now())
    return render(request, "site/clock.html", {"rows": rows, "late": any(late for *_row, late in rows)})
