"""What every test stands on: its database as the web role, and a closed door to the network."""

import gc
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
from tests.database import FIRST_PLAN, TestServer
from tests.scenes import SCENES, keep_together, needs_database, scene_of

if TYPE_CHECKING:
    from huiyin.orgs.models import Official
    from tests.world import World

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_LOOPBACK = ("127.", "::1", "localhost")
_SERVER = pytest.StashKey[TestServer]()


def _refuse_outside(own: socket.socket, address: Any) -> None:
    if own.family != socket.AF_UNIX and not str(address[0]).startswith(_LOOPBACK):
        raise OSError(f"tests may not reach outside: {address}")


def _guarded_connect(own: socket.socket, address: Any) -> None:
    _refuse_outside(own, address)
    _connect(own, address)


def _guarded_connect_ex(own: socket.socket, address: Any) -> int:
    _refuse_outside(own, address)
    return _connect_ex(own, address)


def pytest_configure(config: pytest.Config) -> None:
    if compile_messages(Path(__file__).resolve().parents[1]):
        translation_file_changed(None, Path("django.mo"))  # Django had read the old ones, or none, by now
    socket.socket.connect = _guarded_connect  # type: ignore[assignment,method-assign]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[assignment,method-assign]
    worker = getattr(config, "workerinput", {}).get("workerid", "main")
    config.stash[_SERVER] = TestServer(worker, FIRST_PLAN)


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    keep_together(items)


def pytest_collection_finish() -> None:
    """What has been imported by now stays until the end: the collector need not walk it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> TestServer:
    """The database server, whose clones this process plays in."""
    return request.config.stash[_SERVER]


@pytest.fixture(scope="session")
def django_db_setup(server: TestServer, django_db_blocker: Any) -> Iterator[None]:
    """Clones of the migrated template for this process, in place of Django's own test database."""
    with django_db_blocker.unblock():
        server.start()

    def clean(case: TransactionTestCase) -> None:
        # The web role may not TRUNCATE; a new clone is as quick and also takes back sequences.
        server.clone()

    TransactionTestCase._fixture_teardown = clean  # type: ignore[attr-defined]
    yield
    with django_db_blocker.unblock():
        server.stop()


@pytest.fixture(
    autouse=True, scope="class"
)  # of a class: before pytest-django's own, which open the transaction
def scene(request: pytest.FixtureRequest, server: TestServer, django_db_blocker: Any) -> None:
    """The database that a test plays in."""
    if needs_database(request.node):
        request.getfixturevalue("django_db_setup")
        name = scene_of(request.node)
        with django_db_blocker.unblock(), translation.override("en"):
            server.set(name, SCENES.get(name))


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
def cast(db: None, server: TestServer) -> "World":
    """The cast, outside their county's scope; for a transactional test, whose threads have to see them, committed."""
    found: World = server.cast()
    return found


@pytest.fixture
def world(cast: "World", monkeypatch: pytest.MonkeyPatch) -> Iterator["World"]:
    """The cast, inside their county's scope, with the clock on the wall standing at `at`."""
    from huiyin.audit.scope import county_scope
    from tests.world import AT

    monkeypatch.setattr("django.utils.timezone.now", lambda: AT.astimezone(UTC))
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
