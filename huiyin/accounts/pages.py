"""What the pages of accounts show: lists with their echo lines, and one account from top to bottom."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from huiyin.accounts import rows, rules, snapshots, words
from huiyin.accounts.chain import units_kept
from huiyin.accounts.echo import line_of
from huiyin.accounts.models import Account
from huiyin.accounts.models.account import Accounts
from huiyin.accounts.told import told
from huiyin.duties import figures
from huiyin.lib import periods
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import Official
from huiyin.ui.echo import EchoLine

RECENT = 6
SO_FAR = ("contacts", "matters_raised", "promises_kept")
TREE_ORDER = ("unit__path", "name", "pk")


@dataclass(frozen=True)
class Row:
    """One account in a list."""

    account: Account
    title: str
    line: EchoLine


def rows_of(accounts: Any, today: date) -> list[Row]:
    """With their echo lines; no query."""
    return [Row(account, words.title(account), line_of(account, today)) for account in accounts]


def mine(reader: Official, at: datetime) -> Accounts:
    """Accounts that the reader writes: their own, and those of the units for which they speak."""
    spoken = Q(official=None, unit__in=units_kept(reader, at))
    return Account.objects.visible_to(reader, at).filter(Q(official=reader) | spoken).for_lists()


def waiting(reader: Official, at: datetime) -> Accounts:
    """Accounts that wait for the reader to take them in."""
    seen = Account.objects.visible_to(reader, at).filter(state=Account.State.SUBMITTED)
    seen = seen.filter(to_unit__in=units_kept(reader, at)).exclude(kind=Account.Kind.SHEET)
    return seen.exclude(official=reader).exclude(submitted_by=reader).for_lists()


def not_in_yet(request: StaffRequest) -> Accounts:
    """Accounts owed to the reader's units that have not come, sheets left aside."""
    seen = Account.objects.visible_to(request.user, request.at).open().exclude(kind=Account.Kind.SHEET)
    return (
        seen.filter(to_unit__in=units_kept(request.user, request.at))
        .exclude(official=request.user)
        .for_lists()
    )


def in_tree_order(accounts: Accounts) -> Accounts:
    """Units in the order of the tree, then people by name: never by a figure."""
    named = accounts.annotate(name=Coalesce("official__name_key", Value("")))
    return named.order_by(*TREE_ORDER)


@dataclass(frozen=True)
class UnitLine:
    """One unit in the overview of a kind and period: how many reports are due from it, and how far they are."""

    code: str
    name: str
    due: int
    open: int
    handed_in: int
    taken_in: int


def by_unit(accounts: Accounts) -> list[UnitLine]:
    """Units in the order of the tree, never of a figure; one query."""
    state = Account.State
    rows = accounts.order_by("unit__path").values_list("unit__code", "unit__short_name")
    counted = rows.annotate(
        due=Count("pk"),
        open=Count("pk", filter=Q(state__in=Account.OPEN)),
        handed_in=Count("pk", filter=Q(state=state.SUBMITTED)),
        taken_in=Count("pk", filter=Q(state=state.ACCEPTED)),
    )
    return [UnitLine(*line) for line in counted]


def choices(kind: str, today: date) -> list[periods.Period]:
    """The last periods of a kind that have ended, newest first."""
    found = [periods.of(Account.PERIODS[Account.Kind(kind)], today).before]
    while len(found) < RECENT:
        found.append(found[-1].before)
    return found


def running(request: StaffRequest, today: date) -> dict[str, Any]:
    """What the running month's note would hold today."""
    month = periods.of("month", today)
    own = figures.known([request.user.pk], month, county=request.county, as_of=request.at)[request.user.pk]
    return own.snapshot()


def so_far(said: dict[str, Any]) -> list[words.Entry]:
    """The figures of it that are shown while it runs."""
    named = words.labels()
    return [words.Entry(key, named[key], str(said["sums"][key])) for key in SO_FAR]


def context(request: StaffRequest, account: Account, today: date) -> dict[str, Any]:
    """One account: frozen as it was, or as it stands now while it is open."""
    said = account.frozen or snapshots.taken(account, county=request.county, at=request.at)
    charter = account.charter.charter
    writes = rules.objection_to_writing(account, request.user, today) is None
    changed = snapshots.changed_since(account) if account.is_in else 0
    return {
        "account": account,
        "title": words.title(account),
        "line": line_of(account, today),
        "said": said,
        "entries": [(entry, _rows_url(account, entry.key)) for entry in words.entries(said, charter)]
        if account.kind != Account.Kind.SHEET
        else [],
        "distinct": [(entry, _rows_url(account, entry.key)) for entry in words.distinct(said)],
        "duties": words.duty_lines(said, charter),
        "missing": said.get("missing", []),
        "children": said.get("children", []),
        "sheet": _sheet(rows.shown(said, request.user, request.at), charter) if "contacts" in said else None,
        "told": told(account, said, request.user, request.at),
        "sentence": getattr(account, "sentence", None),
        "writes": writes,
        "changed": changed,
        "may_restate": writes and bool(changed),
        "may_decide": account.state == Account.State.SUBMITTED
        and rules.objection_to_deciding(account, request.user, request.at, today) is None,
        "versions": versions(account),
        "is_empty": said["sums"]["contacts"] == 0,
    }


def _rows_url(account: Account, figure: str) -> str:
    return reverse("duties:report_rows", kwargs={"ref": account.reference, "figure": figure})


def _sheet(said: dict[str, Any], charter: Any) -> list[dict[str, Any]]:
    """The rows of an activity sheet with their codes in words."""
    from django.utils.translation import get_language

    lang = get_language() or "en"
    forms = {form.code: form.words.in_language(lang) for form in charter.listed("form")}
    topics = {topic.code: topic.words.in_language(lang) for topic in charter.topics}
    return [
        {
            **row,
            "on": date.fromisoformat(row["on"]),
            "form": forms.get(row["kind"], row["kind"]),
            "topic_words": [topics.get(code, code) for code in row["topics"]],
        }
        for row in said["contacts"]
    ]


def versions(account: Account) -> list[Account]:
    """All versions of the same account, oldest first, if there is more than one."""
    same = Account.objects.filter(
        kind=account.kind, unit=account.unit_id, official=account.official_id,
        assignment=account.assignment_id, first=account.first,
    ).defer("snapshot")  # fmt: skip
    found = list(same.order_by("number"))
    return found if len(found) > 1 else []
