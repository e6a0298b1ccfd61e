"""What time does to sealed reports: one that is late to be handed over is told once to who carries it."""

from datetime import date, datetime

from django.urls import reverse

from huiyin.audit.scope import current_county
from huiyin.notices.actions import tell, tell_all
from huiyin.notices.models import Notice
from huiyin.orgs.calendar import working_day
from huiyin.orgs.models import County, Official
from huiyin.orgs.tree import county_desk
from huiyin.sealed import rules
from huiyin.sealed.models import SealedReport

TURN = 200  # rows a turn


def tell_of_late_ones(*, at: datetime) -> int:
    """On the first working day after the date, once; where nobody carries them, the county is told so every day."""
    day = working_day(at)
    if day is None:
        return 0  # nobody is told on a day off; it comes up again
    county = County.objects.get(pk=current_county() or 0)
    late = SealedReport.objects.late(day).filter(late_told_at=None).values_list("pk", "reference")
    carriers = rules.carriers(county, at)
    if not carriers:
        return _tell_that_nobody_carries(day, at) if late.exists() else 0
    told = 0
    for key, reference in list(late[:TURN]):
        if SealedReport.objects.filter(pk=key, late_told_at=None).update(late_told_at=at):
            for clerk in carriers:
                tell(to=clerk, kind="sealed_late", about=reference, at=at, where=reverse("sealed:list"))
            told += 1
    return told


def _tell_that_nobody_carries(day: date, at: datetime) -> int:
    """Who supervises the county can give somebody the post; they learn neither a number nor how many there are."""
    about = day.isoformat()
    if Notice.objects.filter(kind="sealed_uncarried", about=about).exists():
        return 0
    heads = list(Official.objects.holding("supervisor", county_desk(), day))
    tell_all(to=heads, kind="sealed_uncarried", about=about, at=at, where=reverse("imports:choose"))
    return len(heads)
