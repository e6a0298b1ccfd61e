"""The rows of a table by class, many on a page: written down here, as a template would cost more than the rest."""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from huiyin.reports.classes import Row

register = template.Library()


@register.simple_tag
def class_row(row: Row, columns: list[tuple[str, str]]) -> SafeString:
    """A class and its numbers, each opening its rows; of each column its words and the address its rows begin with."""
    words = escape(row.words)
    cells = "".join(
        f'<td class="number" data-label="{escape(label)}"><a class="figure" href="{escape(url)}{escape(row.key)}">{n}'
        f'<span class="sr-only"> {words}</span></a></td>'
        for (label, url), n in zip(columns, row.counts, strict=True)
    )
    return mark_safe(  # noqa: S308 - whatever is not ours is escaped
        f'<tr><th scope="row">{words}</th>{cells}</tr>\n'
    )
