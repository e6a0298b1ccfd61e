"""What the pages of the work summary need: numbers as links, the bars, the choices of a period."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext

from huiyin.matters.fetching import fetched
from huiyin.matters.figures import Extent
from huiyin.matters.lists import row_of
from huiyin.orgs.calendar import local_day
from huiyin.orgs.doors import StaffRequest
from huiyin.orgs.models import Unit
from huiyin.reports import words, work_summary
from huiyin.reports.asking import OwnDaysForm, query_of, spans

TONES = {"concluded_fed_back": "done", "in_handling": "calm", "explained": "quiet", "not_started": "soon"}


class Links(words.Writer):
    """Writes each number as a link to its rows."""

    def __init__(self, period: Extent) -> None:
        self.query = query_of(period)

    def number(self, figure: str, value: Any) -> str:
        """A link, when there is something to open."""
        shown = super().number(figure, value)
        name, _colon, topic = figure.partition(":")
        if name == words.DOCUMENTS:
            return format_html('<a class="figure" href="{}">{}</a>', reverse("documents:list"), shown)
        label = words.LABELS.get(name)
        if value is None or label is None:
            return format_html('<span class="figure">{}</span>', shown)
        url, shown, words_of = escape(self.url(name, topic)), escape(shown), escape(str(label))
        return mark_safe(  # noqa: S308 - whatever is not ours is escaped
            f'<a class="figure" href="{url}">{shown}<span class="sr-only"> {words_of}</span></a>'
        )

    def url(self, figure: str, topic: str = "") -> str:
        """Where the rows of a figure are."""
        tail = "&" + urlencode({"topic": topic}) if topic else ""
        return f"{_rows_url(get_script_prefix(), figure)}?{self.query}{tail}"

    def words(self, text: str) -> str:
        """Names are somebody's input."""
        return conditional_escape(text)


@lru_cache(maxsize=64)
def _rows_url(_prefix: str, figure: str) -> str:
    return reverse("reports:rows", kwargs={"figure": figure})


@dataclass(frozen=True)
class Bar:
    """One bar of the drawing: its words, its length in per cent of the longest, and where it stands."""

    label: str
    count: int
    tone: str
    width: str
    text_y: str
    bar_y: str


def bars(summary: work_summary.WorkSummary) -> list[Bar]:
    """Where what was passed to township and villages stands; zero stays zero."""
    counts = [(name, getattr(summary, name)) for name in words.STANDING]
    longest = max((count for _name, count in counts), default=0) or 1
    return [
        Bar(
            label=str(words.LABELS[name]),
            count=count,
            tone=TONES[name],
            width=f"{100 * count / longest:.2f}%",
            text_y=f"{n * 3 + 1.2:.1f}em",
            bar_y=f"{n * 3 + 1.6:.1f}em",
        )
        for n, (name, count) in enumerate(counts)
    ]


def safe(sentences: list[str] | tuple[str, ...]) -> list[SafeString]:
    """Sentences of the catalogue whose blanks `Links` has filled with escaped text."""
    return [mark_safe(sentence) for sentence in sentences]  # noqa: S308


def context(request: StaffRequest, period: Extent, units: list[Unit]) -> dict[str, Any]:
    """The whole page."""
    summary, keys = work_summary.build_for(request.user, request.at, period, request.county)
    links = Links(period)
    drawn = bars(summary)
    return {
        "summary": summary,
        "period": words.period_words(summary),
        "paragraph": safe(words.paragraph(summary, links)),
        "remarks": safe(words.remarks(summary, links)),
        "sections": [
            (section.heading, safe(section.sentences)) for section in words.sections(summary, links)
        ],
        "table": [
            (label, links.number(name, _value(summary, name)) if name else number)
            for name, label, number in words.table(summary)
        ],
        "as_of": summary.as_of,
        "bars": drawn,
        "bars_height": f"{len(drawn) * 3:.1f}em",
        "bars_spoken": pgettext("between parts of a spoken list", "; ").join(
            f"{bar.label} {bar.count}" for bar in drawn
        ),
        "hard_rows": [row_of(matter, request) for matter in fetched(keys)],
        "hard_url": links.url("hard"),
        "docx_url": f"{reverse('reports:docx')}?{links.query}",
        **choices(request, period, units),
    }


def _value(summary: work_summary.WorkSummary, name: str) -> Any:
    return getattr(summary, name)


def choices(request: StaffRequest, period: Extent, units: list[Unit]) -> dict[str, Any]:
    """Units and days to choose from, with what is chosen marked."""
    today = local_day(request.at, request.county)
    tail = "&" + urlencode({"unit": period.unit.code})
    offered = [
        {
            "name": name,
            "url": f"?from={span.first.isoformat()}&to={span.last.isoformat()}{tail}",
            "current": (period.first, period.end) == (span.first, span.end),
        }
        for name, span in spans(today)
    ]
    offers = tuple((unit.code, unit.short_name) for unit in units)
    form = _drawn(get_language(), offers, period.unit.code, period.first, period.end)
    return {"spans": offered, "form": form, "units": units}


@lru_cache(maxsize=512)
def _drawn(
    _language: str | None, units: tuple[tuple[str, str], ...], unit: str, first: date, end: date
) -> SafeString:
    """The fields of unit and days, filled in: as they are asked for anew on every page of the same days."""
    filled = {"unit": unit, "from": first.isoformat(), "to": (end - timedelta(days=1)).isoformat()}
    return mark_safe(str(OwnDaysForm(filled, units)))  # noqa: S308 - a form of ours
