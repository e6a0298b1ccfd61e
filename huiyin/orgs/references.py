"""Reference numbers: drawn from a sequence, so that nobody waits for anybody; gaps are allowed."""

from datetime import datetime

from django.db import connection

from huiyin.lib.reference import make
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County


def next_reference(county: County, at: datetime, *, letter: str = "") -> str:
    """The next free reference, such as QH-2026-004213-K; `letter` tells registers apart (L: contacts)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('orgs_reference')")
        number = cursor.fetchone()[0]
    return make(county.prefix + letter, local_day(at, county).year, number)
