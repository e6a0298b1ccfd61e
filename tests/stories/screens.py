"""The screens that people of the stories sit down at: kept from one to the next, with nothing left of who sat there."""

from contextlib import suppress

from django.conf import settings
from playwright.sync_api import Browser, Error, Page

STYLE = settings.STATIC_URL + "ui/tokens.css"


class Screens:
    """Screens to sit down at: as good as new, but warm from who sat there before, and a new one takes a second of work."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: list[Page] = []

    def take(self, size: dict[str, int]) -> Page:
        """One at which nobody sits."""
        page = self._free.pop() if self._free else self._new()
        page.set_viewport_size(size)  # type: ignore[arg-type]
        return page

    def _new(self) -> Page:
        context = self._browser.new_context(locale="zh-CN", reduced_motion="reduce")
        context.set_default_timeout(15_000)
        return context.new_page()

    def give_back(self, page: Page, base: str, *, is_worn: bool = False) -> None:
        """Leave nothing behind: no cookie, nothing that pages keep; one that is worn or cannot be cleared is put away."""
        context = page.context
        try:
            if is_worn or context.pages != [page]:
                raise Error("worn")
            context.set_offline(False)
            page.goto(base + STYLE)  # of the same origin, and no script on it writes on leaving
            page.evaluate("localStorage.clear(), sessionStorage.clear()")
            context.clear_cookies()
            page.emulate_media(media="null")
        except Error:
            with suppress(Error):
                context.close()
        else:
            self._free.append(page)
