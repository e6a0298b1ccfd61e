"""The row of a matter, one of many on a page: written down here, as a template of its own would cost more than the rest."""

from html import escape

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from huiyin.matters.lists import Row
from huiyin.ui.templatetags.ui import echo_line

register = template.Library()


@register.simple_tag
def matter_row(row: Row, beside: str = "") -> SafeString:
    """What it is about, the step that it asks of the reader, and its line; `beside` names in whose care it is."""
    matter, url, title = row.matter, escape(row.url), escape(row.matter.title)
    urgent = escape(_("Urgent")) if matter.urgent_at and matter.is_open else ""
    urgent = f"<strong>{urgent}</strong> · " if urgent else ""
    about = (
        " · ".join((row.about, _("in the care of %(beside)s") % {"beside": beside})) if beside else row.about
    )
    # A number is not broken over two lines.
    about = escape(about).replace(matter.reference, f'<span class="whole">{matter.reference}</span>', 1)
    line = echo_line(row.line, "row") if matter.is_live else _heard(row)
    return mark_safe(  # noqa: S308 - whatever is not ours is escaped
        f'<li><div class="todo"><p>{urgent}<a href="{url}"><strong>{title}</strong></a>'
        f' <span class="quiet small">{about}</span></p>{_step(row, url, title)}</div>{line}</li>'
    )


def _step(row: Row, url: str, title: str) -> str:
    """The button of the step that lies with the reader, or else where the matter stands."""
    if row.asked is None:
        return f'<p class="quiet small">{escape(row.matter.state_words)}</p>'
    there = f"{url}{escape(row.asked.noun)}/" if row.asked.noun else url
    return f'<a class="btn" href="{there}">{escape(str(row.asked.words))} <span class="sr-only">{title}</span></a>'


def _heard(row: Row) -> str:
    """Of imported history the day on which it was heard, as far as it is known."""
    at = row.matter.received_at
    words = date_format(timezone.localtime(at), "DATE_FORMAT") if at else _("day of receipt unknown")
    return f'<p class="quiet small">{escape(words)}</p>'
