"""No index twice: none that another one serves as well, and none of the county alone."""

import pytest
from django.db import connection

# What the database keeps of each index: its table, columns with their classes of operators, and what it leaves out.
FOUND = """
SELECT t.relname, c.relname, i.indkey::text, i.indclass::text, coalesce(pg_get_expr(i.indpred, i.indrelid), ''),
    coalesce(pg_get_expr(i.indexprs, i.indrelid), ''), i.indisunique, a.amname,
    (SELECT array_agg(attname ORDER BY attnum)::text[] FROM pg_attribute
     WHERE attrelid = i.indrelid AND attnum = ANY(i.indkey::int[]))
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_am a ON a.oid = c.relam JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE n.nspname = current_schema()
"""
# Tables of which a matter leaves rows; the others hold few, and a second index of theirs costs nobody anything.
OF_A_MATTER = (
    "audit_event",
    "matters_callback",
    "matters_deadline",
    "matters_delivery",
    "matters_extension",
    "matters_matter",
    "matters_rating",
    "matters_reply",
    "matters_step",
    "matters_words",
    "notices_notice",
    "orgs_oncetoken",
    "people_resident",
)


@pytest.fixture
def indexes(db: None) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(FOUND)
        return cursor.fetchall()


def test_no_index_is_the_beginning_of_another(indexes: list[tuple[object, ...]]) -> None:
    rows = [row for row in indexes if row[0] in OF_A_MATTER and row[7] == "btree"]
    assert {row[0] for row in rows} == set(OF_A_MATTER)
    twice = []
    for table, name, keys, classes, only, exprs, unique, *_ in rows:
        for other in rows:
            if unique or other[1] == name or other[0] != table or (other[4], other[5]) != (only, exprs):
                continue
            if _begins(other[2], keys) and _begins(other[3], classes):
                twice.append(f"{table}: {name} is the beginning of {other[1]}")
    assert twice == []


def _begins(longer: object, shorter: object) -> bool:
    return f"{longer} ".startswith(f"{shorter} ")


def test_no_index_holds_the_county_alone(indexes: list[tuple[object, ...]]) -> None:
    """Which nearly every row of an installation has in common."""
    alone = [f"{row[0]}: {row[1]}" for row in indexes if row[8] == ["county_id"] and not row[6]]
    assert alone == []
