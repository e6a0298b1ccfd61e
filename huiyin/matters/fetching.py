"""Matters as the lines of a list and a page show them, fetched by their keys.

What may be seen and in which order is asked first, for keys alone; this brings what stands beside them. As one question
with seven joins and five more questions inside, the database thought about it longer than it took to answer.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.db import connection, models
from django.http import Http404

from huiyin.matters.models import Matter
from huiyin.orgs.models import AdoptedCharter, Official, Unit
from huiyin.orgs.models.county import county_in_hand
from huiyin.orgs.worded import Sets, asked
from huiyin.people.models import Resident

Row = TypeVar("Row", bound=models.Model)

UNIT = (
    "id",
    "county_id",
    "code",
    "name",
    "short_name",
    "kind",
    "parent_id",
    "reports_to_id",
    "path",
    "phone",
)
OFFICIAL = ("id", "county_id", "name", "phone", "own_number", "is_active")
CHARTER = ("id", "county_id", "slug", "version", "sha256")


def _columns(alias: str, names: Sequence[str]) -> str:
    return ", ".join(f"{alias}.{name}" for name in names)


_ROWS = f"""
SELECT {", ".join(str(field.column) for field in Matter._meta.concrete_fields)} FROM matters_matter
WHERE id = ANY(%s::bigint[])
"""  # noqa: S608 - names of our own columns
# Each line says what it is, of which key, and the thing itself. The same as `Matters.for_lists` brings (a test compares).
_BESIDE = f"""
WITH these AS MATERIALIZED (
    SELECT id, charter_id, resident_id, household_id, reopened, to_bring,
        ARRAY[handler_id, accountable_head_id] AS officials,
        ARRAY[intake_unit_id, holding_unit_id, lead_unit_id, place_id] AS units
    FROM matters_matter WHERE id = ANY(%s::bigint[])
), behind AS MATERIALIZED (
    SELECT t.id, p.phone_index, p.id AS who FROM these t JOIN people_resident p ON p.id = t.resident_id
    UNION ALL SELECT t.id, p.phone_index, p.id FROM these t LEFT JOIN people_resident who ON who.id = t.resident_id
        JOIN people_resident p ON p.household_id IN (t.household_id, who.household_id)
)
SELECT 'unit', u.id, jsonb_build_array({_columns("u", UNIT)})
FROM orgs_unit u WHERE u.id IN (SELECT unnest(units) FROM these)
UNION ALL SELECT 'official', o.id, jsonb_build_array({_columns("o", OFFICIAL)})
FROM orgs_official o WHERE o.id IN (SELECT unnest(officials) FROM these)
UNION ALL SELECT 'charter', c.id, jsonb_build_array({_columns("c", CHARTER)})
FROM orgs_adoptedcharter c WHERE c.id IN (SELECT charter_id FROM these)
UNION ALL SELECT 'rated', t.id, to_jsonb(max(said.at))
FROM these t JOIN matters_rating said ON said.matter_id = t.id
    JOIN matters_reply r ON r.id = said.reply_id AND r.matter_id = t.id
WHERE r.replaced_at IS NULL AND r.round = t.reopened + 1 GROUP BY t.id
UNION ALL SELECT 'told', t.id, to_jsonb(p.name)
FROM these t JOIN people_resident p ON p.id = t.resident_id AND p.withheld_at IS NULL WHERE t.to_bring <> ''
UNION ALL SELECT 'part', s.matter_id, jsonb_build_object('pk', s.id, 'kind', s.kind, 'unit', u.short_name,
    'path', u.path, 'handler', s.handler_id, 'handler_is_active', o.is_active)
FROM matters_subtask s LEFT JOIN orgs_unit u ON u.id = s.unit_id LEFT JOIN orgs_official o ON o.id = s.handler_id
WHERE s.closed_at IS NULL AND s.matter_id IN (SELECT id FROM these)
UNION ALL SELECT 'recused', matter_id, to_jsonb(official_id)
FROM matters_recusal WHERE matter_id IN (SELECT id FROM these)
UNION ALL SELECT DISTINCT 'matched', numbers.id, to_jsonb(o.id)
FROM (
    SELECT id, phone_index FROM behind
    UNION ALL SELECT b.id, f.index FROM behind b JOIN people_furthernumber f ON f.resident_id = b.who AND NOT f.is_bare
) AS numbers JOIN orgs_official o ON o.own_number = numbers.phone_index
WHERE numbers.phone_index <> ''
"""  # noqa: S608 - names of our own columns


class _Beside(NamedTuple):
    """What the database said of some matters: of units, officials and charters once, of each matter all there is."""

    units: dict[int, Unit]
    officials: dict[int, Official]
    charters: dict[int, AdoptedCharter]
    said: dict[tuple[str, int], list[Any]]


def fetched(keys: Iterable[int]) -> list[Matter]:
    """These matters in this order, with what a line shows: two questions, however many."""
    wanted = list(keys)
    if not wanted:
        return []
    found = {one.pk: one for one in Matter.objects.raw(_ROWS, [wanted])}
    beside = _beside(wanted)
    return [_whole(found[key], beside) for key in wanted if key in found]


def the_one(reader: Official, at: datetime, reference: str) -> Matter:
    """The one of this number, if its reader may see it; of any other there is no page."""
    found, _counts = asked(_of_number, reader, at, reference=reference)
    for one in found["one"]:
        return _whole(one, _beside([one.pk]))
    raise Http404


def _of_number(reader: Official, at: datetime, *, reference: str) -> Sets:
    return {"one": Matter.objects.visible_to(reader, at).filter(reference=reference).order_by()}, {}


def _beside(keys: list[int]) -> _Beside:
    found = _Beside({}, {}, {}, {})
    made: dict[str, Callable[[int, list[Any]], None]] = {
        "unit": lambda key, facts: found.units.update({key: _row(Unit, UNIT, facts)}),
        "official": lambda key, facts: found.officials.update({key: _row(Official, OFFICIAL, facts)}),
        "charter": lambda key, facts: found.charters.update({key: _row(AdoptedCharter, CHARTER, facts)}),
    }
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, [keys])
        for what, key, text in cursor.fetchall():
            facts = json.loads(text) if isinstance(text, str) else text
            if what in made:
                made[what](key, facts)
            else:
                found.said.setdefault((what, key), []).append(facts)
    return found


def _row(model: type[Row], names: Sequence[str], facts: Sequence[Any]) -> Row:
    """As if the database had brought this row alone, without its other columns."""
    return model.from_db(connection.alias, names, facts)


def _whole(matter: Matter, beside: _Beside) -> Matter:
    """With its units, its officials and its charter at hand, and what `Matters.for_lists` would have counted along."""
    units, said, key = beside.units, beside.said, matter.pk
    state = matter._state.fields_cache
    for name in ("intake_unit", "holding_unit", "lead_unit", "place"):
        state[name] = units.get(getattr(matter, f"{name}_id"))
    for name in ("handler", "accountable_head"):
        state[name] = beside.officials.get(getattr(matter, f"{name}_id") or 0)
    state["charter"] = beside.charters[matter.charter_id]
    if (county := county_in_hand()) is not None and county.pk == matter.county_id:
        state["county"] = county
    names = said.get(("told", key))
    rated = said.get(("rated", key))
    matter.__dict__ |= {
        "last_rating": datetime.fromisoformat(rated[0]) if rated else None,
        "to_tell": Resident._meta.get_field("name").from_db_value(names[0], None, connection)
        if names
        else None,
        "parts_now": sorted(said.get(("part", key), ()), key=lambda part: int(part["pk"])),
        "recused_now": sorted(said.get(("recused", key), ())),
        "matched_now": sorted(said.get(("matched", key), ())),
    }
    return matter
