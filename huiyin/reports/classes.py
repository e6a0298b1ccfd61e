"""Figures by class for a unit and a period: by means, by field of help, by topic, by source organisation."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote_plus

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.contacts.models import Contact
from huiyin.help.models import AidAction
from huiyin.lib.charter import Charter
from huiyin.matters import figures, standing
from huiyin.matters.figures import Extent
from huiyin.matters.models import FigureSum, Matter, Step
from huiyin.matters.standing import Parts
from huiyin.orgs.models import County
from huiyin.orgs.models.unit import any_of
from huiyin.orgs.worded import Sets, asked
from huiyin.reports import work_summary

DIRECT = "direct"  # the row of what came through no organisation
HELP = (
    "steps",
    "aid",
    "contacts",
)  # three disjoint lists: an occasion recorded with an aid action counts there only
COLUMNS: dict[str, tuple[str, ...]] = {
    "means": HELP,
    "help_field": HELP,
    "topic": ("matters",),
    "source_org": ("matters", "contacts"),
}


@dataclass(frozen=True)
class Row:
    """One class and its numbers, one for each column."""

    code: str
    words: str
    counts: tuple[int, ...]
    is_head: bool = False

    @property
    def key(self) -> str:
        """What the address of its rows ends with."""
        return f"&class={quote_plus(self.code)}"


@dataclass(frozen=True)
class Table:
    """One division: its name, its columns, its rows in the charter's order, and how many entries there are in all."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    entries: tuple[int, ...]


def heading(name: str) -> str:
    """What a table is called."""
    return {
        "means": _("By means of help"),
        "help_field": _("By field of help"),
        "topic": _("By topic"),
        "source_org": _("By source organisation"),
    }[name]


def column_words(of: str) -> str:
    """What a column counts."""
    return {
        "steps": _("actions on matters"),
        "aid": _("actions of paired assistance"),
        "contacts": _("contacts"),
        "matters": _("matters received"),
    }[of]


def entries(period: Extent, county: County, of: str) -> QuerySet[Any]:
    """Everything a column could count, before it is divided. KeyError for a column that does not exist."""
    return {"steps": _steps, "aid": _aid, "contacts": _contacts, "matters": _matters}[of](period, county)


def _steps(period: Extent, county: County) -> QuerySet[Any]:
    """Of the matters of the units the actions that say by which means or in which field they helped."""
    begins, ends = period.moments(county)
    return Step.objects.helping().filter(
        any_of(period.units, "matter__intake_unit_id"),
        matter__origin=Matter.Origin.LIVE,
        at__gte=begins,
        at__lt=ends,
        at__lte=period.as_of,
    )


def _aid(period: Extent, _county: County) -> QuerySet[Any]:
    held = AidAction.objects.done_between(period.first, period.end)
    return held.filter(any_of(period.units, "plan__household__place_id"), at__lte=period.as_of)


def _contacts(period: Extent, _county: County) -> QuerySet[Any]:
    return work_summary.contacts(period)


def _matters(period: Extent, county: County) -> QuerySet[Any]:
    return figures.rows(period, county, "matters")


def condition(table: str, of: str, code: str) -> Q:
    """Which entries of a column belong to a class."""
    if table in ("means", "help_field"):
        name = "means" if table == "means" else "help_fields"
        if of == "steps":
            return Q(facts__contains={name: [code]})
        alone = Q(aid_action=None) if of == "contacts" else Q()
        return alone & Q(**{f"{name}__contains": [code]})
    if table == "source_org":
        return Q(source_org="" if code == DIRECT else code)
    return Q(topic_then=code)


def codes(charter: Charter, table: str) -> list[tuple[str, str, bool]]:
    """The classes of a table in the charter's order: code, words, whether it heads others."""
    language = get_language() or "zh-hans"
    if table == "topic":
        return [(t.code, t.words.in_language(language), not t.parent) for t in charter.topics]
    listed = [(one.code, one.words.in_language(language), False) for one in charter.listed(table)]
    if table == "source_org":
        return [(DIRECT, _("directly, through no organisation"), False), *listed]
    return listed


def build(period: Extent, county: County) -> list[Table]:
    """All tables, in one query: entries that are classed alike come as one row with their number."""
    charter = period.ground.charter_of(period.as_of)

    def ask(parts: Parts) -> Mapping[str, Any]:
        values = period.values(county) | parts.values()
        return asked(_sets, None, period.as_of, period.explained, **values)[0]

    told, found = standing.asked(period, county, ask)
    alike = {**found, "named:matters": list(_of_matters(told)), "help:steps": list(_of_steps(told, found))}
    return [_table(charter, name, [alike[_asked_by(name, of)] for of in COLUMNS[name]]) for name in COLUMNS]


def _of_matters(told: standing.Told) -> Iterator[tuple[str | None, str | None, int]]:
    """Those by topic, then those by source organisation: each matter stands once in either."""
    yield from ((topic, None, n) for topic, n in told.topics.items() if n)
    yield from ((None, source, n) for source, n in told.sources.items() if n)


def _of_steps(told: standing.Told, found: Mapping[str, Any]) -> Iterator[tuple[list[str], list[str], int]]:
    """Actions with their means and fields: of whole months as they are kept ready, of the days beside as they are found."""
    for key, n in told.helped.items():
        means, fields = (codes.split(",") if codes else [] for codes in key.split(";"))
        yield means, fields, n
    for name, rows in found.items():
        yield from rows if name.startswith(_STEPS_BESIDE) else ()


# Which column of `_alike` says the class.
_CLASSED = {"means": 0, "help_field": 1, "topic": 0, "source_org": 1}
_ASKED = ("help:aid", "help:contacts", "named:contacts")
_STEPS_BESIDE = "help:steps beside"


_KINDS = (FigureSum.Of.TOPIC, FigureSum.Of.SOURCE, FigureSum.Of.HELP)


def _asked_by(table: str, of: str) -> str:
    return f"{'help' if table in ('means', 'help_field') else 'named'}:{of}"


def _sets(
    _reader: None,
    as_of: datetime,
    explained: figures.Explained,
    *,
    months: tuple[date, ...],
    edges: tuple[datetime, ...],
    **values: Any,
) -> Sets:
    period, county = figures.in_words(as_of, explained, **values), County()
    others = {name: _alike(period, county, *name.split(":")) for name in _ASKED}
    beside = {
        f"{_STEPS_BESIDE} {n}": _alike(some, county, "help", "steps")
        for n, some in enumerate(standing.besides(period, edges))
    }
    return others | beside | standing.sets(period, county, months, edges, _KINDS), {}


def _alike(period: Extent, county: County, by: str, of: str) -> QuerySet[Any]:
    """How often each combination of classes occurs: means and fields of help, or source organisation."""
    found = entries(period, county, of).order_by()
    if by == "named":
        columns = ("kind", "source_org")
    elif of == "steps":
        columns = ("facts__means", "facts__help_fields")
    else:
        found = found.filter(aid_action=None) if of == "contacts" else found
        columns = ("means", "help_fields")
    alike: QuerySet[Any] = found.values_list(*columns).annotate(n=Count("pk"))
    return alike


def _table(charter: Charter, name: str, columns: list[list[Any]]) -> Table:
    counted = [_counted(name, alike) for alike in columns]
    rows = tuple(
        Row(code, words, tuple(each[code] for each, _whole in counted), is_head)
        for code, words, is_head in codes(charter, name)
    )
    return Table(name, COLUMNS[name], rows, tuple(whole for _each, whole in counted))


def _counted(table: str, alike: Iterable[Any]) -> tuple[Counter[str], int]:
    """By class how many entries belong to it; and how many belong to at least one (by source: all of them)."""
    each: Counter[str] = Counter()
    whole = 0
    for row in alike:
        said, n = row[_CLASSED[table]], row[-1]
        if said is None:
            continue
        if not isinstance(said, list):  # means and fields are several, a topic or organisation is one
            said = [said or DIRECT] if table == "source_org" else [said] if said else []
        classes = set(said)
        each.update(dict.fromkeys(classes, n))
        whole += n if classes else 0
    return each, whole


def visible(rows: QuerySet[Any], of: str, by: Any, at: datetime) -> QuerySet[Any]:
    """Those of the rows that the asker may open."""
    if of == "steps":
        return rows.filter(matter__in=Matter.objects.visible_to(by, at).values("pk"))
    model: Any = {"aid": AidAction, "contacts": Contact, "matters": Matter}[of]
    return rows.filter(pk__in=model.objects.visible_to(by, at).values("pk"))
