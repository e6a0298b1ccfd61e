"""What a touch costs: from the finger to the next picture, on a telephone that is slower than this machine.

Pages of the demo county in Chromium with its processor slowed down, against a bare page with one button in the same
browser. Event timing is what a browser tells of each touch or key (steps of 8 ms; below 16 ms it tells nothing).
"""

import shutil
from collections.abc import Callable, Iterator

from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from bench import frame
from bench.table import Line
from huiyin import demo
from tests.stories.conftest import PHONE, PROGRAMS, QUIET

SLOWER = 4
LEAST = 16.0  # ms: what is quicker is not told
BARE = "<!doctype html><button onclick=\"this.textContent = 'done'\">touch</button>"
WATCH = """() => {
    window.touched = []
    new PerformanceObserver(list => window.touched.push(...list.getEntries().filter(one => one.interactionId)
        .map(one => one.duration))).observe({type: 'event', durationThreshold: 16, buffered: true})
}"""
Touch = Callable[[Page], object]


def _menu(page: Page) -> object:
    return page.locator("summary:visible").first.tap()


def _chip(page: Page) -> object:
    return page.locator("label.chip:visible").last.tap()


def _one_more(page: Page) -> object:
    return page.locator("[data-repeat-add]:visible").first.tap()


def _write(page: Page) -> object:
    field = page.locator("main textarea:visible").first
    field.tap()
    return field.press_sequentially("路灯坏了三盏，晚上看不见路")


def _look_for(page: Page) -> object:
    field = page.locator("input[type=search]:visible").first
    field.tap()
    return field.press_sequentially("上河村路灯")


# Who does what on which page.
TOUCHES: tuple[tuple[str, str, str, Touch], ...] = (
    ("opens a menu", "chen", "/desk/", _menu),
    ("opens what narrows the list", "li", "/matters/?list=open", _menu),
    ("writes what to look for", "li", "/search/", _look_for),
    ("chooses whom a contact was with", "chen", "/contacts/new/", _chip),
    ("adds a point to a contact", "chen", "/contacts/new/", _one_more),
    ("writes what was said", "chen", "/contacts/new/", _write),
)


def everything() -> Iterator[Line]:
    """Each touch, the slowest of those that it consists of."""
    demo.load(at=timezone.now())
    cookies = {who: frame.cookie(who) for _what, who, _page, _touch in TOUCHES}
    program = next(path for name in PROGRAMS if (path := shutil.which(name)))
    with frame.server(), sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=QUIET)
        bare = _slowest(_phone(browser, ""), "", lambda page: page.locator("button").tap())
        for what, who, url, touch in TOUCHES:
            page = _phone(browser, cookies[who])
            yield Line(f"{who} {what}", "a button on a bare page", _slowest(page, url, touch), bare)
        browser.close()


def _phone(browser: Browser, cookies: str) -> Page:
    context = browser.new_context(viewport=PHONE, has_touch=True, locale="zh-CN")  # type: ignore[arg-type]
    pairs = [pair.split("=", 1) for pair in cookies.split("; ") if pair]
    context.add_cookies([{"name": name, "value": value, "url": frame.ADDRESS} for name, value in pairs])
    page: Page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def _slowest(page: Page, url: str, touch: Touch) -> float:
    """Seconds of the slowest touch."""
    if url:
        page.goto(frame.ADDRESS + url)
    else:
        page.set_content(BARE)
    page.wait_for_timeout(700)
    if url and not page.evaluate("() => typeof htmx === 'object'"):
        raise SystemExit(f"{url}: the scripts of the page did not come")
    page.evaluate(WATCH)
    touch(page)
    page.wait_for_timeout(500)
    return float(max([LEAST, *page.evaluate("() => window.touched")])) / 1000
