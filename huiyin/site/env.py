"""What can be set from outside: every environment variable Huiyin reads, its type, default and purpose."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from huiyin.lib.posting import Network, networks
from huiyin.lib.sentences import Stop

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
_known: "list[Setting[object]]" = []


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One environment variable; `read()` gives its typed value, or stops with a sentence."""

    name: str
    kind: str
    default: str
    doc: str
    parse: Callable[[str], T]

    def read(self) -> T:
        """The value now; an empty variable counts as unset."""
        text = os.environ.get(self.name, "").strip() or self.default
        try:
            return self.parse(text)
        except ValueError as error:
            raise Stop("bad_setting", name=self.name, value=text, kind=self.kind) from error

    def given(self) -> bool:
        """Whether somebody set it."""
        return bool(os.environ.get(self.name, "").strip())


def known() -> "tuple[Setting[object], ...]":
    """Every setting, in the order of the documentation's table."""
    return tuple(_known)


def _setting(name: str, kind: str, parse: Callable[[str], T], default: str, doc: str) -> Setting[T]:
    setting = Setting(name, kind, default, doc, parse)
    _known.append(setting)  # type: ignore[arg-type]
    return setting


def _flag(text: str) -> bool:
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    if text.lower() not in words:
        raise ValueError(text)
    return words[text.lower()]


def _port(text: str) -> int:
    if not 1 <= int(text) <= 65535:
        raise ValueError(text)
    return int(text)


def _count(text: str) -> int:
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def _role(text: str) -> str:
    if text not in {"owner", "web", "clock"}:
        raise ValueError(text)
    return text


def _path(text: str) -> Path:
    return (ROOT / Path(text).expanduser()).resolve()


def _optional_path(text: str) -> Path | None:
    return _path(text) if text else None


def _address(text: str) -> str:
    given = urlsplit(text)
    if text and (given.scheme not in {"http", "https"} or not given.hostname or given.path.strip("/")):
        raise ValueError(text)
    if given.query or given.fragment or given.username:
        raise ValueError(text)
    return text.rstrip("/")


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


HOME = _setting(
    "HUIYIN_HOME", "path", _path, "var", "Where this copy keeps its embedded database, secrets and logs."
)
PORT = _setting("HUIYIN_PORT", "port", _port, "8000", "The port the web server listens on.")
BIND = _setting("HUIYIN_BIND", "address", str, "127.0.0.1", "The address the web server listens on.")
PRODUCTION = _setting(
    "HUIYIN_PRODUCTION", "flag", _flag, "0", "Real work: secrets are demanded, demo logins refused."
)
DEBUG = _setting("HUIYIN_DEBUG", "flag", _flag, "0", "Django's error pages, for development only.")
DEMO = _setting(
    "HUIYIN_DEMO", "flag", _flag, "0", "Never in production: asking for demo logins there stops the start."
)
ROLE = _setting(
    "HUIYIN_ROLE", "owner, web or clock", _role, "web", "The database role this process works as."
)
DATABASE_URL = _setting(
    "DATABASE_URL", "url", str, "", "PostgreSQL for the web role; empty starts the embedded one."
)
OWNER_URL = _setting(
    "HUIYIN_OWNER_DATABASE_URL", "url", str, "", "The same database for the role that migrates."
)
CLOCK_URL = _setting("HUIYIN_CLOCK_DATABASE_URL", "url", str, "", "The same database for the clock's role.")
SECRET_KEY = _setting(
    "HUIYIN_SECRET_KEY", "text", str, "", "Signs sessions and links; 50 characters or more."
)
FIELD_KEYS = _setting(
    "HUIYIN_FIELD_KEYS",
    "path",
    _optional_path,
    "",
    "The key ring of personal fields, outside the database; empty means secrets/fields.json in HUIYIN_HOME.",
)
HOSTS = _setting(
    "HUIYIN_HOSTS", "list", _list, "", "Host names this copy answers to, with commas; loopback always."
)
ADDRESS = _setting(
    "HUIYIN_ADDRESS",
    "https://…",
    _address,
    "",
    "Where people open this copy; printed on slips, receipts and papers. Empty: as the browser that prints has it.",
)
BEHIND_TLS = _setting(
    "HUIYIN_BEHIND_TLS",
    "flag",
    _flag,
    "1",
    "In production: a proxy ends TLS and sets X-Forwarded-Proto itself.",
)
CLAMD = _setting(
    "HUIYIN_CLAMD",
    "address",
    str,
    "",
    "The scanner clamd, as a socket's path or host:port; files are taken only when it finds nothing. Empty: no scanner.",
)
MAY_CALL: Setting[tuple[Network, ...]] = _setting(
    "HUIYIN_MAY_CALL",
    "10.1.0.0/16,…",
    networks,
    "",
    "Networks of this house, with commas, that other systems may be called in; public addresses may be called always.",
)
WORKERS = _setting("HUIYIN_WORKERS", "number", _count, "2", "Web server processes.")
THREADS = _setting("HUIYIN_THREADS", "number", _count, "4", "Threads in each web server process.")
TRACEBACK = _setting(
    "HUIYIN_TRACEBACK", "flag", _flag, "0", "Show the Python traceback behind a sentence of failure."
)
