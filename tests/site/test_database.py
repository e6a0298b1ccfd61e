"""The embedded database: roles that cannot climb, a start after a kill, and refusals in a sentence."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from huiyin.lib.sentences import Stop
from huiyin.site import generation
from huiyin.site.database import GENERATION, ROLES, Embedded, django_database
from huiyin.site.generation import unknown


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    # Not tmp_path: that is closed to others, and PostgreSQL does not run as root.
    place = Path(tempfile.mkdtemp(prefix="hy"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@pytest.fixture
def embedded(home: Path) -> Iterator[Embedded]:
    with Embedded(home).running() as one:
        yield one


def test_roles_cannot_climb(embedded: Embedded) -> None:
    with closing(embedded.admin()) as admin:
        rows = admin.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname LIKE 'huiyin%'"
        ).fetchall()
    assert sorted(rows) == sorted((name, False, False, False) for name in ROLES.values())


def test_a_wrong_password_and_a_borrowed_name_are_refused(embedded: Embedded) -> None:
    where = {"host": str(embedded.socket()), "port": 5432, "dbname": "huiyin"}
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(**where, user="huiyin_web", password="guess")  # type: ignore[arg-type]


def test_secrets_lie_outside_the_data_and_are_private(embedded: Embedded) -> None:
    path = embedded.secrets / "database.json"
    assert path.stat().st_mode & 0o077 == 0
    assert not path.is_relative_to(embedded.home / "postgres")


def test_it_starts_again_after_a_kill_and_keeps_what_was_committed(embedded: Embedded) -> None:
    with closing(embedded.admin("huiyin")) as admin:
        admin.execute("CREATE TABLE kept AS SELECT 1 AS one")
    pid = embedded.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    embedded.ensure()
    assert embedded.pid() != pid
    with closing(embedded.admin("huiyin")) as admin:
        assert admin.execute("SELECT one FROM kept").fetchone() == (1,)


def test_a_second_user_keeps_it_running(embedded: Embedded, home: Path) -> None:
    other = Embedded(home)
    with other.running():
        assert other.pid() == embedded.pid()
    assert embedded.pid() is not None


def test_data_of_another_major_version_is_named(embedded: Embedded) -> None:
    embedded.stop()
    version = embedded.home / "postgres" / "PG_VERSION"
    kept = version.read_text()
    version.write_text("15\n")
    try:
        with pytest.raises(Stop) as caught:
            embedded.ensure()
    finally:
        version.write_text(kept)
    assert caught.value.code == "other_major"


@pytest.mark.parametrize("other", [None, "1\n"])  # without a mark, or begun with other tables
def test_a_trial_of_before_the_first_release_is_left_as_it_is(embedded: Embedded, other: str | None) -> None:
    embedded.stop()
    mark = embedded.home / GENERATION
    kept = mark.read_text()
    mark.unlink() if other is None else mark.write_text(other)
    before = sorted((path, path.stat().st_mtime_ns) for path in embedded.home.rglob("*"))
    try:
        with pytest.raises(Stop, match="before the first release") as caught:
            Embedded(embedded.home).ensure()
        assert sorted((path, path.stat().st_mtime_ns) for path in embedded.home.rglob("*")) == before
    finally:
        mark.write_text(kept)
    assert str(embedded.home) in caught.value.sentence_zh, "which directory to move away"
    embedded.ensure()


def test_tables_of_another_version_are_known_by_their_steps() -> None:
    known = {("orgs", "0001_initial"), ("contacts", "0001_initial")}
    assert unknown(known, known) == []
    assert unknown({*known, ("contacts", "0018_declared_filled")}, known) == [
        ("contacts", "0018_declared_filled")
    ]
    assert unknown(set(), known) == [], "an empty database is free to begin"


@pytest.mark.django_db
def test_tables_of_this_version_are_taken() -> None:
    generation.check()


def test_a_broken_database_is_named(embedded: Embedded) -> None:
    embedded.stop()
    control = embedded.home / "postgres" / "global" / "pg_control"
    kept = control.read_bytes()
    control.write_bytes(kept[:100])
    try:
        with pytest.raises(Stop) as caught:
            embedded.ensure()
    finally:
        control.write_bytes(kept)
    assert caught.value.code == "broken_database"


def test_a_url_becomes_settings() -> None:
    found = django_database("postgresql://a%40b:p%2Fw@db.test:5433/hy?sslmode=verify-full")
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("a@b", "p/w", "db.test")
    assert (found["PORT"], found["NAME"]) == ("5433", "hy")
    assert found["OPTIONS"] == {"sslmode": "verify-full", "server_side_binding": True, "prepare_threshold": 1}
    pooled = django_database("postgresql://a@db.test/hy?prepare_threshold=none")["OPTIONS"]
    assert pooled == {"server_side_binding": False, "prepare_threshold": None}, (
        "behind a pooler nothing is kept ready"
    )
    for wrong in ("mysql://x", "postgresql://a@db.test/hy?prepare_threshold=often"):
        with pytest.raises(Stop):
            django_database(wrong)
