"""Breadth of a county of 1,000,000 residents, 2,000 officials and 2,000,000 contacts, against a tenth of it."""

import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from unittest import mock

from bench.county import NOW, WIDE, WIDE_TENTH, Large, make
from bench.session import signed_in
from bench.table import Line, median
from huiyin.audit.scope import county_scope
from huiyin.contacts.models import Contact
from huiyin.orgs.models import Unit
from huiyin.reach import clock, counting
from huiyin.reach.figures import of_area
from huiyin.reach.models import Population, Tally
from huiyin.reach.population import living_in
from huiyin.reach.windows import kept, rolling
from tests.database import TestServer

BASE = "a tenth of the county"
GROUPS = ("", "farmer", "worker", "mobile", "in_difficulty", "student")
PAGES = (
    ("supervisor", "/reach/area/?unit={root}"),
    ("head", "/reach/area/?unit={town}"),
    ("supervisor", "/reach/area/statistics/?unit={root}"),
    ("secretary", "/reach/branch/?unit={branch}"),
    ("officer", "/reach/"),
)


def everything(server: TestServer) -> Iterator[Line]:
    """The recount from nothing, the following, the sums, then the pages."""
    small, large = make(server, "narrow", "NB", WIDE_TENTH), make(server, "wide", "WB", WIDE)
    counted = [_counted(county) for county in (large, small)]
    for what in counted[0]:
        yield Line(what, BASE, counted[0][what], counted[1][what])
    with mock.patch("django.utils.timezone.now", return_value=NOW):
        for who, page in PAGES:
            yield Line(f"{who} {page}", BASE, _opened(large, who, page), _opened(small, who, page))


def _counted(large: Large) -> dict[str, float]:
    day = NOW.date()
    with county_scope(large.county.pk):
        _populate()
        begun = time.perf_counter()
        clock.follow(at=NOW)
        first = time.perf_counter() - begun
        begun = time.perf_counter()
        drifted = counting.recount(kept(day))
        again = time.perf_counter() - begun
        if drifted:
            raise SystemExit(f"{drifted} rows drifted in a county that nobody touched")
        _record(large, 100)
        begun = time.perf_counter()
        done = clock.follow(at=NOW + timedelta(minutes=1))
        followed = time.perf_counter() - begun
        if done < 100:
            raise SystemExit("the new contacts were not followed")
        villages = list(Unit.objects.within(large.root).places().values_list("pk", flat=True))
        return {
            "recount from nothing, five windows, first time": first,
            "recount from nothing, checked against what is kept": again,
            "100 new contacts followed": followed,
            "a county added up from its villages": median(
                partial(of_area, Tally.objects.within((large.root.path,)), rolling(day))
            ),
            "who lives in a county": median(partial(living_in, villages, day)),
        }


def _populate() -> None:
    rows = [
        Population(
            place=place,
            group=group,
            households=500 if not group else 125,
            as_of=NOW.date(),
            source="年报",
            entered_at=NOW,
        )
        for place in Unit.objects.places()
        for group in GROUPS
    ]
    Population.objects.bulk_create(rows, batch_size=2000)


def _record(large: Large, n: int) -> None:
    """The latest contacts come once more, recorded at this moment."""
    rows = list(Contact.objects.exclude(household=None).order_by("-held_on", "-pk")[:n])
    for number, row in enumerate(rows):
        row.pk, row.reference, row.recorded_at = None, f"N{large.county.pk}-{number}", NOW
    Contact.objects.bulk_create(rows)


def _opened(county: Large, who: str, page: str) -> float:
    client = signed_in(getattr(county, who))
    page = page.format(town=county.town.code, root=county.root.code, branch=county.branch.code)
    if client.get(page).status_code != 200:
        raise SystemExit(f"{page} did not open for the {who}")
    return median(partial(client.get, page), 5)
