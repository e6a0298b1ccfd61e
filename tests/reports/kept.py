"""Figures of service twice: as they are kept ready, and from the rows."""

from django.db import connection

from huiyin.matters.figures import Extent
from huiyin.orgs.models import County
from huiyin.reports.kpis import counting, kept
from huiyin.reports.kpis.declared import KPIS


def let_the_clock() -> None:
    """The test may write what is kept ready, as the clock may."""
    with connection.cursor() as cursor:
        for table in ("reports_servicefolding", "reports_servicesum"):
            said = f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO huiyin_web"
            cursor.execute("SELECT tests_as_owner(%s)", [said])


def check(period: Extent, county: County) -> None:
    """That moment is kept ready, and both say the same of every part of every figure, and of how long each took."""
    assert kept.holds(period, county, kept.Ready()), period
    numbers, days = kept.numbers(KPIS.values(), period, county)
    by_rows, took = counting.from_rows(list(KPIS.values()), period, county)
    assert {code: n for code, n in numbers.items() if n} == dict(by_rows), period
    assert days == took, period
