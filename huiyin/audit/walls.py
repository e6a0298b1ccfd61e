"""SQL that migrations use to put a table behind the county wall and to say what each database role may do to it."""

from typing import Any

from django.db.migrations import RunSQL

WEB, CLOCK = "huiyin_web", "huiyin_clock"
COUNTY = "NULLIF(current_setting('huiyin.county', true), '')::bigint"


def grants(
    table: str, *, web: str = "SELECT, INSERT, UPDATE", clock: str | None = None, sequence: bool = True
) -> RunSQL:
    """Let the serving roles do this much to a table; nobody may DELETE unless it is said here."""
    clock = web if clock is None else clock
    statements: list[Any] = [f"GRANT {web} ON {table} TO {WEB}"] if web else []
    if clock:
        statements.append(f"GRANT {clock} ON {table} TO {CLOCK}")
    if sequence:
        statements.append(f"GRANT USAGE, SELECT ON SEQUENCE {table}_id_seq TO {WEB}, {CLOCK}")
    return RunSQL(statements, [f"REVOKE ALL ON {table} FROM {WEB}, {CLOCK}"])


def county_wall(table: str, column: str = "county_id", *, door: bool = False) -> RunSQL:
    """Rows of another county do not exist for whoever serves this one; FORCE binds the owner as well.

    `door` lets the login look an official up before the county is known (SELECT only).
    """
    statements: list[Any] = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY county_wall ON {table} USING ({column} = {COUNTY}) WITH CHECK ({column} = {COUNTY})",
    ]
    if door:
        statements.append(
            f"CREATE POLICY login_door ON {table} FOR SELECT USING (current_setting('huiyin.door', true) = 'login')"
        )
    reverse: list[Any] = [
        f"DROP POLICY IF EXISTS county_wall ON {table}",
        f"DROP POLICY IF EXISTS login_door ON {table}",
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    ]
    return RunSQL(statements, reverse)


def scoped(*tables: str, **rights: str) -> list[RunSQL]:
    """The usual two lines for tables that carry their county: the wall and the rights."""
    return [step for table in tables for step in (county_wall(table), grants(table, **rights))]  # type: ignore[arg-type]
