"""The account up the line at full scale against a tenth: drafting a month, a branch's quarter, a township's half-year."""

import time
from collections.abc import Iterator
from functools import partial
from unittest import mock

from bench.county import NOW, Large
from bench.table import Line, median
from huiyin.accounts import actions, snapshots
from huiyin.accounts.models import Account
from huiyin.audit.scope import county_scope
from huiyin.duties import figures
from huiyin.lib import periods
from huiyin.orgs.models import County, Official

HALF = periods.of("half_year", NOW.date()).before
BASE = "a tenth of the county"
THOUSAND = 1_000


def everything(small: Large, large: Large) -> Iterator[Line]:
    """What the clock drafts, and what heads read; afterwards a township's half-year is there to be looked at."""
    sizes = [_measured(county) for county in (large, small)]
    for what in sizes[0]:
        yield Line(what, BASE, sizes[0][what], sizes[1][what])


def _measured(large: Large) -> dict[str, float]:
    county = County.objects.get(pk=large.county.pk)
    with county_scope(county.pk), mock.patch("django.utils.timezone.now", return_value=NOW):
        per_thousand = sorted(_drafted(county, month) for month in HALF.parts("month"))
        _notes_in(large, county)
        for quarter in HALF.parts("quarter"):
            actions.draft(kind="quarter", period=quarter, county=county, at=NOW)
        actions.draft(kind="half_year", period=HALF, county=county, at=NOW)
        quarters = Account.objects.filter(kind="quarter", to_unit=large.town)
        one = quarters.filter(unit=large.branch).order_by("first")[0]
        found = {
            "1,000 notes of a month drafted": per_thousand[len(per_thousand) // 2],
            "a branch's quarter compiled": median(partial(snapshots.taken, one, county=county, at=NOW)),
        }
        for account in quarters.order_by("pk"):
            author = Official.objects.holding("unit_head", account.unit, NOW.date()).get()
            actions.hand_in(account=account, version=None, by=author, at=NOW)
        half = Account.objects.get(kind="half_year", unit=large.town)
        large.half_year = half.reference
        compiled = median(partial(snapshots.taken, half, county=county, at=NOW))
        return {**found, "a township's half-year compiled": compiled}


def _drafted(county: County, month: periods.Period) -> float:
    """Seconds for a thousand of them."""
    start = time.perf_counter()
    done = actions.draft(kind="month", period=month, county=county, at=NOW)
    return (time.perf_counter() - start) / done * THOUSAND


def _notes_in(large: Large, county: County) -> None:
    """The notes of one township are handed in, as its officials confirmed them."""
    for month in HALF.parts("month"):
        notes = Account.objects.filter(
            kind="month", first=month.first, unit__path__startswith=large.town.path
        ).order_by("pk")
        own = figures.known([n.official_id for n in notes if n.official_id], month, county=county, as_of=NOW)
        for note in notes:
            assert note.official_id is not None  # noqa: S101
            note.state, note.as_of, note.submitted_by_id = "submitted", NOW, note.official_id
            note.snapshot = own[note.official_id].snapshot()
        Account.objects.bulk_update(notes, ["state", "as_of", "submitted_by", "snapshot"])
