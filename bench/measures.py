"""What is measured: dates, entering, the trail, and pages at one size and at ten times that size."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from bench.session import signed_in
from bench.table import Line, median
from huiyin.audit.actions import record
from huiyin.audit.scope import county_scope
from huiyin.lib.workdays import Calendar
from huiyin.matters import figures
from huiyin.matters.actions import Past, lodge, lodge_histories
from huiyin.matters.models import Matter
from tests.world import World, build

SMALL, LARGE = 2_000, 20_000
WORDS = "村口的路灯坏了，晚上看不见路，请派人来看看。"


def everything() -> Iterator[Line]:
    """Every line of the table."""
    yield dates()
    world = build()
    with county_scope(world.county.pk):
        yield deed_with_trail(world)
        yield entering(world)
        yield clocks(world)
    yield from growth(world)


def dates() -> Line:
    """30 working days from each day of 2026, with their working in words, against a bare loop over the days."""
    calendar = Calendar.china()
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(250)]

    def ours() -> None:
        for day in days:
            calendar.add_working_days(day, 30)

    def bare() -> None:
        for day in days:
            left, here = 30, day
            while left:
                here += timedelta(days=1)
                left -= calendar.is_working(here)

    return Line("250 × 30 working days, with notes", "a loop that only counts", median(ours), median(bare))


def deed_with_trail(world: World) -> Line:
    """Lodging a live matter (clocks, trail, audit, notices) against one bare audit event."""
    at = timezone.now()

    def ours() -> None:
        with transaction.atomic():
            lodge(body=WORDS, channel="web", intake_unit=world.town, at=at)

    def bare() -> None:
        with transaction.atomic():
            record(by="bench", deed="bench.ran", on="bench", at=at)

    return Line(
        "a matter lodged, with clocks and notices", "one audit event", median(ours, 30), median(bare, 30)
    )


def entering(world: World) -> Line:
    """Entering history with its trail against storing bare rows of one table."""
    at, n = timezone.now(), 1_000
    runs = iter(range(100))

    def ours() -> None:
        run = next(runs)
        past = [Past(external_id=f"{run}-{i}", title="路灯", body=WORDS, reply="已修。") for i in range(n)]
        with transaction.atomic():
            lodge_histories(past=past, unit=world.town, source="bench", by="bench", at=at)

    def bare() -> None:
        run = next(runs)
        found = Matter.objects.filter(source="bench").first()
        assert found is not None  # noqa: S101
        rows = [
            {**_values(found), "reference": f"B{run}-{i}", "external_id": f"b{run}-{i}"} for i in range(n)
        ]
        with transaction.atomic():
            Matter.objects.bulk_create(Matter(**row) for row in rows)
            transaction.set_rollback(True)

    return Line(
        "1,000 answered matters of the past entered", "1,000 bare rows", median(ours, 3), median(bare, 3)
    )


def _values(found: Matter) -> dict[str, object]:
    return {f.attname: getattr(found, f.attname) for f in Matter._meta.concrete_fields if f.attname != "id"}


def clocks(world: World) -> Line:
    """One turn of the chasing clock over some thousand matters that are not due against counting them."""
    from huiyin.matters.clock import chase_overdue

    at = timezone.now()
    return Line(
        "one turn of the chasing clock, nothing due",
        "counting the matters",
        median(lambda: chase_overdue(at=at), 9),
        median(lambda: Matter.objects.count(), 9),
    )


def growth(world: World) -> Iterator[Line]:
    """Pages and figures with ten times the matters, against a tenth."""
    found: dict[str, dict[int, float]] = {}
    for size in (SMALL, LARGE):
        with county_scope(world.county.pk):
            _fill(world, size)
            found.setdefault("figures of the work summary", {})[size] = median(lambda: _figures(world), 3)
        client = signed_in(world.liu)
        for page in ("/desk/", "/matters/?list=open", "/matters/?list=answered", "/reports/work-summary/"):
            if client.get(page).status_code != 200:
                raise SystemExit(f"{page} did not open")
            found.setdefault(f"page {page}", {})[size] = median(partial(client.get, page), 5)
    for what, sizes in found.items():
        yield Line(f"{what}, {LARGE:,} matters", f"the same with {SMALL:,}", sizes[LARGE], sizes[SMALL])


def _fill(world: World, size: int) -> None:
    at = timezone.now()
    have = Matter.objects.count()
    live = max(0, size // 10 - Matter.objects.live().count())
    for _ in range(live):
        lodge(body=WORDS, channel="web", intake_unit=world.town, at=at)
    for start in range(have + live, size, 1_000):
        past = [
            Past(f"f{start}-{i}", "路灯", WORDS, _moment(start + i), reply="已修。")
            for i in range(min(1_000, size - start))
        ]
        lodge_histories(past=past, unit=world.town, source="fill", by="bench", at=at)


def _moment(n: int) -> datetime:
    return timezone.now() - timedelta(days=n % 300, hours=1)


def _figures(world: World) -> object:
    now = timezone.now()
    period = figures.Extent(world.town, now.date() - timedelta(days=365), now.date() + timedelta(days=1), now)
    return figures.count(period, world.county)
