"""The pages of the digest upward: those there are, writing one, reading one and letting it go up, and the paper."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.accounts import digests
from huiyin.accounts.models import Digest
from huiyin.lib.paper import LANGUAGE, Paper
from huiyin.lib.periods import of
from huiyin.orgs.calendar import local_day
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import StaffRequest, staff, staff_deed
from huiyin.orgs.ground import Ground
from huiyin.orgs.taking import file_name, taken
from huiyin.ui import keyset
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import Prose, VersionForm
from huiyin.ui.periods import in_words

TITLE = gettext_lazy("What people raise, for the unit above")


class DigestForm(VersionForm):
    """What the numbers do not say."""

    words = forms.CharField(
        label=gettext_lazy("What people raise most, in general words"),
        help_text=gettext_lazy("about topics and places, not about people; it may stay empty"),
        required=False,
        max_length=2000,
        widget=Prose(rows=8),
    )


class ClearingForm(VersionForm):
    """That it was read."""

    is_read = forms.BooleanField(
        label=gettext_lazy("I have read it; nobody can be recognised by it"), required=False
    )


WRITE = DeedPage(
    gettext_lazy("Write the digest of the last quarter"),
    DigestForm,
    digests.write_digest,
    gettext_lazy("Kept. A second person has been told; once it is read, it goes up."),
    gettext_lazy("Keep the draft"),
    template="accounts/digest_write.html",
)
CLEAR = DeedPage(
    TITLE,
    ClearingForm,
    digests.clear_digest,
    gettext_lazy("It has gone up."),
    gettext_lazy("Let it go up"),
    template="accounts/digest.html",
)


@require_safe
@staff
def listed(request: StaffRequest) -> HttpResponse:
    """One's own, and those that came from below."""
    seen = Digest.objects.visible_to(request.user, request.at).select_related("unit")
    page = keyset.page(seen, request, "-first", "-pk")
    units = digests.units_of(request.user, request.at)
    rows = [{"digest": one, "quarter": in_words(_quarter(one))} for one in page.rows]
    return render(
        request, "accounts/digests.html", {"rows": rows, "units": units, "title": TITLE, **page.links}
    )


@staff_deed
def write(request: StaffRequest) -> HttpResponse:
    """Count the last quarter of the unit in the address, else of one's first; what numbers do not say is written beside."""
    named = request.GET.get("unit")
    units = digests.units_of(request.user, request.at)
    unit = next((one for one in units if named in (None, one.code)), None)
    if unit is None:
        raise Http404
    quarter = digests.quarter_before(local_day(request.at, request.county))
    seen = Digest.objects.visible_to(request.user, request.at)
    before = seen.filter(unit=unit, first=quarter.first).first()
    draft = {"words": before.words, "version": before.version} if before else {"version": 0}
    form = WRITE.form(posted(request), initial=draft)
    ground = Ground()
    counts = digests.told(digests.heard(unit, quarter, request.county, request.at), unit, ground, request.at)
    asked = {"unit": unit.code, "from": quarter.first, "to": quarter.end - timedelta(days=1)}
    around = {
        "lead": f"{unit.name} · {in_words(quarter)}",
        "rows": _rows(ground, list(counts.items()), request.at),
        "floor": digests.charter_floor(ground.charter_of(request.at)),
        "behind": f"{reverse('reports:classes')}?{urlencode(asked)}",
    }
    back = (reverse("duties:digests"), TITLE)
    return deed_page(request, WRITE, form, back, _there, around=around, unit=unit)


def _there(made: Digest) -> str:
    return reverse("duties:digest", kwargs={"digest": made.pk})


@staff_deed
def see(request: StaffRequest, digest: int) -> HttpResponse:
    """What it says; a draft is let go up here by a second person."""
    found = _one(request, digest)
    objection = digests.objection_to_clearing(found, request.user, request.at)
    form = CLEAR.form(posted(request), initial={"version": found.version})
    around: dict[str, Any] = {
        "lead": f"{found.unit.name} · {in_words(_quarter(found))}",
        "rows": _rows(Ground(), found.counts, found.written_at),
        "shown": found,
        "floor": found.step,
        "objection": objection,
    }
    back = (reverse("duties:digests"), TITLE)
    if objection and request.method != "POST":
        context = {"page": CLEAR, "back": back[0], "back_words": back[1], **around}
        return render(request, CLEAR.template, context)
    return deed_page(request, CLEAR, form, back, around=around, digest=found)


@require_safe
@staff
def docx(request: StaffRequest, digest: int) -> HttpResponse:
    """What has gone up, as a paper."""
    found = _one(request, digest)
    if found.cleared_at is None:
        raise Http404
    with override(LANGUAGE):
        paper = Paper("plain").title(str(TITLE)).body(f"{found.unit.name} {in_words(_quarter(found))}")
        rows = [(words, _about(n)) for words, n in _rows(Ground(), found.counts, found.written_at)]
        paper.table([(_("Topic"), _("Households that raised it")), *rows], widths=(110, 46))
        paper.body(
            _("Told in steps of %(n)d households, not exactly; a topic below the first step is not listed.")
            % {"n": found.step}
        )
        for part in filter(None, found.words.splitlines()):
            paper.body(part)
        signed = paper.signature(found.unit.on_paper, request.county.day_of(found.cleared_at))
        content = signed.save()
    name = file_name(TITLE, found.unit.short_name, str(found.first))
    return taken(request, content, name, on=f"digest:{found.pk}", of=found.unit)


def _about(n: int) -> str:
    return _("about %(n)s households") % {"n": n}


def _one(request: StaffRequest, key: int) -> Digest:
    seen = Digest.objects.visible_to(request.user, request.at).select_related(
        "unit__parent", "written_by", "cleared_by"
    )
    found: Digest = get_object_or_404(seen, pk=key)
    return found


def _quarter(digest: Digest) -> Any:
    return of("quarter", digest.first)


def _rows(ground: Ground, counts: list[Any], at: datetime) -> list[tuple[str, int]]:
    """Each topic in the words that it had at that moment, or last before."""
    language = get_language() or "zh-hans"
    known = [adopted for adopted in ground.adopted if adopted.effective_at <= at]
    named = {one.code: one.words.in_language(language) for adopted in known for one in adopted.charter.topics}
    return [(named.get(code, code) if code else _("without a topic"), n) for code, n in counts]
