"""Contacts counted by form, and days at the grass roots by official: every number with the address of its rows."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.contacts.days import as_days, half_days, stretches_of
from huiyin.contacts.marks import marked
from huiyin.contacts.models import Contact
from huiyin.contacts.models.contact import Contacts, form_name
from huiyin.lib import periods
from huiyin.lib.periods import Span
from huiyin.orgs.charter import charter_of
from huiyin.orgs.dated import live_between
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.models.official import Officials
from huiyin.reports import asking
from huiyin.ui.address import tail
from huiyin.ui.keyset import page

PAGE = 40
KINDS_WITH_DAYS = (Contact.Kind.RESEARCH, Contact.Kind.FIELD_STAY)


@dataclass(frozen=True)
class Asked:
    """Whose contacts, of which days; without a unit one's own. `end` is the day after the last."""

    unit: Unit | None
    first: date
    end: date

    @property
    def last(self) -> date:
        """The last day, as people say it."""
        return self.end - timedelta(days=1)

    def url(self, **further: object) -> str:
        """The list of contacts behind a number."""
        parts: dict[str, object] = {
            "unit": self.unit.code if self.unit else "",
            "since": self.first.isoformat(),
            "until": self.last.isoformat(),
            "standing": "1",
            **further,
        }
        return f"{reverse('contacts:list')}?{tail(**parts)}"

    def query(self) -> str:
        """The same question as the tail of an address."""
        parts = {"from": self.first.isoformat(), "to": self.last.isoformat()}
        return tail(**parts, unit=self.unit.code if self.unit else "")


def contacts(request: StaffRequest, asked: Asked) -> Contacts:
    """Standing contacts that one may see, of the unit and the days asked for."""
    seen = Contact.objects.visible_to(request.user, request.at).standing()
    if asked.unit is not None:
        path = asked.unit.path
        seen = seen.filter(Q(unit__path__startswith=path) | Q(place__path__startswith=path))
    return seen.held_between(asked.first, asked.end)


def by_form(request: StaffRequest, asked: Asked) -> dict[str, Any]:
    """How many contacts of each form, in the order of the institution's list; zero is zero (S13)."""
    marked_ones: QuerySet[Any] = marked(contacts(request, asked))
    held = marked_ones.order_by().values_list("kind", "uncalled")
    counts, uncalled = Counter[str](), 0
    for kind, is_uncalled, n in held.annotate(n=Count("pk")):
        counts[kind] += n
        uncalled += n if is_uncalled else 0
    language = get_language() or ""
    listed = {form.code: form.words.in_language(language) for form in charter_of(request.at).listed("form")}
    names = {**listed, **{code: form_name(code) for code in counts if code not in listed}}
    rows = [(name, counts[code], asked.url(form=code)) for code, name in names.items()]
    if uncalled:
        beside = list(names).index(Contact.Kind.FORUM) + 1
        rows.insert(beside, (_("of the forums: with nobody invited before their day"), uncalled, ""))
    return {"rows": rows, "total": sum(counts.values()), "total_url": asked.url()}


@dataclass(frozen=True)
class DaysRow:
    """One official's days of a year, by form, each with the address of its contacts."""

    official: Official
    research: Decimal
    research_url: str
    stays: Decimal
    stays_url: str


def days_of_year(request: StaffRequest, unit: Unit | None, year: int) -> dict[str, Any]:
    """Days of research and of field stays in a year: oneself and the officials of one's branch, in name order (S25)."""
    days = periods.year(year)
    asked = Asked(None, days.first, days.end)
    officials = _officials(request, unit, days)
    found = page(officials, request, "name_key", "pk", size=PAGE, named="after")
    return {"rows": _rows(request, asked, found.rows), **found.links}


def _officials(request: StaffRequest, unit: Unit | None, days: Span) -> Officials:
    """Who contacted households for the unit in those days, and oneself."""
    scope = Q(pk=request.user.pk)
    if unit is not None:
        scope |= Q(
            live_between(days.first, days.end, "appointments__from_on", "appointments__to_on"),
            appointments__post__capacities__contains=["officer"],
            appointments__post__unit__path__startswith=unit.path,
        )
    found: Officials = Official.objects.filter(scope).distinct().order_by("name_key", "pk")
    return found


def _rows(request: StaffRequest, asked: Asked, officials: list[Official]) -> list[DaysRow]:
    seen = Contact.objects.visible_to(request.user, request.at).standing()
    seen = seen.filter(official__in=[official.pk for official in officials])
    seen = seen.touching(asked.first, asked.last)
    stretches = {kind: stretches_of(seen.of_kind(kind)) for kind in KINDS_WITH_DAYS}

    def days(kind: str, official: Official) -> Decimal:
        return as_days(half_days(stretches[kind].get(official.pk, []), asked.first, asked.end))  # type: ignore[index]

    research, stay = KINDS_WITH_DAYS
    return [
        DaysRow(
            official=official,
            research=days(research, official),
            research_url=asked.url(form=research.value, official=official.pk, reach="1"),
            stays=days(stay, official),
            stays_url=asked.url(form=stay.value, official=official.pk, reach="1"),
        )
        for official in officials
    ]


def offered_spans(asked: Asked, today: date) -> list[dict[str, Any]]:
    """Periods of one tap, for the same unit."""
    return [
        {
            "name": name,
            "url": f"?{Asked(asked.unit, span.first, span.end).query()}",
            "current": (span.first, span.end) == (asked.first, asked.end),
        }
        for name, span in asking.spans(today)
    ]
