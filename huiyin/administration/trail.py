"""What the administrators did, and what was done to units, posts, officials and rules: for who reads the audit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from huiyin.audit.models import Event
from huiyin.audit.scope import current_county
from huiyin.orgs.models import Official, Post, Unit
from huiyin.outbox.models import Mailbox
from huiyin.publish.models import InstitutionDocument
from huiyin.ui.listing import in_line

# Every deed of the administration, whoever did it: an administrator, who coordinates a desk, or a command.
DEEDS: dict[str, Any] = {
    "county.founded": gettext_lazy("county founded"),
    "charter.adopted": gettext_lazy("charter adopted"),
    "county.numbers_kept": gettext_lazy("numbers for the public changed"),
    "calendar.adopted": gettext_lazy("holidays of a year entered"),
    "county.logo_shown": gettext_lazy("logo of the county shown"),
    "county.logo_removed": gettext_lazy("logo of the county removed"),
    "unit.logo_shown": gettext_lazy("logo of a unit shown on its papers"),
    "unit.logo_removed": gettext_lazy("logo of a unit removed"),
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
    "letterbox.kept": gettext_lazy("letterbox of the county changed"),
    "mailbox.kept": gettext_lazy("mailbox of the county changed"),
    "mailbox.tried": gettext_lazy("mailbox of the county tried"),
    "gateway.kept": gettext_lazy("SMS gateway of the county changed"),
    "gateway.secret_made": gettext_lazy("secret made for the SMS gateway"),
    "gateway.tried": gettext_lazy("SMS gateway of the county tried"),
    "wording.put": gettext_lazy("words of a message changed"),
    "wording.put_back": gettext_lazy("supplied words of a message put back"),
    "wechat.kept": gettext_lazy("WeChat account of the county changed"),
    "wechat.tried": gettext_lazy("WeChat account of the county tried"),
    "wechat.menu_set": gettext_lazy("menu sent to the WeChat account"),
    "outgoing.sent_again": gettext_lazy("message sent again"),
    "system.entered": gettext_lazy("another system let in"),
    "system.changed": gettext_lazy("what another system may do changed"),
    "system.ended": gettext_lazy("another system shut out"),
    "key.given": gettext_lazy("key given to another system"),
    "key.ended": gettext_lazy("key of another system ended"),
    "hook.kept": gettext_lazy("address at which another system is called kept"),
    "hook.secret_given": gettext_lazy("secret of the calls to another system given"),
    "hook.old_secret_ended": gettext_lazy("old secret of the calls to another system ended"),
    "hook.tried": gettext_lazy("trial sent to another system"),
    "hook.called_now": gettext_lazy("another system called again"),
    "hook.stopped": gettext_lazy("another system called no more"),
    "administrator.named": gettext_lazy("duties of administration changed"),
}
# Besides, of the administrators themselves.
OWN: dict[str, Any] = {
    "official.logged_in": gettext_lazy("signed in"),
    "official.login_failed": gettext_lazy("wrong password"),
    "official.mail_chosen": gettext_lazy("notices by mail chosen"),
    "official.password_chosen": gettext_lazy("own password changed"),
    "report.taken": gettext_lazy("document taken along"),
    "assignment.handed_over": gettext_lazy("household handed over"),
    "assignment.started": gettext_lazy("household taken on"),
    "assignment.ended": gettext_lazy("line of the register ended"),
    "promise.passed_on": gettext_lazy("promise passed on"),
    "echo.passed_on": gettext_lazy("echo passed on"),
}
BY_MACHINE = "command:"
# What an event is about, by the kind of its key.
THINGS: dict[str, Any] = {
    "charter": gettext_lazy("charter"),
    "calendar": gettext_lazy("working calendar"),
    "county": gettext_lazy("the county"),
    "household": gettext_lazy("a contact household"),
    "promise": gettext_lazy("a promise"),
    "echo": gettext_lazy("an echo"),
    "outgoing": gettext_lazy("a message to a resident"),
    "system": gettext_lazy("another system"),
}
# What its details are called, which of them are keys of something with a name, and which are codes with words.
FACTS: dict[str, Any] = {
    "kind": gettext_lazy("kind"),
    "successors": gettext_lazy("successor"),
    "unit": gettext_lazy("unit"),
    "post": gettext_lazy("post"),
    "official": pgettext_lazy("detail of an event", "official"),
    "to": pgettext_lazy("detail of an event", "to"),
    "before": gettext_lazy("before"),
    "after": gettext_lazy("afterwards"),
    "signed_before": gettext_lazy("name on papers before"),
    "signed_after": gettext_lazy("name on papers afterwards"),
    "code": gettext_lazy("code"),
    "file": gettext_lazy("file"),
    "slips": gettext_lazy("slips"),
    "logo": gettext_lazy("Logo of the county"),
    "locked": gettext_lazy("account locked"),
    "given_by": gettext_lazy("given by"),
    "capacities": gettext_lazy("capacities"),
    "duties": gettext_lazy("duties of administration"),
    "reason": gettext_lazy("because"),
    "days": gettext_lazy("days it holds"),
    "source": gettext_lazy("source"),
    "phone": gettext_lazy("telephone"),
    "hotlines": gettext_lazy("hotlines"),
    "name": gettext_lazy("name"),
    "short_name": gettext_lazy("short name"),
    "rows": gettext_lazy("rows"),
    "host": gettext_lazy("mail server"),
    "port": gettext_lazy("port"),
    "security": gettext_lazy("encryption"),
    "sender": gettext_lazy("sender"),
    "is_on": gettext_lazy("mail is sent"),
    "appid": gettext_lazy("AppID"),
    "api": gettext_lazy("address of the interface"),
    "in_plain": gettext_lazy("messages come in plain"),
    "in_use": gettext_lazy("switched on"),
    "version": gettext_lazy("version"),
    "scopes": gettext_lazy("what it may do"),
    "per_minute": gettext_lazy("calls in a minute, at most"),
    "key": gettext_lazy("key that ends in"),
    "sha256": gettext_lazy("check value"),
}
KEYS = {
    "unit": "unit",
    "successors": "unit",
    "post": "post",
    "official": "official",
    "given_by": "official",
    "to": "official",
}
CHOICES: dict[str, Any] = {
    "kind": (*Unit.Kind.choices, *InstitutionDocument.Kind.choices), "capacities": Post.Capacity.choices,
    "duties": Official.Administers.choices,
    "reason": Official.Locked.choices,
    "security": Mailbox.Security.choices,
}  # fmt: skip


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
    names = _names(rows)
    return [
        Line(row.at, _who(row.by, names), _deed(row.deed), _on(row.on, names), _facts(row, names))
        for row in rows
    ]


def _names(rows: list[Event]) -> dict[str, str]:
    """Of every official, unit and post that the rows name by their keys: a query each."""
    keys = {word for row in rows for word in (row.by, row.on, *_keys_in(row.facts))}
    by_kind: dict[str, list[str]] = {}
    for key in keys:
        kind, _colon, rest = key.partition(":")
        by_kind.setdefault(kind, []).append(rest)
    posts = [int(pk) for pk in by_kind.get("post", []) if pk.isdigit()]
    people = [int(pk) for pk in by_kind.get("official", []) if pk.isdigit()]
    return {
        **{one.key: named(one) for one in Official.objects.filter(pk__in=people)},
        **{f"unit:{one.code}": one.name for one in Unit.objects.filter(code__in=by_kind.get("unit", []))},
        **{
            f"post:{one.pk}": f"{one.unit.short_name} {one.title}"
            for one in Post.objects.filter(pk__in=posts).select_related("unit")
        },
    }


def _keys_in(facts: dict[str, Any]) -> list[str]:
    """What the details of an event name, as keys."""
    return [key for name, value in facts.items() for key in _as_keys(name, value)]


def _as_keys(name: str, value: Any) -> list[str]:
    kind = KEYS.get(name)
    values = value if isinstance(value, list) else [value]
    return [one if ":" in str(one) else f"{kind}:{one}" for one in values] if kind else []


def named(one: Official) -> str:
    """Name and login name, since two may have the same name."""
    return _("%(name)s (%(login)s)") % {"name": one.name, "login": one.username}


def _who(by: str, names: dict[str, str]) -> str:
    if by.startswith(BY_MACHINE):
        return _("at the console (%(command)s)") % {"command": by.removeprefix(BY_MACHINE)}
    return str(_("the trial itself")) if by == "demo" else names.get(by, by)


def _deed(deed: str) -> str:
    return str(DEEDS.get(deed) or OWN.get(deed) or deed)


def _on(key: str, names: dict[str, str]) -> str:
    """To whom or what: by name; of a household or a promise only that it is one, for its row is not read here."""
    kind, _colon, rest = key.partition(":")
    if key in names or kind not in THINGS:
        return names.get(key, key)
    return f"{THINGS[kind]} {rest}" if kind in ("charter", "calendar", "system") else str(THINGS[kind])


def _facts(row: Event, names: dict[str, str]) -> str:
    """What the event says besides: in words, with names in place of keys, never a resident's data."""
    said = ((name, value) for name, value in row.facts.items() if value not in (None, "", []))
    return pgettext("between parts of a spoken list", "; ").join(
        f"{FACTS.get(name, name)} {_plain(name, value, names)}" for name, value in said
    )


def _plain(name: str, value: object, names: dict[str, str]) -> str:
    if keys := _as_keys(name, value):
        return in_line(names.get(key, key.partition(":")[2] or key) for key in keys)
    if name in CHOICES:
        words = dict(CHOICES[name])
        return in_line(str(words.get(one, one)) for one in (value if isinstance(value, list) else [value]))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return in_line(value) if isinstance(value, list) else str(value)
