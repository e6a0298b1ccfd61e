"""What the statistician's page estimates: how complete the topics heard are, and how many households may have a matter."""

from collections import Counter
from collections.abc import Hashable, Mapping
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from huiyin.contacts.models import Point
from huiyin.lib import breadth as lib
from huiyin.lib import periods, stepping
from huiyin.lib.periods import Period
from huiyin.matters.models import Matter
from huiyin.orgs.models import Unit
from huiyin.people.models import Resident
from huiyin.reach import saying
from huiyin.reach.counts import said
from huiyin.reach.measure import Measure
from huiyin.reach.stepped import told_within
from huiyin.reach.which import Terms
from huiyin.reach.windows import Window


def issues(seat: Unit, window: Window, least: int) -> Measure:
    """How complete the topics heard are; without its last digits, which would tell how many topics were heard once."""
    points = Point.objects.filter(
        contact__place__path__startswith=seat.path,
        contact__voided_at=None,
        contact__held_on__gte=window.first,
        contact__held_on__lt=window.end,
    ).exclude(topic="")
    rows = points.order_by().values_list("contact__place__path", "topic")
    heard: Counter[Hashable] = Counter()
    where = _every_place(seat)
    for path, topic, n in rows.annotate(n=Count("contact", distinct=True)):
        heard[topic] += n
        where[path] += n
    mentions = told_within(seat, "mentions", where, least)
    is_told = bool(mentions.value)
    coverage = lib.issue_coverage(heard) if is_told else None
    return Measure(
        _("Issue coverage"),
        _("What part of all that people would raise belongs to topics already heard."),
        "1 − f₁/n·((n−1)f₁ ÷ ((n−1)f₁ + 2f₂))",
        _("share"),
        "0–1",
        "Chao & Jost 2012",
        "—" if coverage is None else saying.about(coverage),
        _("where no topic was heard twice: 1 − f₁/n, the cautious side") if is_told else "",
        _("about %(n)s mentions") % {"n": said(mentions, least)} if is_told else "",
    )


def demand(seat: Unit, window: Window, today: date, least: int = 0) -> Measure:
    """Households that may have something to say, from two lists of the last whole month of the window."""
    month = periods.of("month", min(window.end, today)).before
    through, other = lists_of_month(seat, month)
    both_lists = {home: path for home, path in through.items() if home in other}
    step = max(least, 1)
    a, b, m = (
        told_within(seat, f"list {n}", counts_of(seat, one), step) if least else stepping.one(len(one), 1, 0)
        for n, one in enumerate((through, other, both_lists))
    )
    both, matches = m.value or 0, Terms.of(window).matches
    found = lib.unseen_demand(max(a.value or 0, both), max(b.value or 0, both), both)
    return Measure(
        _("Households with a matter, known and unknown"),
        _(
            "An estimate for the month from two lists: raised at contacts, and by any other way. Assumes that the two ways"
            " are independent and equally open to all: where the same households use both it is too low, where whoever"
            " has told an official need not ask elsewhere it is too high."
        ),
        "(n₁+1)(n₂+1) ÷ (m+1) − 1",
        _("households"),
        _("at least those known"),
        "Chapman 1951; Sadinle 2009",
        f"{found.value:.0f}" if found and both >= matches else "—",
        f"{found.low:.0f}–{found.high:.0f}"
        if found and both >= matches
        else (_("fewer than %(n)d on both lists: no estimate") % {"n": matches}),
        _("%(month)s: n₁ = %(a)s, n₂ = %(b)s, m = %(m)s")
        % {"month": month.key, "a": said(a, step), "b": said(b, step), "m": said(m, step)},
    )


def counts_of(seat: Unit, homes: Mapping[Hashable, str]) -> Counter[str]:
    """How many households of a list lie where (by path), with every village of the area, also where it is none."""
    found = _every_place(seat)
    found.update(homes.values())
    return found


def _every_place(seat: Unit) -> Counter[str]:
    """The villages of an area by path, with nothing counted yet."""
    places = Unit.objects.places().filter(path__startswith=seat.path)
    return Counter(dict.fromkeys(places.values_list("path", flat=True), 0))


def lists_of_month(seat: Unit, month: Period) -> tuple[dict[Hashable, str], dict[Hashable, str]]:
    """Households with a matter of the month, each with where it lies: through contacts, and by any other way. A person
    without a household is matched by the blind index of the telephone number, and lies where the matter does; who gave
    neither is on no list. So each lies in one place, whichever area is looked at."""
    zone = seat.county.zone
    span = [datetime(day.year, day.month, day.day, tzinfo=zone) for day in (month.first, month.end)]
    rows = Matter.objects.live().filter(received_at__gte=span[0], received_at__lt=span[1])
    homes = Resident.objects.filter(household__isnull=False).exclude(phone_index="")
    of_area = homes.filter(household__place__path__startswith=seat.path).values("phone_index")
    rows = rows.filter(
        Q(place__path__startswith=seat.path)
        | Q(household__place__path__startswith=seat.path)
        | Q(resident__household__place__path__startswith=seat.path)
        | Q(resident__phone_index__in=of_area)
    )
    columns = ("point", "household", "resident__household", "resident__phone_index")
    where = ("household__place__path", "resident__household__place__path", "place__path")
    known = list(rows.order_by("pk").values_list(*columns, *where))
    numbers = {phone for _point, _home, _of, phone, *_where in known if phone}
    by_phone = {
        phone: (home, path)
        for phone, home, path in homes.filter(phone_index__in=numbers)
        .order_by("pk")
        .values_list("phone_index", "household", "household__place__path")
    }
    lists: tuple[dict[Hashable, str], dict[Hashable, str]] = ({}, {})
    for point, home, of_resident, phone, at_home, at_residents, place in known:
        found, there = by_phone.get(phone, (None, None))
        one, path = next(
            (
                (key, where)
                for key, where in ((home, at_home), (of_resident, at_residents), (found, there))
                if key
            ),
            ((phone, place) if phone else None, place),
        )
        if one and path and path.startswith(seat.path):
            lists[point is None][one] = path
    return lists
