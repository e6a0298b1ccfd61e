"""The steps of a matter as its page needs them: of all of them what tells them apart, whole only those that it shows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Case, F, Model, QuerySet, When

from huiyin.contacts.models import Contact
from huiyin.matters.models import Matter, Step
from huiyin.orgs.models import Official, Unit

OF_TIME = (Step.Deed.REMIND, Step.Deed.CHASE)
_KEPT = "trodden"
# What a line says of each: the field of the step, what it leads to, and the column.
_BESIDE: tuple[tuple[str, type[Model], str], ...] = (
    ("by", Official, "name"),
    ("unit", Unit, "short_name"),
    ("contact", Contact, "reference"),
)


class Head(NamedTuple):
    """What was done, when and by whom; of what time did, about which clock."""

    pk: int
    deed: str
    at: datetime
    by_id: int | None
    contact_id: int | None
    facts: dict[str, Any]


def heads(steps: QuerySet[Step]) -> QuerySet[Any]:
    """What is read of them for their heads."""
    facts = Case(When(deed__in=OF_TIME, then=F("facts")))
    return steps.values_list("pk", "deed", "at", "by_id", "contact_id", facts)


def keep(matter: Matter, rows: Iterable[Any]) -> list[Head]:
    """All of them in their order, from what was read; whoever asks `at_hand` afterwards has them too."""
    found = [Head(pk, deed, at, by, trip, told or {}) for pk, deed, at, by, trip, told in rows]
    matter.__dict__[_KEPT] = found
    return found


def at_hand(matter: Matter) -> list[Head] | None:
    """Those that a page has looked through, of the row as it was read; None where nobody has."""
    found: list[Head] | None = matter.__dict__.get(_KEPT)
    return found


def last_by(matter: Matter, deeds: Sequence[str]) -> int | None:
    """By whom one of these deeds was done last; None where it was no official."""
    heads = at_hand(matter)
    if heads is not None:
        return next((one.by_id for one in reversed(heads) if one.deed in deeds), None)
    found: int | None = matter.steps.filter(deed__in=deeds).values_list("by_id", flat=True).last()
    return found


def has_done(matter: Matter, official: int, deeds: Sequence[str]) -> bool:
    """Whether this official did any of these deeds to it."""
    heads = at_hand(matter)
    if heads is not None:
        return any(one.by_id == official and one.deed in deeds for one in heads)
    return matter.steps.filter(by=official, deed__in=deeds).exists()


_WHOLE = f"""
SELECT {", ".join(f"s.{field.column}" for field in Step._meta.concrete_fields)},
    o.name AS by_name, u.short_name AS unit_short_name, c.reference AS contact_reference
FROM matters_step s LEFT JOIN orgs_official o ON o.id = s.by_id LEFT JOIN orgs_unit u ON u.id = s.unit_id
    LEFT JOIN contacts_contact c ON c.id = s.contact_id
WHERE s.matter_id = %s AND s.id = ANY(%s::bigint[])
"""  # noqa: S608 - names of our own columns


def whole(matter: Matter, keys: Iterable[int]) -> dict[int, Step]:
    """These steps with everything a line of the trail says, by their keys: one question, always in the same words."""
    found: dict[int, Step] = {}
    for step in Step.objects.raw(_WHOLE, [matter.pk, list(keys)]):
        said, beside = step.__dict__, step._state.fields_cache
        beside["matter"] = matter
        for name, model, column in _BESIDE:
            key, words = said[f"{name}_id"], said.pop(f"{name}_{column}")
            beside[name] = None if key is None else _named(model, column, key, words)
        found[step.pk] = step
    return found


def _named(model: type[Model], column: str, key: int, words: str) -> Model:
    """As if the database had brought this row, without its other columns."""
    return model.from_db(connection.alias, ["id", column], [key, words])
