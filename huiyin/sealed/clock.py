"""What time does to sealed reports: one that is late to be handed over is told once to who carries it."""

from datetime import datetime

from django.urls import reverse

from huiyin.audit.scope import current_county
from huiyin.notices.actions import tell
from huiyin.orgs.calendar import working_day
from huiyin.orgs.models import County
from huiyin.sealed.actions import clerks
from huiyin.sealed.models import SealedReport

TURN = 200  # rows a turn


def tell_of_late_ones(*, at: datetime) -> int:
    """On the first working day after the date, once."""
    day = working_day(at)
    if day is None:
        return 0  # nobody is told on a day off; it comes up again
    county = County.objects.get(pk=current_county() or 0)
    late = SealedReport.objects.late(day).filter(late_told_at=None).values_list("pk", "reference")
    told = 0
    for key, reference in list(late[:TURN]):
        if SealedReport.objects.filter(pk=key, late_told_at=None).update(late_told_at=at):
            for clerk in clerks(county, at):
                tell(to=clerk, kind="sealed_late", about=reference, at=at, where=reverse("sealed:list"))
            told += 1
    return told
