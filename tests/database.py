"""The test databases: migrated once per state of the migrations, then cloned for every worker and scene."""

import hashlib
import os
import pickle
import re
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql
from psycopg._preparing import PrepareManager

from huiyin.lib.sealing import KeyRing
from huiyin.site.database import ROLES, Embedded
from huiyin.site.migrating import drawn_once

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "t_"
_LOCK = 0x4855_5445
# Lets a test do, within its transaction, what only the owner of the database may; stands in test databases alone.
AS_OWNER = """CREATE FUNCTION tests_as_owner(said text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    AS 'BEGIN EXECUTE said; END'"""

# A test has few rows and asks many questions: the first good plan is as good as the best, and is found in half the time.
# And one plan does for whatever values.
FIRST_PLAN = {
    "join_collapse_limit": 1,
    "from_collapse_limit": 1,
    "plan_cache_mode": "force_generic_plan",
} | dict.fromkeys(("enable_mergejoin", "enable_material", "enable_memoize", "enable_incremental_sort"), "off")


class TestServer:
    """The embedded server of the tests, and this process's own clones: an empty one, and one for each scene it played.

    A scene is founded once, committed, and remembered twice: its database as a template, what it hands out as a pickle.
    """

    __test__ = False

    def __init__(self, worker: str, planning: Mapping[str, object] = MappingProxyType({})) -> None:
        self.embedded = Embedded(settings.HUIYIN_HOME, durable=False)
        self.template = PREFIX + "template_" + _state()
        self.empty = f"{PREFIX}{os.getpid()}_{worker}"
        self.scene = ""
        self._planning = " ".join(f"-c {name}={value}" for name, value in planning.items())
        self._running = False
        self._templates: dict[str, str] = {"": self.template}
        self._kept: dict[str, bytes] = {}

    @property
    def name(self) -> str:
        """The database in which the present scene plays."""
        return f"{self.empty}_{self.scene}" if self.scene else self.empty

    def start(self) -> None:
        """Start the server, and migrate the template when it is new; then the present scene is set."""
        self.embedded.ensure()
        if not settings.HUIYIN_FIELD_KEYS.exists():
            KeyRing.create(settings.HUIYIN_FIELD_KEYS)
        with closing(self.embedded.admin()) as admin:
            admin.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            self._sweep(admin)
            if not self._exists(admin, self.template):
                self._migrate(admin)
        self._running = True
        if self._planning:
            with closing(self.embedded.admin()) as admin:
                # It would count a scene that is being founded, of which nothing is committed yet, as without a row: from then
                # on the planner takes each table for empty, and a question over five of them never ends.
                admin.execute("ALTER SYSTEM SET autovacuum = off")
                admin.execute("SELECT pg_reload_conf()")
            PrepareManager.clear = _keep  # type: ignore[method-assign]
        self._copy(self.template, self.empty)
        self._connect("web", self.empty)

    def set(self, scene: str, founding: Callable[[], Any] | None) -> None:
        """Point Django at the database of this scene; the first time, found what stands there."""
        self.scene = scene
        if founding is not None and scene not in self._kept:
            template = f"{self.name}_founded"
            self._copy(self.template, template)
            self._connect("web", template)
            kept = pickle.dumps(founding())
            connections["default"].close()
            self._copy(template, self.name)
            self._templates[scene], self._kept[scene] = template, kept
        if connections["default"].settings_dict["NAME"] != self.name:
            self._connect("web", self.name)

    def cast(self) -> Any:
        """What the founding of the present scene handed out, as new as on the first day."""
        return pickle.loads(self._kept[self.scene])  # noqa: S301 - our own

    def clone(self) -> None:
        """A fresh database for the present scene, as it was founded (0.2 s)."""
        connections["default"].close()
        self._copy(self._templates[self.scene], self.name)

    def _copy(self, template: str, name: str) -> None:
        with closing(self.embedded.admin()) as admin:
            self._drop(admin, name)
            text = "CREATE DATABASE {} TEMPLATE {} STRATEGY wal_log OWNER {}"
            admin.execute(sql.SQL(text).format(*map(sql.Identifier, (name, template, ROLES["owner"]))))

    def stop(self) -> None:
        """Drop the clones; the last process to leave stops the server."""
        for connection in connections.all(initialized_only=True):
            connection.close()
        with closing(self.embedded.admin()) as admin:
            for (name,) in self._databases(admin):
                if name == self.empty or name.startswith(self.empty + "_"):
                    self._drop(admin, name)
        self.embedded.stop()

    def _migrate(self, admin: Any) -> None:
        draft, owner = self.template + "_new", sql.Identifier(ROLES["owner"])
        self._drop(admin, draft)
        admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(draft), owner))
        self._connect("owner", draft)
        with drawn_once():
            call_command("migrate", verbosity=0, interactive=False)
        connections["default"].cursor().execute(AS_OWNER)
        connections["default"].close()
        # Renamed at the end: a migration that failed half-way is never taken for a template.
        admin.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (draft, self.template)))
        )

    def _sweep(self, admin: Any) -> None:
        """Drop older templates and the clones of processes that are gone."""
        for (name,) in self._databases(admin):
            clone = re.fullmatch(PREFIX + r"(\d+)_\w+", name)
            dead = not _alive(int(clone[1])) if clone else name != self.template
            if dead:
                self._drop(admin, name)

    def _databases(self, admin: Any) -> list[tuple[str]]:
        found: list[tuple[str]] = admin.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 't\\_%'"
        ).fetchall()
        return found

    def _drop(self, admin: Any, name: str) -> None:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _exists(self, admin: Any, name: str) -> bool:
        return admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def _connect(self, role: str, name: str) -> None:
        connections["default"].close()
        facts = self.embedded.django(role, name)
        kept = {key: facts[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
        kept["OPTIONS"] = facts["OPTIONS"] | ({"options": self._planning} if self._planning else {})
        settings.DATABASES["default"].update(kept)
        connections["default"].settings_dict.update(kept)


def _state() -> str:
    """A key of everything that decides how an empty migrated database looks."""
    digest = hashlib.sha256()
    paths = [
        *ROOT.glob("huiyin/*/migrations/*.py"),
        *ROOT.glob("huiyin/*/walls.py"),
        ROOT / "requirements" / "run.txt",
        ROOT / "huiyin" / "site" / "migrating.py",
        Path(__file__),
    ]
    for path in (*sorted(paths), ROOT / "huiyin" / "site" / "settings.py"):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _keep(manager: PrepareManager) -> bool:
    """Every test ends in a rollback, after which psycopg would have all statements read anew: no test makes a table."""
    return False


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
