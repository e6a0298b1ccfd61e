"""Figures by class for a unit and a period: by means, by field of help, by topic, by source organisation."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.contacts.models import Contact
from huiyin.help.models import AidAction
from huiyin.lib.charter import Charter
from huiyin.matters import figures
from huiyin.matters.figures import Extent
from huiyin.matters.models import Matter, Step
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import County
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
    zone = county.zone
    return Step.objects.filter(
        deed__in=[Step.Deed.START, Step.Deed.NOTE],
        matter__origin=Matter.Origin.LIVE,
        matter__intake_unit__in=period.units,
        at__gte=datetime.combine(period.first, time.min, tzinfo=zone),
        at__lt=datetime.combine(period.end, time.min, tzinfo=zone),
        at__lte=period.as_of,
    )


def _aid(period: Extent, _county: County) -> QuerySet[Any]:
    held = AidAction.objects.done_between(period.first, period.end)
    return held.filter(plan__household__place__in=period.units, at__lte=period.as_of)


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
    """All tables, a query for each column."""
    charter = charter_of(period.as_of)
    return [_table(period, county, charter, name) for name in COLUMNS]


def _table(period: Extent, county: County, charter: Charter, name: str) -> Table:
    found = codes(charter, name)
    counts: list[dict[str, int]] = []
    totals: list[int] = []
    for of in COLUMNS[name]:
        wanted = {
            f"c{n}": Count("pk", filter=condition(name, of, code)) for n, (code, *_w) in enumerate(found)
        }
        whole = Count("pk", filter=_classed(name, of))
        counted = entries(period, county, of).aggregate(whole=whole, **wanted)
        totals.append(counted.pop("whole"))
        counts.append(counted)
    rows = tuple(
        Row(code, words, tuple(column[f"c{n}"] for column in counts), is_head)
        for n, (code, words, is_head) in enumerate(found)
    )
    return Table(name, COLUMNS[name], rows, tuple(totals))


def _classed(table: str, of: str) -> Q | None:
    """Entries that belong to at least one class of a table; None: every entry of the column."""
    if table not in ("means", "help_field"):
        return None if table == "source_org" else ~Q(topic_then="")
    name = "means" if table == "means" else "help_fields"
    if of == "steps":
        return Q(**{f"facts__{name}__0__isnull": False})
    alone = Q(aid_action=None) if of == "contacts" else Q()
    return alone & Q(**{f"{name}__len__gt": 0})


def visible(rows: QuerySet[Any], of: str, by: Any, at: datetime) -> QuerySet[Any]:
    """Those of the rows that the asker may open."""
    if of == "steps":
        return rows.filter(matter__in=Matter.objects.visible_to(by, at).values("pk"))
    model: Any = {"aid": AidAction, "contacts": Contact, "matters": Matter}[of]
    return rows.filter(pk__in=model.objects.visible_to(by, at).values("pk"))
