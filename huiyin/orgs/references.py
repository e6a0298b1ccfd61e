"""Reference numbers: drawn from a sequence, so that nobody waits for anybody; gaps are allowed."""

from datetime import datetime

from django.db import connection

from huiyin.lib.reference import make
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County


def next_reference(county: County, at: datetime, *, letter: str = "") -> str:
    """The next free reference, such as QH-2026-004213-K; `letter` tells registers apart (L: contacts, B: reports)."""
    return next_references(county, at, 1, letter=letter)[0]


def next_references(county: County, at: datetime, count: int, *, letter: str = "") -> list[str]:
    """So many free references at once, in one question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('orgs_reference') FROM generate_series(1, %s)", [count])
        numbers = [row[0] for row in cursor.fetchall()]
    return [make(county.prefix + letter, local_day(at, county).year, number) for number in numbers]
