"""What an account says: an official's own figures, a household's sheet, or the sum of children with the missing named."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from huiyin.accounts.models import Account
from huiyin.accounts.models.account import Accounts
from huiyin.contacts.models import Contact
from huiyin.duties import figures
from huiyin.duties.owed import once_per_unit, owed
from huiyin.orgs.models import Appointment, County
from huiyin.ui.periods import key_in_words

# Which accounts a parent is made of.
CHILDREN = {
    Account.Kind.QUARTER: (Account.Kind.MONTH,),
    Account.Kind.HALF_YEAR: (Account.Kind.QUARTER, Account.Kind.HALF_YEAR),
}


def taken(account: Account, *, county: County, at: datetime) -> dict[str, Any]:
    """What the account says at that moment; this is what is frozen when it is handed in."""
    if account.kind == Account.Kind.SHEET:
        return sheet(account, at)
    if account.is_own:
        assert account.official_id is not None  # noqa: S101 - held by the database
        own = figures.known([account.official_id], account.period, county=county, as_of=at)
        return own[account.official_id].snapshot()
    return summed(account, county=county, at=at)


def children(account: Account) -> Accounts:
    """The accounts that this one is made of: the newest version of each, in the order of units and names."""
    kinds = CHILDREN.get(Account.Kind(account.kind), ())
    found = Account.objects.current().filter(kind__in=kinds, to_unit=account.unit_id).within(account.period)
    return found.exclude(pk=account.pk).order_by("first", "unit__path", "official__name_key", "pk")


def summed(account: Account, *, county: County, at: datetime) -> dict[str, Any]:
    """The sum of what its children froze; a child that has not come in is named, never guessed."""
    sums: Counter[str] = Counter(dict.fromkeys(figures.SUMS, 0))
    households: set[int] = set()
    villages: set[int] = set()
    lines, missing = [], []
    for child in children(account).select_related("official", "unit"):
        said = {
            "reference": child.reference,
            "who": child.whose,
            "period": child.period.key,
            "kind": child.kind,
        }
        if not child.is_in:
            missing.append(said)
            continue
        frozen = child.frozen
        sums.update(frozen["sums"])
        households |= set(frozen["households"])
        villages |= set(frozen["villages"])
        lines.append({**said, "number": child.number, "sums": frozen["sums"]})
    return {
        "sums": dict(sums),
        "households": sorted(households),
        "villages": sorted(villages),
        "children": lines,
        "missing": missing,
        "of_units": _of_units(account, county=county, at=at),
    }


def _of_units(account: Account, *, county: County, at: datetime) -> list[dict[str, Any]]:
    """Duties of the unit in which a committee stands (a forum, the meetings of its villages), told once for the unit."""
    if account.kind != Account.Kind.HALF_YEAR:
        return []
    where = account.unit.parent_id or account.unit_id
    live = Appointment.objects.live_between(account.first, account.end, known_at=at)
    live = live.filter(post__unit=where)
    periods = [account.period, *account.period.parts("quarter"), *account.period.parts("month")]
    people = list(live.order_by("pk").values_list("official_id", flat=True).distinct())
    found = owed(dict.fromkeys(people), periods, county=county, at=at)
    by_duty: dict[tuple[str, str], list[Any]] = {}
    for duties in found.values():
        for one in duties:
            if one.duty.each in ("unit", "village"):
                by_duty.setdefault((one.duty.code, one.period.key), []).append(one)
    told = []
    for (code, key), rows in by_duty.items():
        kept = once_per_unit(rows)
        asked, left = sum(o.wanted for o in kept), sum(o.left for o in kept)
        told.append({"duty": code, "period": key, "asked": asked, "left": left})
    return told


def sheet(account: Account, at: datetime) -> dict[str, Any]:
    """Exactly the quarter's contacts of that official with that household (S04); no words of residents are copied."""
    line = account.assignment
    assert line is not None  # noqa: S101 - held by the database
    rows = Contact.objects.filter(official=account.official_id, household=line.household_id).known_at(at)
    rows = rows.held_between(account.first, account.end).order_by("held_on", "pk")
    rows = rows.select_related("place")
    contacts = []
    for row in rows.prefetch_related("points__matter", "promises"):
        points = list(row.points.all())
        contacts.append(
            {
                "reference": row.reference,
                "on": row.held_on.isoformat(),
                "kind": row.kind,
                "place": row.place.short_name,
                "headcount": row.headcount,
                "points": len(points),
                "topics": list(dict.fromkeys(point.topic for point in points if point.topic)),
                "matters": [point.matter.reference for point in points if hasattr(point, "matter")],
                "promises": len(row.promises.all()),
            }
        )
    return {"sums": {"contacts": len(contacts)}, "contacts": contacts, "household": line.household.code}


def changed_since(account: Account) -> int:
    """How many rows were added, struck out or handed in since the account was frozen: it could be restated."""
    if account.as_of is None:
        return 0
    if account.is_own:
        rows = Contact.objects.filter(official=account.official_id).held_between(account.first, account.end)
        if account.assignment is not None:
            rows = rows.filter(household=account.assignment.household_id)
        late = Q(recorded_at__gt=account.as_of, voided_at=None)
        gone = Q(recorded_at__lte=account.as_of, voided_at__gt=account.as_of)
        return rows.filter(late | gone).count()
    counted = [line["reference"] for line in account.frozen["children"]]
    return children(account).handed_in().exclude(reference__in=counted).count()


def missing_words(missing: Iterable[dict[str, Any]]) -> list[str]:
    """Who has not handed in, and for which period."""
    return [f"{one['who']} {key_in_words(one['period'])}" for one in missing]
