"""What time does to personal talks: an official's own note is erased when it is old enough; the talk stays (S15)."""

from datetime import datetime, timedelta

from django.db import transaction

from huiyin.audit.actions import record
from huiyin.audit.scope import current_county
from huiyin.contacts.models import TalkNote
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_on
from huiyin.orgs.models import County

BATCH = 200


def erase_talk_notes(*, at: datetime) -> int:
    """Erase an official's own words about a talk when they are older than the charter's days; the talk stays (S15)."""
    county = County.objects.get(pk=current_county() or 0)
    charter = charter_on(local_day(at, county), county)
    if charter is None:
        return 0
    before, done = at - timedelta(days=int(charter.figure("keeping.talk_note_days").value)), 0
    for note in TalkNote.objects.to_erase(before).select_related("contact").order_by("pk")[:BATCH]:
        with transaction.atomic():
            if TalkNote.objects.filter(pk=note.pk, erased_at=None).update(text="", erased_at=at):
                record(by="clock", deed="talk_note.erased", on=note.contact.reference, at=at)
                done += 1
    return done
