"""Template tags: the echo line, icons, states, figures, the pager and the frame's small things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from django import forms, template
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from huiyin.lib.masking import mask_numbers
from huiyin.ui import echo, listing, periods
from huiyin.ui import qr as codes
from huiyin.ui.few import Count, Few
from huiyin.ui.whole import whole

register = template.Library()
register.filter("in_words", periods.in_words)
register.filter("whole", whole)

ICON_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TEXT_COOKIE = "huiyin_text"
TEXT_SIZES = ("1", "2", "3")
NO_ICON = '<svg class="icon" aria-hidden="true" width="24" height="24" viewBox="0 0 24 24"></svg>'


@lru_cache(maxsize=512)
def icon_markup(name: str) -> str:
    """The drawing of a Tabler outline icon, without what a browser does not need; empty when unknown."""
    if not ICON_NAME.fullmatch(name):
        return NO_ICON
    folder = Path(settings.BASE_DIR) / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
    try:
        drawing = (folder / f"{name}.svg").read_text(encoding="utf-8")
    except OSError:
        return NO_ICON
    inside = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL)
    if inside is None:
        return NO_ICON
    paths = re.sub(r"<path stroke=\"none\"[^>]*/>", "", inside.group(1))
    return (
        '<svg class="icon" aria-hidden="true" focusable="false" width="24" height="24" viewBox="0 0 24 24"'
        ' fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
        + re.sub(r"\s+", " ", paths).strip()
        + "</svg>"
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon beside a word; never the only thing that says something."""
    return mark_safe(icon_markup(name))  # noqa: S308  (from the package, by a checked name)


@register.simple_tag
def qr(address: str) -> SafeString:
    """An address that a telephone opens with its camera."""
    return codes.drawn(address, gettext("QR code of your own page"))


@register.simple_tag(takes_context=True)
def text_size(context: Context) -> str:
    """The size of text the reader chose, empty or 1 to 3; on the root before the first paint."""
    request = context.get("request")
    chosen = request.COOKIES.get(TEXT_COOKIE, "") if isinstance(request, HttpRequest) else ""
    return chosen if chosen in TEXT_SIZES else ""


@register.simple_tag
def choice(value: Any, when_true: Any, when_false: Any = "") -> Any:
    """One of two words."""
    return when_true if value else when_false


@register.simple_tag
def colon() -> str:
    """What stands between a label and its sentence."""
    return pgettext("between a label and its sentence", ": ")


@register.simple_tag
def semicolon() -> str:
    """What stands between the parts of a list as one says it."""
    return pgettext("between parts of a spoken list", "; ")


@register.simple_tag
def comma() -> str:
    """What stands between names."""
    return listing.comma()


@register.filter
def numbers_masked(text: str) -> str:
    """Words of somebody, with the personal numbers among them masked: for lists, and for who may not open them."""
    return mask_numbers(text)


@register.filter(is_safe=True)
def each_once(title: str) -> str:
    """The parts of a page's title, each once: a county's own page names it already."""
    return " · ".join(dict.fromkeys(" ".join(title.split()).split(" · ")))


@register.filter
def spoken(parts: Iterable[str]) -> str:
    """The parts of a list as one says them."""
    return semicolon().join(parts)


@register.filter
def named(names: Iterable[str]) -> str:
    """Names beside each other."""
    return comma().join(names)


@register.simple_tag
def echo_line(line: echo.EchoLine, size: echo.Size = "full") -> SafeString:
    """The signature of Huiyin, in three sizes: full, row, mini."""
    if size != "full":
        return _small_line(line, size)
    said = {"line": line, "strokes": _strokes(line), "tone_word": line.tone_word}
    said |= {"days": echo.days_words(line), "spoken": echo.spoken(line, whole=False)}
    return mark_safe(render_to_string("ui/parts/echo_line.html", said))  # noqa: S308 - a template of ours


def _small_line(line: echo.EchoLine, size: echo.Size) -> SafeString:
    """The line of a list: one of many on a page, so written down here and not by a template of its own."""
    spoken = escape(echo.spoken(line, whole=size == "mini"))
    word = state(line.tone, line.tone_word)
    beside = word if size == "mini" else f'<p class="echo-beside">{word}{_beside(line)}</p>'
    return mark_safe(  # noqa: S308 - whatever is not ours is escaped
        f'<div class="echo echo-{size} echo-{line.tone}"><div class="echo-draw">'
        f'<svg role="img" aria-label="{spoken}" width="100%" overflow="visible">'
        f"{_small_strokes(line.shape, size)}</svg></div>{beside}</div>"
    )


def _beside(line: echo.EchoLine) -> str:
    """The days, who holds it and what comes next, as far as there is anything to say."""
    said = (("days", echo.days_words(line)), ("holder", line.holder), ("next", line.next_words))
    return "".join(f' <span class="echo-{name}">{escape(words)}</span>' for name, words in said if words)


def _strokes(line: echo.EchoLine, size: echo.Size = "full") -> SafeString:
    """What is drawn between the two ends of the line."""
    rail_y = "1.5em" if size == "full" else "0.9em"
    drawn = {"line": line, "size": size, "drawn": echo.measure(line), "rail_y": rail_y}
    return mark_safe(render_to_string("ui/parts/echo_strokes.html", drawn))  # noqa: S308 - a template of ours


@lru_cache(maxsize=2048)
def _small_strokes(shape: echo.EchoLine, size: echo.Size) -> SafeString:
    """The same without words and days, which lines of one shape share: a list draws few of them anew."""
    return _strokes(shape, size)


@register.simple_tag
@lru_cache(maxsize=256)
def state(tone: str, word: str) -> SafeString:
    """A state as word and shape: calm, soon, overdue, sealed, done or quiet."""
    return format_html('<span class="state state-{}">{}{}</span>', tone, _shape(tone), word)


@lru_cache(maxsize=16)
def _shape(tone: str) -> SafeString:
    return mark_safe(render_to_string("ui/parts/shape.html", {"tone": tone}))  # noqa: S308 - a template of ours


@register.simple_tag
def figure(n: Count | float | str | None, url: str = "", label: str = "") -> SafeString:
    """A number that opens its rows; unknown is a dash, zero is zero, a count of few says that it is."""
    if isinstance(n, Few):
        return format_html('<span class="quiet">{}</span>', n)
    shown = "—" if n is None else str(n)
    if n is None or not url:
        return format_html('<span class="figure">{}</span>', shown)
    if label:
        return format_html(
            '<a class="figure" href="{}">{}<span class="sr-only"> {}</span></a>', url, shown, label
        )
    return format_html('<a class="figure" href="{}">{}</a>', url, shown)


@register.inclusion_tag("ui/parts/pager.html")
def pager(next_url: str = "", first_url: str = "") -> dict[str, str]:
    """To the following rows by key, and back to the first."""
    return {"next_url": next_url, "first_url": first_url}


@register.simple_tag
def choices(label: str, entries: Iterable[Any], buttons: bool = False) -> SafeString:
    """What a list can be narrowed to, each a link; `buttons` for spans of time, which are not printed."""
    links = "".join(_choice(one, buttons) for one in entries)
    unprinted = " no-print" if buttons else ""
    return mark_safe(  # noqa: S308 - whatever is not ours is escaped
        f'<nav class="filter{unprinted}" aria-label="{escape(label)}">{links}</nav>'
    )


def _choice(one: Any, is_button: bool) -> str:
    said = (
        one if isinstance(one, Mapping) else {name: getattr(one, name) for name in ("url", "name", "current")}
    )
    primary, current = (" btn-primary", ' aria-current="page"') if said.get("current") else ("", "")
    button = f' class="btn{primary}"' if is_button else ""
    return f'<a{button} href="{escape(said["url"])}"{current}>{escape(str(said["name"]))}</a>\n'


@register.inclusion_tag("ui/parts/empty.html")
def empty(says: str, begin: str = "", url: str = "", action: str = "") -> dict[str, str]:
    """What will stand here, how to begin, and the link that begins."""
    return {"says": says, "begin": begin, "url": url, "action": action}


@register.inclusion_tag("ui/parts/facts.html")
def facts(pairs: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """A list of labels and what stands for each; empty values show a dash."""
    return {"pairs": list(pairs)}


@register.simple_tag
def journey(steps: Iterable[Mapping[str, Any]]) -> SafeString:
    """Steps in order: each has `at`, `words`; if wanted `who`, `note`, `now`, and `seen_by`, `is_internal`: who reads it.

    A trail has many, so they are written down here and not by a template.
    """
    return mark_safe(f'<ol class="journey">{"".join(map(_step, steps))}</ol>')  # noqa: S308 - by `_step`


def _step(step: Mapping[str, Any]) -> str:
    """One of them; whatever is not ours is escaped."""
    kind = ' class="is-internal"' if step.get("is_internal") else ""
    if step.get("now"):
        kind = ' class="is-now" aria-current="step"'
    text = ""
    if at := step.get("at"):
        here = timezone.localtime(at) if isinstance(at, datetime) and timezone.is_aware(at) else at
        text += f'<time datetime="{here.isoformat()}">{escape(moment(here))}</time> '
    if seen_by := step.get("seen_by"):
        text += f'<span class="seen-by">{escape(str(seen_by))}</span>'
    who = f' <span class="quiet">{escape(str(step["who"]))}</span>' if step.get("who") else ""
    text += f"<p>{whole(str(step['words']))}{who}</p>"
    if note := step.get("note"):
        text += f'<p class="quiet">{whole(str(note))}</p>'
    if url := step.get("url"):
        text += f'<p><a href="{escape(str(url))}">{escape(str(step["opens"]))}</a></p>'
    return f"<li{kind}>{text}</li>"


@register.filter
def dash(value: Any) -> Any:
    """Unknown as a dash, zero as zero."""
    return "—" if value is None or value == "" else value


@register.filter
def day(value: date | None) -> str:
    """A day as people write it, with its year; of a moment, the day it was here; unknown as a dash."""
    if value is None:
        return "—"
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return date_format(value, pgettext("a day, in the notation of Django's date filter", "j M Y"))


@register.filter
def moment(value: date | None) -> str:
    """A day and hour as people write it; a plain date shows no hour."""
    if not isinstance(value, datetime):
        return day(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return date_format(local, pgettext("a moment, in the notation of Django's date filter", "j M Y, H:i"))


@dataclass(frozen=True)
class Problem:
    """One line of the error summary."""

    label: str
    sentence: str
    anchor: str


@register.simple_tag
def error_summary(*shown: forms.BaseForm | Sequence[forms.BaseForm]) -> SafeString:
    """What to look at in one or several forms or lists of forms, each a link to its field."""
    forms_shown: list[forms.BaseForm] = []
    for one in shown:
        forms_shown.extend([one] if isinstance(one, forms.BaseForm) else one or [])
    problems = [problem for form in forms_shown if form is not None for problem in _problems(form)]
    if not problems:
        return mark_safe("")
    prefix = next((form.prefix for form in forms_shown if form is not None and form.prefix), "")
    asked = [field.widget for form in forms_shown if form is not None for field in form.fields.values()]
    said = {
        "problems": problems,
        "summary_id": f"{prefix}-problems".lstrip("-"),
        "forgets": any(isinstance(widget, forms.PasswordInput) for widget in asked),  # shown empty again
    }
    return mark_safe(render_to_string("ui/forms/error_summary.html", said))  # noqa: S308 - a template of ours


def _problems(form: forms.BaseForm) -> Iterable[Problem]:
    if not form.is_bound:
        return
    for name, sentences in form.errors.items():
        if name == NON_FIELD_ERRORS or name not in form.fields or form[name].is_hidden:
            yield from (Problem("", str(sentence), "") for sentence in sentences)
            continue
        bound = form[name]
        anchor = bound.id_for_label or (f"{bound.auto_id}_0" if bound.use_fieldset else bound.auto_id)
        yield from (
            Problem(str(bound.label).rstrip("?\uff1f"), str(sentence), str(anchor)) for sentence in sentences
        )
