"""What the administrators did, and what was done to units, posts, officials and rules: for who reads the audit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.audit.models import Event
from huiyin.audit.scope import current_county
from huiyin.orgs.models import Official

# Every deed of the administration, whoever did it: an administrator, who coordinates a desk, or a command.
DEEDS: dict[str, Any] = {
    "county.founded": gettext_lazy("county founded"),
    "charter.adopted": gettext_lazy("charter adopted"),
    "county.numbers_kept": gettext_lazy("numbers for the public changed"),
    "calendar.adopted": gettext_lazy("holidays of a year entered"),
    "document.kept": gettext_lazy("institution document entered"),
    "document.taken_back": gettext_lazy("institution document taken back"),
    "unit.raised": gettext_lazy("unit entered"),
    "unit.revised": gettext_lazy("unit changed"),
    "unit.ended": gettext_lazy("unit ended"),
    "official.enrolled": gettext_lazy("official entered"),
    "official.revised": gettext_lazy("name or telephone changed"),
    "official.appointed": gettext_lazy("post given"),
    "official.left_post": gettext_lazy("post left"),
    "official.seconded": gettext_lazy("seconded"),
    "secondment.ended": gettext_lazy("secondment ended"),
    "post.revised": gettext_lazy("post or capacities changed"),
    "official.password_set": gettext_lazy("password set by somebody else"),
    "official.locked": gettext_lazy("account locked"),
    "official.unlocked": gettext_lazy("account unlocked"),
    "slip.given": gettext_lazy("slip given"),
    "slip.used": gettext_lazy("slip used"),
    "administrator.named": gettext_lazy("duties of administration changed"),
}
# Besides, of the administrators themselves.
OWN: dict[str, Any] = {
    "official.logged_in": gettext_lazy("signed in"),
    "official.login_failed": gettext_lazy("wrong password"),
    "official.password_chosen": gettext_lazy("own password changed"),
    "report.taken": gettext_lazy("document taken along"),
    "assignment.handed_over": gettext_lazy("household handed over"),
    "assignment.started": gettext_lazy("household taken on"),
    "assignment.ended": gettext_lazy("line of the register ended"),
    "promise.passed_on": gettext_lazy("promise passed on"),
    "echo.passed_on": gettext_lazy("echo passed on"),
}
BY_MACHINE = "command:"


@dataclass(frozen=True)
class Line:
    """One event as it is read."""

    at: datetime
    by: str
    deed: str
    on: str
    facts: str


def events(by: str = "") -> QuerySet[Event]:
    """Of the open county: the deeds of administration, and all that the administrators did; by one of them, if said."""
    keys = [one.key for one in administrators()]
    found = Event.objects.filter(county=current_county()).filter(Q(deed__in=DEEDS) | Q(by__in=keys))
    return found.filter(by=by) if by in keys else found


def administrators() -> QuerySet[Official]:
    """Who carries a duty of administration, by name; also those whose account is locked."""
    found: QuerySet[Official] = Official.objects.exclude(administers=[]).order_by("name_key", "pk")
    return found


def lines(rows: Iterable[Event]) -> list[Line]:
    """The rows with names in place of keys, looked up together."""
    rows = list(rows)
    keys = {word for row in rows for word in (row.by, row.on) if word.startswith("official:")}
    numbers = [int(key.removeprefix("official:")) for key in keys]
    names = {one.key: named(one) for one in Official.objects.filter(pk__in=numbers)}
    return [
        Line(row.at, _who(row.by, names), _deed(row.deed), names.get(row.on, row.on), _facts(row))
        for row in rows
    ]


def named(one: Official) -> str:
    """Name and login name, since two may have the same name."""
    return _("%(name)s (%(login)s)") % {"name": one.name, "login": one.username}


def _who(by: str, names: dict[str, str]) -> str:
    if by.startswith(BY_MACHINE):
        return _("at the console (%(command)s)") % {"command": by.removeprefix(BY_MACHINE)}
    return names.get(by, by)


def _deed(deed: str) -> str:
    return str(DEEDS.get(deed) or OWN.get(deed) or deed)


def _facts(row: Event) -> str:
    """What the event says besides, as it is kept: codes, numbers and keys, never a resident's data."""
    return "; ".join(
        f"{name} {_plain(value)}" for name, value in row.facts.items() if value not in (None, "", [])
    )


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
