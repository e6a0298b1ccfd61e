"""The pictures of the manual, drawn anew from the demo county: `make run` in one place, `make pictures` in another.

Nothing real is ever in them: the demo's people are invented. Each is small, so that the repository stays light.
"""

import io
import shutil
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

HOME = Path(__file__).resolve().parents[1] / "docs" / "using" / "pictures"
COUNTY = "/c/qinghe"
DESK, PHONE = {"width": 1180, "height": 760}, {"width": 390, "height": 720}
WIDTH = {DESK["width"]: 820, PHONE["width"]: 360}  # of the picture
PICTURES = (
    ("desk", "chen", "/desk/", DESK),
    ("visit", "zhou", "/contacts/new/", PHONE),
    ("matter", "li", "", DESK),
    ("triage", "chen", "/triage/", DESK),
    ("waiting", "sun", "/waiting/", DESK),
    ("branches", "sun", "/duties/branch/", DESK),
    ("summary", "sun", "/reports/work-summary/", DESK),
    ("administration", "xitong", "/administration/", DESK),
    ("home", "", f"{COUNTY}/", PHONE),
    ("say", "", f"{COUNTY}/say/", PHONE),
)
LANGUAGES = {"zh": "zh-hans", "en": "en"}
DEMO_PASSWORD = "huiyin-demo-2026"  # noqa: S105  (of the invented people, printed by `make run`)


def drawn(at: str) -> int:
    """Draw every picture in every language from the trial that runs at this address; returns how many bytes they have."""
    size = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(), args=["--no-sandbox", "--disable-gpu"]
        )
        for folder, language in LANGUAGES.items():
            for name, login, path, screen in PICTURES:
                page = _signed_in(browser, at, login, language, screen)
                page.goto(at + (path or _first_matter(page, at)))
                size += _kept(page.screenshot(), HOME / folder / f"{name}.webp", WIDTH[screen["width"]])
                page.context.close()
        browser.close()
    return size


def program() -> str | None:
    """The browser of this machine; Playwright's own where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


def _signed_in(browser: Any, at: str, login: str, language: str, screen: dict[str, int]) -> Any:
    context = browser.new_context(viewport=screen)
    context.add_cookies([{"name": "django_language", "value": language, "url": at}])
    page = context.new_page()
    if login:
        page.goto(f"{at}/login/")
        page.fill("[name=username]", login)
        page.fill("[name=password]", DEMO_PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/login/" not in url)
    return page


def _first_matter(page: Any, at: str) -> str:
    """The address of the first matter on the desk."""
    page.goto(f"{at}/matters/?list=open")
    found: str = page.locator("main a[href^='/matters/QH-']").first.get_attribute("href")
    return found


def _kept(png: bytes, where: Path, width: int) -> int:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    where.parent.mkdir(parents=True, exist_ok=True)
    picture.save(where, "WEBP", quality=55, method=6)
    return where.stat().st_size


if __name__ == "__main__":
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    print(f"{drawn(address.rstrip('/'))} bytes in {HOME}")
