"""The pages of the figures by class: the tables, the rows behind a number, the workbook."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from huiyin.contacts.marks import marked
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.taking import file_name, taken
from huiyin.reports import asking, class_sheets, classes, pages, words
from huiyin.reports.asking import query_of
from huiyin.reports.views import _period
from huiyin.ui.keyset import page


@require_safe
@staff
def tables(request: StaffRequest) -> HttpResponse:
    """By means, by field, by topic, by source: every number opens its rows."""
    asked = asking.asked_of(request)
    if asked.unit is None:
        if request.GET.get("unit"):
            raise Http404
        return render(request, "reports/nothing_classed.html")
    period = asking.period_asked(request, asked.unit, asked.ground)
    if period is None:
        form = asking.OwnDaysForm(request.GET, asked.choices)
        form.is_valid()
        return render(request, "reports/classes.html", {"form": form}, status=422)
    query = query_of(period)
    context = {
        "unit": asked.unit,
        "period": words.days(period),
        "as_of": period.as_of,
        "tables": [_shown(table, query) for table in classes.build(period, request.county)],
        "xlsx_url": f"{reverse('reports:classes_xlsx')}?{query}",
        **pages.choices(request, period, asked.offered),
    }
    return render(request, "reports/classes.html", context)


def _shown(table: classes.Table, query: str) -> dict[str, Any]:
    base = f"{reverse('reports:class_rows')}?{query}&{urlencode({'table': table.name})}"
    columns = [classes.column_words(of) for of in table.columns]
    return {
        "name": table.name,
        "heading": classes.heading(table.name),
        "columns": columns,
        "entries": list(zip(columns, table.entries, strict=True)),
        "several": table.name in ("means", "help_field"),
        "addresses": [
            (label, f"{base}&{urlencode({'of': of})}")
            for label, of in zip(columns, table.columns, strict=True)
        ],
        "rows": [row for row in table.rows if row.is_head or any(row.counts) or table.name != "topic"],
    }


@require_safe
@staff
def rows(request: StaffRequest) -> HttpResponse:
    """The rows behind one number, as far as the asker may see them."""
    period = _period(request)
    table, of, code = (request.GET.get(name, "") for name in ("table", "of", "class"))
    if of not in classes.COLUMNS.get(table, ()):
        raise Http404
    counted = classes.entries(period, request.county, of).filter(classes.condition(table, of, code))
    seen = classes.visible(counted, of, request.user, request.at)
    query = QueryDict(f"{query_of(period)}&{urlencode({'table': table, 'class': code, 'of': of})}")
    seen = marked(seen) if of == "contacts" else seen
    found = page(seen.select_related(*_BESIDE[of]), request, "-pk", named="after", query=query)
    total = counted.count()
    context = {
        "of": of,
        "label": f"{classes.heading(table)} · {_label(request, period, table, code)}",
        "column": classes.column_words(of),
        "rows": found.rows,
        "total": total,
        "hidden": total - found.count,
        "unit": period.unit,
        "period": words.days(period),
        "back": f"{reverse('reports:classes')}?{query_of(period)}",
        **found.links,
    }
    return render(request, "reports/class_rows.html", context)


_BESIDE: dict[str, tuple[str, ...]] = {
    "steps": ("matter", "by", "unit"),
    "aid": ("plan__household__place", "plan__person", "by"),
    "contacts": ("place", "official"),
    "matters": ("place",),
}


def _label(request: StaffRequest, period: Any, table: str, code: str) -> str:
    known = {one: text for one, text, _head in classes.codes(charter_of(period.as_of), table)}
    return known.get(code, _("unknown"))


@require_safe
@staff
def xlsx(request: StaffRequest) -> HttpResponse:
    """The same as a workbook with a sheet that explains it; that it was taken is on record."""
    period = _period(request)
    content = class_sheets.workbook_of(period, request.county)
    on = f"unit:{period.unit.code}"
    return taken(
        request,
        content,
        file_name(gettext_lazy("Statistics by class"), period.unit.short_name, ending="xlsx"),
        on=on,
    )
