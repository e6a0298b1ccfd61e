"""The frame and the sheets: headers, nothing inline, contrast, icons, figures."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

import huiyin.ui
from huiyin.ui.csp import ContentSecurityPolicy
from huiyin.ui.shell import Account, NavItem
from huiyin.ui.templatetags.ui import icon_markup

HOME = Path(huiyin.ui.__file__).parent
TEMPLATES = sorted((HOME / "templates").rglob("*.html"))
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (HOME / "static/ui/tokens.css").read_text("utf-8")))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("ground", ["paper", "sheet", "act-tint", "done-tint", "soon-tint", "overdue-tint"])
@pytest.mark.parametrize("text", ["ink", "quiet", "act", "act-deep", "done", "soon", "overdue"])
def test_every_text_colour_can_be_read_on_every_ground(text: str, ground: str) -> None:
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


@pytest.mark.parametrize("ground", ["act", "act-deep", "overdue"])
def test_white_can_be_read_on_what_is_filled(ground: str) -> None:
    assert contrast("#ffffff", TOKENS[ground]) >= 4.5


def test_edges_of_fields_can_be_seen() -> None:
    assert contrast(TOKENS["edge"], TOKENS["paper"]) >= 3


def test_every_answer_carries_the_policy() -> None:
    response = ContentSecurityPolicy(lambda request: HttpResponse())(RequestFactory().get("/"))
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    for sense in ("geolocation", "camera", "microphone"):
        assert f"{sense}=()" in response["Permissions-Policy"]


def test_a_stricter_header_of_a_view_is_kept() -> None:
    strict = HttpResponse(headers={"Referrer-Policy": "no-referrer"})
    assert (
        ContentSecurityPolicy(lambda request: strict)(RequestFactory().get("/"))["Referrer-Policy"]
        == "no-referrer"
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_are_short_and_hold_nothing_inline(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 150
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:|https?://", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"[\u4e00-\u9fff]", text)


def test_public_sheets_are_small() -> None:
    sheets = ("tokens", "parts", "fields", "echo", "public", "print")
    assert sum((HOME / f"static/ui/{name}.css").stat().st_size for name in sheets) < 28_000
    assert (HOME / "static/ui/public.css").stat().st_size < 20_000


def test_sheets_load_nothing_from_outside() -> None:
    for sheet in (HOME / "static/ui").glob("*.css"):
        text = sheet.read_text("utf-8")
        assert "@import" not in text
        assert set(re.findall(r'url\("?([^")]+)', text)) <= {"chevron.svg"}


def page(name: str, text: str = "") -> str:
    request = RequestFactory().get("/desk/")
    request.user = AnonymousUser()
    if text:
        request.COOKIES["huiyin_text"] = text
    nav = tuple(NavItem(f"/{n}/", f"Entry {n}", "home", current=n == 0) for n in range(5))
    context = {
        "nav": nav,
        "place": "County",
        "signed_in": Account("Chen"),
        "complain_url": "/c/",
        "unread": 3,
    }
    return render_to_string(name, {**context, "notices_url": "/n/", "logout_url": "/out/"}, request=request)


@pytest.mark.parametrize("name", ["ui/base_staff.html", "ui/base_public.html"])
def test_each_frame_has_a_skip_link_a_language_and_a_way_to_complain(name: str) -> None:
    html = page(name)
    assert html.count('href="#main"') == html.count('id="main"') == 1
    assert re.search(r'<html lang="[\w-]+"', html)
    assert 'href="/c/"' in html
    assert 'aria-live="polite"' in html


def test_staff_get_htmx_two_without_eval_and_with_the_csrf_header() -> None:
    html = page("ui/base_staff.html")
    assert "htmx-2" in html
    assert '"allowEval":false' in html
    assert '"includeIndicatorStyles":false' in html
    assert 'hx-headers=\'{"X-CSRFToken":' in html
    assert "htmx" not in page("ui/base_public.html")


def test_every_section_stands_at_the_thumb() -> None:
    bar = page("ui/base_staff.html").split('class="bottombar"')[1].split("</nav>")[0]
    assert bar.count("<a ") == 5
    assert bar.count('aria-current="page"') == 1


@pytest.mark.parametrize(
    ("cookie", "classes"), [("", None), ("2", "large large-2"), ("9", None), ('"><x', None)]
)
def test_the_chosen_text_size_is_on_the_root_from_the_start(cookie: str, classes: str | None) -> None:
    root = re.search(r"<html[^>]*>", page("ui/base_public.html", cookie))
    assert root
    assert (f'class="{classes}"' in root[0]) if classes else ("class=" not in root[0])


def test_an_icon_is_drawn_and_hidden_from_readers() -> None:
    assert 'aria-hidden="true"' in icon_markup("home")
    assert "<path" in icon_markup("home")


@pytest.mark.parametrize("name", ["../../../package", "home/../x", "no-such-icon-here", "", "HOME"])
def test_an_unknown_icon_draws_nothing(name: str) -> None:
    assert "<path" not in icon_markup(name)


@pytest.mark.parametrize(("n", "shown"), [(None, "—"), (0, ">0<"), (12, ">12<")])
def test_unknown_is_a_dash_and_zero_is_zero(n: int | None, shown: str) -> None:
    html = Template('{% load ui %}{% figure n "/rows/" %}').render(Context({"n": n}))
    assert shown in html
    assert ("href" in html) is (n is not None)
