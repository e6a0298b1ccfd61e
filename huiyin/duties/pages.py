"""What the pages of duties show: an official's duties by period, a branch's by name, the desk's few lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.contacts.models import Promise
from huiyin.duties.doing import Tap, tap
from huiyin.duties.owed import once_per_unit, owed_now
from huiyin.duties.rules import Item, Owed, sum_of
from huiyin.lib import periods
from huiyin.lib.charter import Duty
from huiyin.lib.periods import Period
from huiyin.orgs.calendar import local_day
from huiyin.orgs.ground import Ground
from huiyin.orgs.models import County, Official
from huiyin.orgs.models.unit import any_of
from huiyin.orgs.worded import Keys, Sets
from huiyin.orgs.worded import asked as asked_in_words
from huiyin.register.models import Assignment, StandIn
from huiyin.register.own import Own, own_of
from huiyin.ui.periods import in_words

SHOWN = 5


@dataclass(frozen=True)
class Label:
    """What an item is called, and the key of its household for the form of a visit."""

    words: str
    home: str = ""


@dataclass(frozen=True)
class Todo:
    """One thing still to be done, with the button that does it."""

    words: str
    tap: Tap | None


@dataclass(frozen=True)
class Line:
    """One duty on a page: its words, its numbers, what is left, and where its rows are."""

    owed: Owed
    name: str
    rows_url: str
    todos: tuple[Todo, ...]
    more: int
    tap: Tap | None

    @property
    def is_open(self) -> bool:
        """Whether something of it is left."""
        return self.owed.left > 0


@dataclass(frozen=True)
class Part:
    """One period on the page of an official."""

    period: Period
    heading: str
    left: list[Line]
    done: list[Line]
    exempt: list[Line]


def name_of(duty: Duty) -> str:
    """A duty in the reader's language."""
    return duty.words.in_language(get_language() or "en")


def headings() -> Mapping[str, str]:
    """What the four periods that run now are called."""
    return {
        "month": _("This month"),
        "quarter": _("This quarter"),
        "half_year": _("This half-year"),
        "year": _("This year"),
    }


def parts(official: Official, *, county: County, at: datetime, reader: Official) -> list[Part]:
    """The duties of an official: what is left first, done and exempt quietly below; with those one does for others."""
    own = reader.pk == official.pk
    ground, instead_of = Ground(), dict(absent(official, local_day(at, county))) if own else {}
    found = _asked(official, instead_of, county=county, at=at, ground=ground)
    labels = labels_of(found, reader, at, ground)
    by_period: dict[Period, list[Line]] = {}
    for one in found:
        line = line_of(one, labels, own=own, instead_of=instead_of.get(one.official_id, ""))
        by_period.setdefault(one.period, []).append(line)
    names = headings()
    return [
        Part(
            period,
            names[period.kind],
            [line for line in lines if line.is_open],
            [line for line in lines if not line.is_open and not line.owed.is_exempt],
            [line for line in lines if line.owed.is_exempt],
        )
        for period, lines in sorted(by_period.items(), key=lambda pair: list(names).index(pair[0].kind))
    ]


def absent(official: Official, day: date) -> QuerySet[Any]:
    """The colleagues for whom somebody stands in on that day: keys and names."""
    live = StandIn.objects.live_on(day).filter(stand_in=official)
    return live.values_list("official_id", "official__name")


def _asked(
    official: Official, instead_of: Mapping[int, str], *, county: County, at: datetime, ground: Ground
) -> list[Owed]:
    """What the official owes, and the households of the colleagues for whom they stand in."""
    everybody = owed_now([official.pk, *instead_of], county=county, at=at, ground=ground)
    others = [one for pk in instead_of for one in everybody[pk] if one.duty.each == "household"]
    return [*everybody[official.pk], *(one for one in others if not one.is_exempt)]


def line_of(found: Owed, labels: Mapping[tuple[str, int], Label], *, own: bool, instead_of: str = "") -> Line:
    """One duty as the page shows it; only one's own, and what one does in place of a colleague, has buttons."""
    url = reverse("duties:rows", kwargs={"pk": found.official_id, "code": found.duty.code})
    open_items = _open_items(found)
    todos = []
    for item in open_items[:SHOWN]:
        label = labels.get((found.duty.each, item.key), Label("—"))
        todos.append(Todo(label.words, tap(found, item, home=label.home) if own else None))
    return Line(
        owed=found,
        name=_named(found, instead_of),
        rows_url=f"{url}?period={found.period.key}",
        todos=tuple(todos),
        more=max(0, len(open_items) - SHOWN),
        tap=tap(found) if own and not open_items and found.left else None,
    )


def _open_items(found: Owed) -> list[Item]:
    """What of a duty is left, thing by thing; empty where it is owed by the official alone."""
    return [item for item in found.items if item.left and item.key]


def _named(found: Owed, instead_of: str) -> str:
    duty = name_of(found.duty)
    return _("In place of %(name)s: %(duty)s") % {"name": instead_of, "duty": duty} if instead_of else duty


def labels_of(
    found: Iterable[Owed], reader: Official, at: datetime, ground: Ground | None = None
) -> dict[tuple[str, int], Label]:
    """What the items of these duties are called: one query, and the units unless they are at hand."""
    keys: dict[str, set[int]] = {}
    owners = set()
    for one in found:
        keys.setdefault(one.duty.each, set()).update(item.key for item in one.items if item.key)
        owners.add(one.official_id)
    homes = keys.get("household", set()) | keys.get("paired_household", set())
    given = {"owners": owners, "homes": homes, "promises": keys.get("promise", set())}
    shape = tuple(name for name, some in given.items() if some)
    values = {name: Keys(sorted(some)) for name, some in given.items()}
    named, own = (
        asked_in_words(_named_sets, reader, at, shape, **values)[0],
        own_of(reader, at) if homes else Own(),
    )
    labels = {("promise", one.pk): Label(one.words) for one in named.get("promises", ())}
    for line in named.get("lines", ()):
        words = f"{own.name(line.person) or line.household.code} · {line.household.place}"
        label = Label(words, str(line.household.key))
        for each in ("household", "paired_household"):
            labels[each, line.household_id] = label
    return labels | _unit_labels({each: keys[each] for each in ("unit", "village") if keys.get(each)}, ground)


def _named_sets(
    reader: Official,
    at: datetime,
    asked: Sequence[str],
    *,
    owners: list[int],
    homes: list[int],
    promises: list[int],
) -> Sets:
    """Lines of the register and promises by their keys, of those of which there are any."""
    sets: dict[str, QuerySet[Any]] = {}
    if "homes" in asked:
        lines = Assignment.objects.visible_to(reader, at)
        lines = lines.filter(any_of(owners, "official_id"), any_of(homes, "household_id"))
        sets["lines"] = lines.select_related("household__place", "person").order_by("started_on", "pk")
    if "promises" in asked:
        sets["promises"] = Promise.objects.visible_to(reader, at).filter(any_of(promises, "pk"))
    return sets, {}


def _unit_labels(keys: Mapping[str, set[int]], ground: Ground | None) -> dict[tuple[str, int], Label]:
    if not keys:
        return {}
    units = (ground or Ground()).tree.units
    return {(each, pk): Label(units[pk].short_name) for each, some in keys.items() for pk in some}


@dataclass(frozen=True)
class Total:
    """One duty over all officials of a unit."""

    name: str
    period: str
    wanted: str
    done: str
    left: str
    officials: int
    uncalled: int = 0  # of those done: forums to which nobody was invited before their day


@dataclass(frozen=True)
class Row:
    """One official on the page of a unit: the name, and what is left in words."""

    pk: int
    name: str
    left: tuple[str, ...]
    owes: bool


def totals(everybody: Mapping[int, list[Owed]]) -> list[Total]:
    """Each duty summed over all officials, in the order of the charter. A unit's duty is counted once for it."""
    by_duty: dict[tuple[str, Period], list[Owed]] = {}
    for found in everybody.values():
        for one in found:
            by_duty.setdefault((one.duty.code, one.period), []).append(one)
    order = list(periods.MONTHS)
    rows = []
    for (_code, period), all_of_it in sorted(by_duty.items(), key=lambda pair: order.index(pair[0][1].kind)):
        first = all_of_it[0]
        once = once_per_unit(all_of_it)
        wanted, done, left = sum_of(once)
        rows.append(
            Total(
                name_of(first.duty),
                in_words(period),
                first.shown(wanted),
                first.shown(done),
                first.shown(left),
                len(all_of_it),
                sum(one.uncalled for one in once),
            )
        )
    return rows


def row_of(pk: int, name: str, found: Sequence[Owed]) -> Row:
    """One official by name, with what is left as words."""
    left = tuple(
        _("%(duty)s: %(n)s left") % {"duty": name_of(one.duty), "n": one.left_words}
        for one in found
        if one.left
    )
    return Row(pk, name, left, bool(found))


@dataclass(frozen=True)
class DeskLine:
    """One thing that a duty asks of me now."""

    words: str
    duty: str
    until: Period
    url: str


def desk_lines(
    official: Official,
    instead_of: Mapping[int, str],
    *,
    county: County,
    at: datetime,
    most: int,
    ground: Ground,
) -> tuple[list[DeskLine], int]:
    """The few things my duties ask now, what ends soonest first, each one tap from done; and how many such there are."""
    found = _asked(official, instead_of, county=county, at=at, ground=ground)
    open_ones = sorted((one for one in found if one.left), key=lambda one: one.last_day)
    shown = open_ones[:most]  # each has at least one line
    labels = labels_of(shown, official, at, ground)
    lines: list[DeskLine] = []
    for one in shown:
        line = line_of(one, labels, own=True, instead_of=instead_of.get(one.official_id, ""))
        until, name = one.period, line.name
        lines += [DeskLine(t.words, name, until, t.tap.url if t.tap else line.rows_url) for t in line.todos]
        if not line.todos:
            words = _("%(duty)s: %(n)s left") % {"duty": name, "n": one.left_words}
            lines.append(DeskLine(words, "", until, line.tap.url if line.tap else line.rows_url))
    return lines[:most], sum(len(_open_items(one)) or 1 for one in open_ones)
