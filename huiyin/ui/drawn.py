"""The parts that stand on every form, a field and what it is filled in with: written down here, as a template for each
option and each label would cost more than the rest of a page. A form itself, and what only few forms have, are templates.
"""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from django.forms import BoundField
from django.templatetags.static import static
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.translation import gettext as _

from huiyin.ui.templatetags.ui import icon


def field(said: Mapping[str, Any]) -> SafeString:
    """A field with its label, its hint and what is wrong with it."""
    one: BoundField = said["field"]
    errors = list(one.errors)
    classes = "field has-error" if errors else "field"
    beside, shown, label = _beside(one, errors), str(one), _text(one.label)
    may_stay_empty = not (one.field.required or getattr(one.field, "is_sometimes_needed", False))
    optional = escape(_("optional")) if may_stay_empty else ""
    optional = f'<span class="optional">{optional}</span>' if optional else ""
    if one.use_fieldset:
        described = _text(one.aria_describedby) if one.aria_describedby else ""
        about = f' aria-describedby="{described}"' if described else ""
        legend = f"<legend>{label}{optional}</legend>"
        text = f'<fieldset class="{classes}"{about}>{legend}{beside}{shown}</fieldset>'
    elif one.widget_type == "checkbox":
        words = f'<label for="{escape(one.id_for_label)}">{shown}<span>{label}</span></label>'
        text = f'<div class="{classes.replace("field", "field field-check", 1)}">{beside}{words}</div>'
    else:
        words = f'<label for="{escape(one.id_for_label)}">{label}{optional}</label>'
        text = f'<div class="{classes}">{words}{beside}{shown}</div>'
    return mark_safe(text)  # noqa: S308 - whatever is not ours is escaped


def _beside(one: BoundField, errors: list[Any]) -> str:
    """The hint, and each error as a sentence of its own."""
    key, text = escape(one.auto_id), ""
    if one.help_text:
        text = f'<p class="hint" id="{key}_helptext">{_text(one.help_text)}</p>'
    if errors:
        sign = icon("alert-circle")
        said = "".join(f'<p class="field-error">{sign}<span>{_text(error)}</span></p>' for error in errors)
        text += f'<div id="{key}_error">{said}</div>'
    return text


def box(said: Mapping[str, Any]) -> SafeString:
    """What takes one line, a day or a number, or is carried along unseen."""
    widget = said["widget"]
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    kind, name = _text(widget["type"]), _text(widget["name"])
    return mark_safe(  # noqa: S308 - whatever is not ours is escaped
        f'<input type="{kind}" name="{name}"{value}{_attributes(widget["attrs"])}>'
    )


def choice(said: Mapping[str, Any]) -> SafeString:
    """One of a list."""
    widget = said["widget"]
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    head = f'<select name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>'
    return mark_safe(f"{head}{groups}</select>")  # noqa: S308 - whatever is not ours is escaped


def sought(said: Mapping[str, Any]) -> SafeString:
    """The same of a long list, in which one types: with its sheet and its script."""
    sheet, script = escape(static("ui/seek.css")), escape(static("ui/seek.js"))
    head = f'<link rel="stylesheet" href="{sheet}"><script src="{script}" defer></script>'
    return mark_safe(head + choice(said))  # noqa: S308 - whatever is not ours is escaped


def _group(name: Any, options: Iterable[Mapping[str, Any]]) -> str:
    inside = "".join(map(_option, options))
    return f'<optgroup label="{_text(name)}">{inside}</optgroup>' if name else inside


def _option(one: Mapping[str, Any]) -> str:
    selected = " selected" if one["selected"] else ""
    found_by = f' data-find="{_text(words)}"' if (words := one.get("found_by")) else ""
    label = _text(one["label"])
    return f'<option value="{_text(one["value"])}"{selected}{found_by}>{label}</option>'


def _attributes(attrs: Mapping[str, Any]) -> str:
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{_text(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _text(value: Any) -> str:
    """As it stands in the page; what is a lazy sentence is said now."""
    said = value if isinstance(value, str) else str(value)
    return said if isinstance(said, SafeData) else escape(said)


_INPUTS = (
    "text",
    "number",
    "email",
    "url",
    "password",
    "hidden",
    "date",
    "datetime",
    "time",
    "search",
    "tel",
    "checkbox",
)
# By the names of the templates in whose place they stand.
DRAWN: Mapping[str, Callable[[Mapping[str, Any]], SafeString]] = {
    "ui/forms/field.html": field,
    "ui/forms/sought.html": sought,
    "django/forms/widgets/select.html": choice,
    "django/forms/widgets/input.html": box,
    **{f"django/forms/widgets/{kind}.html": box for kind in _INPUTS},
}
