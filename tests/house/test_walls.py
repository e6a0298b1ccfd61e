"""The county wall and the rights of the serving roles, read from the database itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, Error, connection, transaction

from huiyin.audit.scope import county_scope
from tests.house import tree
from tests.house.conftest import close_the_wall
from tests.world import World

WEB, CLOCK, OWNER = "huiyin_web", "huiyin_clock", "huiyin_owner"

# Tables of ours that no county owns, and why.
NO_COUNTY = {
    "orgs.County": "the counties themselves; who asks is not known yet when theirs is looked up",
    "orgs.Division": "public names and codes of the whole country, the same for every county; who serves only reads them",
    "audit.Seal": "seals chain the events of all counties and hold hashes only",
    "matters.Words": "numbers of pieces of words, of each county its own, which lead to a matter behind the wall; behind"
    " a wall of its own no index of arrays may be asked (ADR 15)",
    "site.ClockLine": "when each line of the schedule last ran, for the whole installation",
}
# Policies beside the wall, and why.
OTHER_POLICIES = {
    ("orgs_official", "login_door"): "a login finds the official before the county is known; reading only",
    ("audit_event", "sealing"): "the clock seals the events of all counties",
}
# What may be deleted, by whom: nothing that anybody did.
DELETABLE = {
    (WEB, "matters_words"),  # what a matter is found by, when it is sealed as a report
    (CLOCK, "matters_words"),
    (CLOCK, "orgs_oncetoken"),  # that a form was sent, once nobody has its page open any more
    (
        WEB,
        "people_furthernumber",
    ),  # by what else a telephone is found: said anew with it, gone when it is erased
    (CLOCK, "people_furthernumber"),
    (CLOCK, "matters_figurechange"),  # what changed a figure, once it is added up
    (CLOCK, "matters_figuresum"),
    (CLOCK, "reports_servicesum"),
    (WEB, "intake_dutyday"),  # who will be on duty, said anew; the days that are over stay
    (WEB, "django_session"),
    (CLOCK, "django_session"),
    (CLOCK, "api_change"),  # that it came, left or was told, after the days of the charter
    (CLOCK, "outbox_outgoing"),
    (CLOCK, "intake_arrival"),
    (CLOCK, "api_call"),  # single calls of other systems, after a day; counts by day stay
    (
        CLOCK,
        "outbox_wechatwriter",
    ),  # when somebody last wrote by WeChat, once no words may be sent there any more
    (CLOCK, "intake_heard"),  # which messages of WeChat were heard, after three days
    (CLOCK, "intake_draft"),  # an empty one, once no message of its writer is known any more
    (WEB, "intake_picture"),  # a photo on its way to a matter that is sealed as a report
    (CLOCK, "intake_picture"),  # a photo by WeChat, once it lies with its matter or belongs to nothing
    (CLOCK, "orgs_attempt"),  # wrong pairs of number and code, after a day
    (CLOCK, "rounds_round"),  # plans of visits, some time after their day; contacts stay
    (CLOCK, "rounds_roundofficial"),
    (CLOCK, "rounds_roundstop"),
    (CLOCK, "rounds_roundwish"),
    (WEB, "rounds_roundstop"),  # a proposal, made anew
    (WEB, "rounds_roundwish"),  # what a draft heeds, said anew
}
# Added by who serves, and read only by the owner, on the way to whom it is shut for.
SHUT = ("sealed_envelope",)
# Added, never changed.
ADDED_ONLY = ("audit_event", "matters_step", "matters_rating", "contacts_promiserevision")


def rows(query: str, *params: Any) -> list[tuple[Any, ...]]:
    """What the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(query, params or None)
        return list(cursor.fetchall())


def tables() -> dict[str, str]:
    """Every table of a model that carries its county, with the name of that column."""
    found = {}
    for model in tree.models():
        columns = {field.name: field.column or "" for field in model._meta.concrete_fields}
        if "county" in columns:
            found[model._meta.db_table] = columns["county"]
    return found


def open_to_all(found: dict[str, str]) -> list[str]:
    """Tables whose wall is missing, open to the owner, or says something else than the county."""
    problems = []
    for table, column in sorted(found.items()):
        ((enabled, forced),) = rows(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", table
        )
        if not (enabled and forced):
            problems.append(f"{table}: row-level security is not on for everybody")
        policies = rows(
            "SELECT policyname, cmd, qual, with_check FROM pg_policies WHERE tablename = %s", table
        )
        wall = [policy for policy in policies if policy[0] == "county_wall"]
        if [policy[1] for policy in wall] != ["ALL"]:
            problems.append(f"{table}: no policy county_wall")
        wanted = f"({column} = (NULLIF(current_setting('huiyin.county'::text, true), ''::text))::bigint)"
        problems += [f"{table}: the wall says {policy[2]}" for policy in wall if policy[2] != wanted]
        problems += [
            f"{table}: nothing checks what is written" for policy in wall if wanted not in (policy[3] or "")
        ]
        others = [policy[0] for policy in policies if policy[0] != "county_wall"]
        problems += [
            f"{table}: unknown policy {name}" for name in others if (table, name) not in OTHER_POLICIES
        ]
    return problems


@pytest.mark.django_db
def test_every_table_of_a_county_stands_behind_the_wall() -> None:
    tree.nothing(open_to_all(tables()))


@pytest.mark.django_db
def test_a_table_without_a_wall_is_noticed() -> None:
    assert open_to_all({"orgs_county": "id"}) == [
        "orgs_county: row-level security is not on for everybody",
        "orgs_county: no policy county_wall",
    ]


def test_a_model_without_a_county_says_why() -> None:
    without = {tree.name_of(model) for model in tree.models() if model._meta.db_table not in tables()}
    assert without == set(NO_COUNTY)


@pytest.mark.django_db
def test_nobody_deletes() -> None:
    every = rows("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")
    found = []
    for (table,) in every:
        for role in (WEB, CLOCK):
            ((deletes, empties),) = rows(
                "SELECT has_table_privilege(%s, %s, 'DELETE'), has_table_privilege(%s, %s, 'TRUNCATE')",
                *(role, table, role, table),
            )
            if empties or (deletes and (role, table) not in DELETABLE):
                found.append((role, table))
    tree.nothing(found)


@pytest.mark.django_db
def test_what_was_done_cannot_be_changed() -> None:
    question = "SELECT has_any_column_privilege(%s, %s, 'UPDATE')"
    assert [table for table in ADDED_ONLY if rows(question, WEB, table) != [(False,)]] == []
    changeable = {column for (column,) in rows(_COLUMNS, "audit_event", CLOCK)}
    assert changeable == {"seal_id"}, "the clock writes the seal of an event and nothing else"
    changeable = {column for (column,) in rows(_COLUMNS, "people_reveal", WEB)}
    assert changeable == {"about"}, "which is emptied when it turns out to be a report"


_COLUMNS = """SELECT attname::text FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND has_column_privilege(%s, attrelid, attnum, 'UPDATE')"""


@pytest.mark.django_db
def test_the_serving_roles_are_ordinary() -> None:
    found = rows(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolreplication FROM pg_roles "
        "WHERE rolname = ANY(%s)",
        [WEB, CLOCK, OWNER],
    )
    assert sorted(found) == [(name, False, False, False, False) for name in sorted((WEB, CLOCK, OWNER))]
    assert rows("SELECT current_user::text") == [(WEB,)], "the tests themselves work as the web role"
    owned = rows(
        "SELECT tableowner::text FROM pg_tables WHERE schemaname = 'public' AND tableowner <> %s", OWNER
    )
    assert owned == []


def readable() -> dict[str, str]:
    """The tables that the web role may read at all."""
    return {table: column for table, column in tables().items() if table not in SHUT}


@pytest.mark.django_db
def test_what_is_shut_is_read_by_nobody_who_serves() -> None:
    for table in SHUT:
        for role in (WEB, CLOCK):
            ((reads, changes),) = rows(
                "SELECT has_table_privilege(%s, %s, 'SELECT'), has_table_privilege(%s, %s, 'UPDATE')",
                *(role, table, role, table),
            )
            assert (reads, changes) == (False, False)


def test_raw_sql_from_elsewhere_finds_nothing(world: World) -> None:
    held = {table for table, column in readable().items() if _count(table, column, world.county.pk)}
    assert {"people_resident", "orgs_official", "orgs_unit", "audit_event"} <= held
    with county_scope(world.other.pk):
        assert [table for table, column in readable().items() if _count(table, column, world.county.pk)] == []
    close_the_wall()
    assert [table for table in readable() if rows(f"SELECT 1 FROM {table} LIMIT 1")] == []


def _count(table: str, column: str, county: int) -> int:
    return int(rows(f"SELECT count(*) FROM {table} WHERE {column} = %s", county)[0][0])


def refused(deed: Callable[[], object]) -> str:
    """The SQLSTATE with which the database refuses; empty when it does not."""
    try:
        with transaction.atomic():
            deed()
    except (DatabaseError, Error) as error:
        return str(getattr(error.__cause__, "sqlstate", ""))
    return ""


def test_a_row_for_another_county_is_refused(world: World) -> None:
    """The wall speaks first, before any missing value does."""
    accepted = []
    for table, column in tables().items():
        query = f"INSERT INTO {table} ({column}) VALUES ({world.other.pk})"
        if refused(lambda query=query: _run(query)) != "42501":  # type: ignore[misc]
            accepted.append(table)
    tree.nothing(accepted)


def test_a_row_cannot_be_moved_to_another_county(world: World) -> None:
    query = f"UPDATE people_household SET county_id = {world.other.pk}"
    assert refused(lambda: _run(query)) == "42501"
    assert refused(lambda: _run("UPDATE audit_event SET deed = 'nothing.happened'")) == "42501"
    assert refused(lambda: _run("DELETE FROM people_household")) == "42501"
    assert refused(lambda: _run("UPDATE people_household SET code = code")) == "", (
        "what is ours can be changed"
    )


def _run(query: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(query)
