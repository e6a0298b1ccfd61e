"""What every test stands on: its database as the web role, and a closed door to the network."""

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client, TransactionTestCase
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed

from huiyin.site.messages import compile_messages
from tests.database import TestServer

if TYPE_CHECKING:
    from huiyin.orgs.models import Official
    from tests.world import World

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_LOOPBACK = ("127.", "::1", "localhost")


def _refuse_outside(own: socket.socket, address: Any) -> None:
    if own.family != socket.AF_UNIX and not str(address[0]).startswith(_LOOPBACK):
        raise OSError(f"tests may not reach outside: {address}")


def _guarded_connect(own: socket.socket, address: Any) -> None:
    _refuse_outside(own, address)
    _connect(own, address)


def _guarded_connect_ex(own: socket.socket, address: Any) -> int:
    _refuse_outside(own, address)
    return _connect_ex(own, address)


def pytest_configure() -> None:
    if compile_messages(Path(__file__).resolve().parents[1]):
        translation_file_changed(None, Path("django.mo"))  # Django had read the old ones, or none, by now
    socket.socket.connect = _guarded_connect  # type: ignore[assignment,method-assign]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[assignment,method-assign]


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """A clone of the migrated template for this process, in place of Django's own test database."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    server = TestServer(worker)
    with django_db_blocker.unblock():
        server.start()

    def clean(case: TransactionTestCase) -> None:
        # The web role may not TRUNCATE; a new clone is as quick and also takes back sequences.
        server.clone()

    TransactionTestCase._fixture_teardown = clean  # type: ignore[attr-defined]
    yield
    with django_db_blocker.unblock():
        server.stop()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences of actions are asked for in English; pages follow the request and are Chinese by default."""
    with translation.override("en"):
        yield


@pytest.fixture
def at() -> datetime:
    """The moment at which tests happen: Monday, 2 March 2026, ten in the morning."""
    from tests.world import AT

    return AT


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator["World"]:
    """The cast, inside their county's scope, with the clock on the wall standing at `at`."""
    from huiyin.audit.scope import county_scope
    from tests.world import AT, build

    monkeypatch.setattr("django.utils.timezone.now", lambda: AT.astimezone(UTC))
    cast = build()
    with county_scope(cast.county.pk):
        yield cast


@pytest.fixture
def enter(client: Client) -> Callable[["Official"], Client]:
    """Sign somebody in the short way."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    def let_in(official: "Official") -> Client:
        session = client.session
        session[SESSION_KEY] = str(official.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = official.get_session_auth_hash()
        session["county"] = official.county_id
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return client

    return let_in
