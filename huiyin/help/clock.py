"""What time does to needs: their words go when they have expired or the consent was taken back (S31)."""

from datetime import datetime

from huiyin.audit.actions import record
from huiyin.help.models import NeedAssessment
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County

BATCH = 200


def erase_needs(*, at: datetime) -> int:
    """Erase the words of needs that have expired or whose consent was withdrawn (S31)."""
    done = 0
    for county in County.objects.filter(pk__in=NeedAssessment.objects.values("county")):
        for need in NeedAssessment.objects.to_erase(local_day(at, county)).order_by("pk")[:BATCH]:
            if NeedAssessment.objects.filter(pk=need.pk, erased_at=None).update(help_needed="", erased_at=at):
                record(by="clock", deed="need.erased", on=f"need:{need.pk}", at=at)
                done += 1
    return done
