"""`huiyin run` and `huiyin serve`: the processes of one copy, started in order and ended together."""

import errno
import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, Any

from huiyin.lib.sentences import Stop, say
from huiyin.site import env
from huiyin.site.database import Embedded, write_secret
from huiyin.site.messages import compile_messages, stale

TOLD_EVERY, PATIENCE = 10, 15  # seconds


@dataclass
class Child:
    """A process we started."""

    name: str
    log: Path
    process: "subprocess.Popen[bytes]"


class Ended(Exception):
    """Somebody asked us to stop."""


def run(*, empty: bool = False) -> int:
    """The trial: database, tables, demo county (unless it is to stay empty), web server and clock, until Ctrl-C."""
    if env.PRODUCTION.read():
        raise Stop("run_in_production")
    home = env.HOME.read()
    _check_port(env.BIND.read(), env.PORT.read())
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    embedded = None if env.DATABASE_URL.given() else Embedded(home)
    company = Company(home, embedded)
    try:
        found = company.tables() if empty else company.prepare()
        company.start()
        _greet("\n".join(found["logins"]), found["door"])
        company.wait()
        return 1
    except Ended:
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        say("stopping")
        company.stop()
        say("stopped")


@contextmanager
def prepared() -> Iterator[None]:
    """A trial's database with its tables, for a command that may be the first one; in production they stand already."""
    if env.PRODUCTION.read():
        yield
        return
    home = env.HOME.read()
    company = Company(home, None if env.DATABASE_URL.given() else Embedded(home))
    try:
        company.tables()
        yield
    finally:
        company.stop()


def serve() -> int:
    """The web server alone, in place of this process; for production."""
    _check_production()
    compile_messages(env.ROOT)
    if env.PRODUCTION.read():
        _manage("collectstatic", "--noinput", "--verbosity", "0", role="web")
    command = _gunicorn()
    os.environ["HUIYIN_ROLE"] = "web"
    os.execv(command[0], command)  # noqa: S606


def _check_production() -> None:
    """What the settings file cannot see: the key ring's file, and a demo county in the database."""
    from django.conf import settings

    if not env.PRODUCTION.read():
        return
    path = Path(settings.HUIYIN_FIELD_KEYS)
    if not path.exists():
        raise Stop("production_keys", path=path)
    found = _manage("demo", "--exists", role="web", check=False)
    if found == 0:
        raise Stop("production_demo")
    if found not in {1, 3}:  # not known is not good enough; the command has said why
        raise SystemExit(found)


class Company:
    """The processes of a trial."""

    def __init__(self, home: Path, embedded: Embedded | None) -> None:
        self.home = home
        self.embedded = embedded
        self.children: list[Child] = []
        self._guard: subprocess.Popen[str] | None = None

    def prepare(self) -> dict[str, Any]:
        """Everything before the first page: database, messages, tables, demo; says the demo logins."""
        found = self.tables()
        if found["empty"]:
            say("loading_demo")
            _manage("demo", role="web")
            _manage("demo", "--mail", role="owner")
            found = json.loads(_output("prepare", role="owner"))
        return found

    def tables(self) -> dict[str, Any]:
        """Database, messages and tables; says the demo logins, or where a first county is founded."""
        if self.embedded is not None:
            self.embedded.ensure()
        self.home.mkdir(parents=True, exist_ok=True)
        self._secret_files()
        if stale(env.ROOT):
            say("compiling")
            compile_messages(env.ROOT)
        say("migrating")
        found: dict[str, Any] = json.loads(_output("prepare", role="owner"))
        return found

    def start(self) -> None:
        """Web server and clock, under a guard that ends them should this process be killed."""
        say("web_starting")
        home = str(self.home) if self.embedded is not None else ""
        guard = [sys.executable, "-m", "huiyin.site.guard", home]
        self._guard = subprocess.Popen(
            guard, stdin=subprocess.PIPE, text=True, start_new_session=True, cwd=env.ROOT
        )
        self._spawn("web", _gunicorn(), "web")
        self._spawn("clock", [sys.executable, "-m", "huiyin", "clock"], "clock")
        self._wait_for_answer()

    def _wait_for_answer(self) -> None:
        """Until the web server answers: on a busy machine as long as it lives, with a word now and then."""
        begun = told = time.monotonic()
        while not _answers(env.BIND.read(), env.PORT.read()):
            self._check_children()
            if time.monotonic() - told >= TOLD_EVERY:
                told = time.monotonic()
                say("web_waiting", seconds=int(told - begun), log=self.children[0].log)
            time.sleep(0.1)

    def wait(self) -> None:
        """Until a signal comes or something fails; a database that died is started again."""
        while True:
            time.sleep(0.5)
            self._check_children()
            if self.embedded is not None and self.embedded.pid() is None:
                self.embedded.ensure()

    def stop(self) -> None:
        """End every process, the database last."""
        for child in self.children:
            if child.process.poll() is None:
                child.process.terminate()
        end = time.monotonic() + PATIENCE
        for child in self.children:
            try:
                child.process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
            self._tell("-", child)
        if self.embedded is not None:
            self.embedded.stop()
        if self._guard is not None and self._guard.stdin is not None:
            self._guard.stdin.close()
            self._guard.wait()

    def _secret_files(self) -> None:
        path = self.home / "secrets" / "sessions.txt"
        if not env.SECRET_KEY.given() and not path.exists():
            write_secret(path, secrets.token_urlsafe(48) + "\n")

    def _spawn(self, name: str, command: list[str], role: str) -> None:
        log = self.home / f"{name}.log"
        with log.open("ab") as file:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                env={**os.environ, "HUIYIN_ROLE": role},
                cwd=env.ROOT,
                start_new_session=True,  # Ctrl-C comes to us; we end them in order
            )
        child = Child(name, log, process)
        self.children.append(child)
        self._tell("+", child)

    def _tell(self, sign: str, child: Child) -> None:
        pipe: IO[str] | None = self._guard.stdin if self._guard else None
        if pipe is not None:
            print(f"{sign}{child.process.pid}", file=pipe, flush=True)

    def _check_children(self) -> None:
        for child in self.children:
            code = child.process.poll()
            if code is not None:
                raise Stop("child_ended", name=child.name, code=code, log=child.log)


def _end(number: int, frame: FrameType | None) -> None:
    raise Ended


def _gunicorn() -> list[str]:
    where = f"{env.BIND.read()}:{env.PORT.read()}"
    words = ["--bind", where, "--workers", str(env.WORKERS.read()), "--threads", str(env.THREADS.read())]
    plain = [
        "--worker-class",
        "gthread",
        "--graceful-timeout",
        "5",
        "--no-control-socket",
        "--log-level",
        "warning",
    ]
    return [sys.executable, "-m", "gunicorn", *words, *plain, "huiyin.site.wsgi:application"]


def _manage(*words: str, role: str, check: bool = True) -> int:
    """One of our own commands in a process of its own, which works as this role."""
    environment = {**os.environ, "HUIYIN_ROLE": role}
    done = subprocess.run(
        [sys.executable, "-m", "huiyin", *words], env=environment, cwd=env.ROOT, check=False
    )
    if check and done.returncode != 0:
        raise SystemExit(done.returncode)  # it has said why
    return done.returncode


def _output(*words: str, role: str) -> str:
    environment = {**os.environ, "HUIYIN_ROLE": role}
    command = [sys.executable, "-m", "huiyin", *words]
    done = subprocess.run(command, env=environment, cwd=env.ROOT, check=False, stdout=subprocess.PIPE)
    if done.returncode != 0:
        raise SystemExit(done.returncode)
    return done.stdout.decode()


def _check_port(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.strip("[]"), port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Stop("port_taken", port=port, other=port + 1 if port < 65535 else 8000) from error
            raise Stop("port_refused", address=address, port=port, detail=error.strerror) from error


def _answers(address: str, port: int) -> bool:
    """Whether the web server answers at all; what it says is not our business here."""
    address = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(address, address)  # noqa: S104
    connection = http.client.HTTPConnection(address, port, timeout=10)
    try:
        connection.request("GET", "/-/health/", headers={"Host": "localhost"})
        return connection.getresponse().status < 600
    except OSError:
        return False
    finally:
        connection.close()


def _greet(logins: str, door: str) -> None:
    address = env.BIND.read()
    host = "localhost" if address in {"127.0.0.1", "0.0.0.0"} else address  # noqa: S104
    say("ready", address=f"http://{host}:{env.PORT.read()}/", out=sys.stdout)
    if door:
        say("found_here", address=f"http://{host}:{env.PORT.read()}{door}", out=sys.stdout)
    if logins.strip():
        say("logins", out=sys.stdout)
        print(logins.rstrip(), flush=True)
    say("how_to_stop", out=sys.stdout)
