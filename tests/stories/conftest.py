"""The browser of the stories: Chromium of the system, Chinese, a phone or a desk, and axe on every page one stops at."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.http import HttpRequest, HttpResponseBase
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from huiyin.audit.scope import county_scope
from tests.stories.screens import Screens
from tests.world import PASSWORD, World

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver runs a loop of its own in this thread
AXE = settings.STATIC_URL + "axe/axe.min.js"  # from the server, so that the browser keeps it compiled
# Axe fetches every stylesheet a second time for one experimental rule, which we do not run.
HOW = "{resultTypes: ['violations'], preload: {assets: ['media']}}"
PICTURES = Path(__file__).resolve().parent / "pictures"
ALL_PICTURES = "STORY_PICTURES" in os.environ  # of every stop, not only where something is wrong
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
# The first without windows and what belongs to them: the same pages for two thirds of the work.
PROGRAMS = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
)  # fmt: skip
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


LONG = ("every_page", "inspection", "week", "reception", "visit", "help", "public_draw", "forum", "half_year")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first: no process waits long for another at the end."""
    files = [f"test_{name}" for name in LONG]
    place = {name: number for number, name in enumerate(files)}
    items.sort(
        key=lambda item: place.get(item.path.stem, len(place)) if item.get_closest_marker("story") else 0
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all stories."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("no Chromium on this machine: install the package chromium")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=found, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="session", autouse=True)
def kept_files() -> Iterator[None]:
    """Styles and scripts stay in the browser for an hour, as those of production stay for good."""
    serve = StaticFilesHandler.serve

    def serve_to_keep(own: StaticFilesHandler, request: HttpRequest) -> HttpResponseBase:
        answer = serve(own, request)
        answer["Cache-Control"] = "max-age=3600"
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve_to_keep)
        yield


@pytest.fixture
def town(transactional_db: None, cast: World) -> World:
    """The cast, committed, so that the server sees them."""
    return cast


@pytest.fixture
def wall_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Put the clock on the wall to a moment, from which it goes on."""
    real = timezone.now

    def put(moment: datetime) -> None:
        ahead = moment - real()
        monkeypatch.setattr("django.utils.timezone.now", lambda: real() + ahead)

    return put


class Visitor:
    """Somebody before a screen: what they open, whom they are signed in as, what they stop to look at."""

    def __init__(self, page: Page, base: str, name: str) -> None:
        self.page, self.base, self.name, self.stops = page, base, name, 0
        self.is_worn = False  # a screen that was made slow, say: nobody sits down at it again
        self.problems: list[str] = []
        page.on("pageerror", self._note)
        page.on("console", self._note_line)

    def _note(self, error: Error) -> None:
        self.problems.append(str(error))

    def _note_line(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self.problems.append(line.text)

    def leave(self) -> None:
        """Get up: what the next one sees is no longer ours to note."""
        self.page.remove_listener("pageerror", self._note)
        self.page.remove_listener("console", self._note_line)

    def open(self, path: str) -> "Visitor":
        """Go to an address of the server."""
        self.page.goto(self.base + path)
        return self

    def sign_in(self, username: str) -> "Visitor":
        """Sign in by the form, as people do."""
        self.open("/login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.locator("main form button.btn-primary").first.click()
        self.page.wait_for_url("**/desk/")
        return self

    def goes_on(self, client: Client) -> "Visitor":
        """Go on where somebody has signed in already, without the form: for who has more to do than that."""
        kept = [{"name": name, "value": one.value, "url": self.base} for name, one in client.cookies.items()]
        self.page.context.add_cookies(kept)  # type: ignore[arg-type]
        return self

    def press(self, button: str) -> "Visitor":
        """The button of a form, by its words."""
        self.page.locator("main").get_by_role("button", name=button, exact=True).click()
        return self

    def look(self, what: str) -> "Visitor":
        """Stop here: let axe look, see that nothing sticks out sideways and nothing went wrong; else leave a picture."""
        self.stops += 1
        self.page.wait_for_load_state()
        wide, found = sticking_out(self.page), violations(self.page)
        # A refused form answers 422, which the browser notes as a failed load: that is what it is meant to do.
        noted = [p for p in self.problems if "422" not in p and "404" not in p]
        if wide > 0 or found or noted or ALL_PICTURES:
            picture(self.page, f"{self.name}-{self.stops:02d}-{what}")
        assert wide <= 0, f"{what}: {wide} px stick out"
        assert found == [], what
        assert noted == [], what
        return self


def picture(page: Page, name: str) -> None:
    """The whole page as it looks now."""
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def sticking_out(page: Page) -> int:
    """How many pixels a reader would have to scroll sideways."""
    root = "document.documentElement"
    return int(page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))


def violations(page: Page) -> list[str]:
    """What axe finds on this page, one line each."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.add_script_tag(url=AXE)
    found = page.evaluate(f"axe.run(document, {HOW}).then(found => found.violations)")
    return [f"{v['id']}: {v['nodes'][0]['target']} {v['nodes'][0]['html'][:120]}" for v in found]


@pytest.fixture(scope="session")
def screens(browser: Browser) -> Screens:
    """Those of this process."""
    return Screens(browser)


@pytest.fixture
def someone(screens: Screens, live_server: LiveServer) -> Iterator[Callable[..., Visitor]]:
    """Somebody new before a screen of their own."""
    visitors = []

    def come(name: str, size: dict[str, int] = DESK) -> Visitor:
        visitors.append(Visitor(screens.take(size), live_server.url, name))
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.leave()
        screens.give_back(visitor.page, live_server.url, is_worn=visitor.is_worn)


@pytest.fixture
def inside(town: World) -> Iterator[World]:
    """The cast, with this test itself inside their county."""
    with county_scope(town.county.pk):
        yield town
