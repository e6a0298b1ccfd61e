"""Lists of matters: which there are, in which order, and what a line of one says."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _

from huiyin.matters import dates, sentences
from huiyin.matters.asked import Asked, asked_of
from huiyin.matters.deeds import DEEDS
from huiyin.matters.echo import line_of
from huiyin.matters.fetching import fetched
from huiyin.matters.models import Matter
from huiyin.matters.models.matter import ANSWERED, Matters
from huiyin.matters.models.order import DATED, PRESSING, sees_all
from huiyin.matters.models.turn import is_to_be_posted
from huiyin.matters.narrowing import NARROW, NarrowForm, addresses, asked_for, kept_by, narrowed_by
from huiyin.matters.together import NOUNS, nouns_for
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import Official
from huiyin.orgs.worded import Given, Sets
from huiyin.orgs.worded import asked as asked_in_words
from huiyin.ui import address
from huiyin.ui.keyset import FROM, Page, key_of, keys, page_of_keys, values_in


@dataclass(frozen=True)
class Row:
    """A line of a list: the matter, its echo line, and the step that it asks of whoever reads the list."""

    matter: Matter
    line: Any
    topic: str
    asked: Asked | None
    together: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Where the matter stands."""
        return f"{_matters_url(get_script_prefix())}{self.matter.reference}/"

    @property
    def about(self) -> str:
        """Its number, its topic and its place, as far as they are known."""
        place = self.matter.place.short_name if self.matter.place else ""
        return " · ".join(part for part in (self.matter.reference, self.topic, place) if part)


@lru_cache(maxsize=4)
def _matters_url(_prefix: str) -> str:
    """What the address of every matter begins with: a list does not work it out for each of its lines."""
    return reverse("matters:see", kwargs={"ref": "-"}).removesuffix("-/")


def row_of(matter: Matter, request: StaffRequest) -> Row:
    """One line; costs no query when the matter came from `fetched` or `for_lists()`."""
    asked = asked_of(matter, request.user, request.at)
    return Row(matter, line_of(matter, request.at), sentences.topic_words(matter), asked)


LISTS = {
    "pressing": _("To be seen to"),
    "waiting": _("Waiting for me"),
    "overdue": _("Overdue"),
    "soon": _("Due soon"),
    "open": _("All being handled"),
    "answered": _("Answered"),
    "post": _("To be posted"),
    "left": _("Ended without an answer here"),
    "history": _("Imported history"),
}
VIEWS = {"rows": _("One below the other"), "table": _("As a table")}
DUE = ("pressing", "soon")  # go by how far one looks ahead
IN_ORDER: dict[str, tuple[str, ...]] = {
    "waiting": DATED,
    "overdue": DATED,
    "soon": DATED,
    "open": DATED,
    "pressing": PRESSING,
    "post": ("pk",),  # who waits longest first
}


def _listed(me: Official, at: datetime, chosen: str, soon: date | None) -> Matters:
    """The matters of one of the lists one can choose between; `soon` is asked for where `DUE` says so."""
    seen, day = Matter.objects.visible_to(me, at), local_day(at, me.county)
    match chosen, soon:
        case "pressing", date():
            return seen.pressing_for(me, soon, at)
        case "soon", date():
            return seen.due_soon(day, soon)
        case "overdue", _:
            return seen.overdue(day)
        case "open", _:
            return seen.open()
        case "answered", _:
            return seen.live().filter(state__in=ANSWERED)
        case "post", _:
            return seen.asking().filter(is_to_be_posted(me, at))
        case "left", _:
            return seen.left()
        case "history", _:
            return seen.filter(origin="history")
    return seen.waiting_for(me, at)


def _in_turn(me: Official, at: datetime, chosen: str, soon: date | None) -> Matters:
    """The same, with what an order goes by."""
    return _listed(me, at, chosen, soon).urgent_first(of_all=sees_all(me, at))


def _offered(request: StaffRequest, chosen: str) -> dict[str, str]:
    """The lists to choose between; what is to be posted only to who sits at a desk that posts."""
    posts = chosen == "post" or request.user.standing(request.at).has("coordinator")
    return {key: str(name) for key, name in LISTS.items() if key != "post" or posts}


def _ordering(chosen: str) -> tuple[str, ...]:
    return IN_ORDER.get(chosen, ("-pk",))


def _soon(request: StaffRequest, chosen: str) -> date | None:
    """Until when something falls due soon, for the lists that go by it."""
    if chosen not in DUE:
        return None
    return dates.soon_until(local_day(request.at, request.county), charter_of(request.at))


@dataclass(frozen=True)
class Wanted:
    """Which rows an address asks for, and in which order."""

    chosen: str
    narrow: NarrowForm | None
    rows: Matters
    ordering: tuple[str, ...]


def wanted_of(request: StaffRequest) -> Wanted:
    """One of the lists, narrowed as the address says."""
    chosen, narrow = _chosen(request), asked_for(request)
    rows = _in_turn(request.user, request.at, chosen, _soon(request, chosen))
    ordering = _ordering(chosen)
    if narrow is not None:
        rows, ordering = narrow.narrowed(rows), narrow.ordering(ordering)
    return Wanted(chosen, narrow, rows, ordering)


def _chosen(request: StaffRequest) -> str:
    return address.chosen(request, "list", LISTS, "waiting")


def _keys(
    me: Official,
    at: datetime,
    chosen: str,
    ordering: tuple[str, ...],
    is_open: bool = False,
    is_counted: bool = False,
    *,
    soon: date | None = None,
    after: tuple[int | date, ...] = (),
    **narrow: Any,
) -> Sets:
    """The keys of a page of a list, the first or the one after these values; if asked for, also how many there are.

    Where the form that narrows it is open, one's own lists as well.
    """
    rows = narrowed_by(_in_turn(me, at, chosen, soon), narrow)
    sets: dict[str, QuerySet[Any]] = {"keys": keys(rows, ordering, key_of(after))}
    if is_open:
        sets["kept"] = kept_by(me, at)
    return sets, {"count": rows} if is_counted else {}


@dataclass(frozen=True)
class Shown:
    """A page of a list: which one, what narrows it, how many there are then, and one's own lists beside that."""

    chosen: str
    narrow: NarrowForm | None
    page: Page[Matter]
    count: int | None
    kept: list[tuple[str, str]]


def _page(request: StaffRequest) -> Shown:
    """The page that an address asks for; its question is put into words once."""
    chosen, start = _chosen(request), request.GET.get(FROM, "")
    narrow, ordering = asked_for(request), _ordering(chosen)
    values: dict[str, Given] = {}
    if narrow is not None:
        ordering = narrow.ordering(ordering)
        values = narrow.values() if narrow.is_valid() else {}
    after = values_in(start) if start else ()
    no_shape = len(after) != len(ordering)  # a word of the address is none: of these there would be no end
    is_counted = narrow is not None and narrow.is_asked
    if (start and no_shape) or (narrow is not None and not narrow.is_valid()):
        wanted = wanted_of(request)
        found = list(keys(wanted.rows, wanted.ordering, start))
        count = wanted.rows.count() if is_counted else None
        kept = kept_by(request.user, request.at) if narrow is not None else ()
        return Shown(chosen, narrow, page_of_keys(found, request, fetched), count, addresses(kept))
    if (soon := _soon(request, chosen)) is not None:
        values["soon"] = soon
    if start:
        values["after"] = after
    shape = (chosen, ordering, narrow is not None, is_counted)
    lists, counts = asked_in_words(_keys, request.user, request.at, *shape, **values)
    shown = page_of_keys(lists["keys"], request, fetched)
    return Shown(chosen, narrow, shown, counts.get("count"), addresses(lists.get("kept", ())))


def listing(request: StaffRequest) -> dict[str, Any]:
    """One list, a page of it by key: soonest first where dates run, newest first where they do not."""
    shown = _page(request)
    chosen, narrow, found = shown.chosen, shown.narrow, shown.page
    is_table = address.chosen(request, "view", VIEWS, "rows") == "table"
    rows = [row_of(m, request) for m in found.rows]
    if is_table:
        rows = [replace(row, together=tuple(nouns_for(row.matter, request.user, request.at))) for row in rows]
    return {
        "narrow": narrow,
        "count": shown.count,
        "is_table": is_table,
        "views": address.choices(
            request, "view", {key: str(name) for key, name in VIEWS.items()}, "table" if is_table else "rows"
        ),
        "own_lists": shown.kept,
        "keep_url": reverse("matters:keep_list") + address.same(request.GET, **{FROM: "", NARROW: ""}),
        "narrow_url": address.same(request.GET, **{FROM: "", NARROW: "1"}),
        "export_url": reverse("matters:export") + address.same(request.GET, **{FROM: ""}),
        "here": address.same(request.GET),
        "rows": rows,
        "together": [
            (noun, DEEDS[noun].title) for noun in NOUNS if any(noun in row.together for row in rows)
        ],
        "chosen": chosen,
        "label": LISTS[chosen],
        "tabs": address.choices(request, "list", _offered(request, chosen), chosen),
        **found.links,
    }
