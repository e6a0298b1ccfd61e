"""What the pages of a draw need: the list by key, one draw with its quotas and its steps, who was drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from huiyin.lib.sortition.relaxing import Reason
from huiyin.lots import pool, rules
from huiyin.lots.models import Draw, DrawEntry, DrawPanels
from huiyin.lots.rules import GROUP, PATIENT, PLACE, Deed
from huiyin.lots.steps import STEPS
from huiyin.orgs.charter import charter_of
from huiyin.orgs.doors import StaffRequest, whole_address
from huiyin.orgs.models import Unit
from huiyin.orgs.standing import LEADING
from huiyin.people.models import ConsentRecord, Resident
from huiyin.reach import saying
from huiyin.register.homes import homes_seen
from huiyin.ui.keyset import page
from huiyin.ui.templatetags.ui import day as day_words

State = Draw.State
STAGES = {
    "aim": gettext_lazy("working out which chances are possible"),
    "panels": gettext_lazy("making lists"),
    "mend": gettext_lazy("evening the lists out"),
    "weights": gettext_lazy("weighing the lists"),
    "columns": gettext_lazy("looking for better lists"),
    "deal": gettext_lazy("putting households on the lists"),
    "renew": gettext_lazy("making some lists anew"),
    "top_up": gettext_lazy("evening the last chances out"),
}
# What comes next, by state: the noun of the step and whether it is the one to take.
NEXT = {
    State.PLANNED: ("pool",),
    State.POOLED: ("computation",),
    State.COMPUTED: ("publication", "number"),
    State.PUBLISHED: ("number",),
    State.DRAWN: ("sending",),
    State.INVITED: ("closing",),
}


def listing(request: StaffRequest) -> dict[str, Any]:
    """The draws one may see, newest first, a page by key."""
    rows = Draw.objects.visible_to(request.user, request.at).select_related("unit", "area", "visitor")
    found = page(rows, request, "-pk")
    return {
        "draws": found.rows,
        **found.links,
        "leads": bool(request.user.standing(request.at).paths_of(*LEADING)),
    }


def labels_of(draw: Draw, at: datetime) -> dict[tuple[str, str], str]:
    """Each line of the quotas in words: the village, or the walk of life."""
    codes = [value for category, value, _least, _most in draw.quotas if category == PLACE]
    places = dict(Unit.objects.filter(code__in=codes).values_list("code", "short_name"))
    language = get_language() or "zh-hans"
    groups = {group.code: group.words.in_language(language) for group in charter_of(at).groups}
    found = {}
    for category, value, _least, _most in draw.quotas:
        name = category.removeprefix(GROUP)
        found[category, value] = places.get(value, value) if category == PLACE else groups.get(name, name)
    return found


@dataclass(frozen=True)
class Row:
    """One line of the quotas as it stands on the page."""

    label: str
    is_place: bool
    have: int
    least: int
    most: int
    chosen: int | None
    widened: tuple[int, int] | None


def quota_rows(draw: Draw, request: Any) -> list[Row]:
    """The quotas with how many there are in the pool, how many were drawn, and what the smallest change would be."""
    labels = labels_of(draw, request.at)
    have = pool_counts(draw, request)
    chosen = counted_values(draw, draw.entries.filter(is_chosen=True)) if draw.number is not None else None
    wider = {(line[0], line[1]): (line[2], line[3]) for line in draw.failure.get("lines", [])}
    found = []
    for category, value, least, most in draw.quotas:
        key = (category, value)
        drawn = None if chosen is None else chosen.get(key, 0)
        found.append(
            Row(labels[key], category == PLACE, have.get(key, 0), least, most, drawn, wider.get(key))
        )
    return found


def pool_counts(draw: Draw, request: Any) -> dict[tuple[str, str], int]:
    """How many households fit each line: of the fixed pool, or of the register as it stands."""
    if draw.pooled_at is not None:
        return counted_values(draw, draw.entries.all())
    homes = pool.homes_of(pool.eligible(draw.area, request.at, visitor=draw.visitor))
    return dict(pool.counts_of(homes))


def counted_values(draw: Draw, entries: Any) -> dict[tuple[str, str], int]:
    """How many of these lots count as each value of each category."""
    found: dict[tuple[str, str], int] = {}
    for values, n in entries.order_by().values_list("values").annotate(n=Count("pk")):
        for key in zip(draw.categories, values, strict=True):
            found[key] = found.get(key, 0) + n
    return found


def journey(draw: Draw) -> list[dict[str, Any]]:
    """The steps behind and the one that is being taken, in sentences."""
    m, n = draw.panels_count, draw.pool_size or 0
    steps: list[dict[str, Any]] = [
        {"at": draw.planned_at, "words": _("planned"), "who": draw.planned_by.name}
    ]
    if draw.pooled_at:
        words = ngettext("Pool fixed: %(n)d household", "Pool fixed: %(n)d households", n) % {"n": n}
        steps.append({"at": draw.pooled_at, "words": words, "note": _resting(draw)})
    if draw.state == State.COMPUTING:
        steps.append({"at": draw.asked_at, "words": _("The panels are being worked out"), "now": True})
    if draw.least_panels is not None:
        words = _("%(m)d panels worked out") % {"m": m}
        steps.append({"at": None, "words": words, "note": chances(draw)})
    if draw.published_at:
        words = _("Panels sealed; the number is drawn on %(day)s: %(way)s") % {
            "day": day_words(draw.draws_on),
            "way": draw.get_way_display(),
        }
        note = pgettext("between parts of a line", " · ").join(
            filter(None, (draw.place_words, draw.way_words))
        )
        steps.append({"at": draw.published_at, "words": words, "note": note})
    if draw.drawn_at and draw.drawn_by:
        words = _("Number %(number)s drawn") % {"number": draw.number_words}
        steps.append({"at": draw.drawn_at, "words": words, "who": draw.drawn_by.name, "note": _present(draw)})
    for at, words in ((draw.invited_at, _("Invitations sent")), (draw.closed_at, _("closed"))):
        if at:
            steps.append({"at": at, "words": words})
    if draw.cancelled_at:
        steps.append({"at": draw.cancelled_at, "words": _("cancelled"), "note": draw.cancel_reason})
    return steps


def _resting(draw: Draw) -> str:
    """Who stays out since they were invited lately, and who of those had to be let in."""
    parts = []
    if draw.resting:
        words = ngettext(
            "%(n)d household stays out: it was invited within %(months)d months",
            "%(n)d households stay out: they were invited within %(months)d months",
            draw.resting,
        )
        parts.append(words % {"n": draw.resting, "months": draw.rest_months})
    if draw.let_in:
        words = ngettext(
            "%(n)d household is in although it was invited lately: without it the numbers could not be kept",
            "%(n)d households are in although they were invited lately: without them the numbers could not be kept",
            draw.let_in,
        )
        parts.append(words % {"n": draw.let_in})
    return pgettext("between clauses", "; ").join(parts)


def _present(draw: Draw) -> str:
    if draw.witnesses is None:
        return ""
    words = ngettext("%(n)d person was present", "%(n)d people were present", draw.witnesses)
    return words % {"n": draw.witnesses}


def chances(draw: Draw) -> str:
    """Between which two chances every household lies, as numbers of panels and in per cent."""
    if draw.least_panels is None or draw.most_panels is None:
        return ""
    facts = {
        "m": draw.panels_count,
        "least": draw.least_panels,
        "most": draw.most_panels,
        "low": percent(draw.least_panels, draw.panels_count),
        "high": percent(draw.most_panels, draw.panels_count),
    }
    if draw.least_panels == draw.most_panels:
        return _("Every household sits in %(least)d of %(m)d panels: a chance of %(low)s.") % facts
    said = (
        _(
            "Every household sits in between %(least)d and %(most)d of %(m)d panels: a chance between %(low)s and %(high)s."
        )
        % facts
    )
    return saying.said([said, _short_of(draw, draw.least_panels)])


def _short_of(draw: Draw, least: int) -> str:
    """Where whole panels came out that give less than could be had at best: by how much, said openly."""
    kept = DrawPanels.objects.filter(draw=draw).values_list("facts", flat=True).first() or {}
    best = int(kept.get("reachable", 0))
    if not least or best <= least:
        return ""
    return _("At best, everybody would sit in %(best)d at least.") % {"best": best}


def percent(part: int, whole: int) -> str:
    """A share as people read it, to a tenth of a per cent."""
    return f"{100 * part / whole:.1f}%"


def progress(draw: Draw, request: StaffRequest) -> dict[str, Any]:
    """How far the clock is, and whether one has come at all."""
    since = request.at - (draw.asked_at or request.at)
    return {
        "draw": draw,
        "stage": STAGES.get(draw.stage, _("working")) if draw.beat_at else "",
        "waits": draw.beat_at is None and since > PATIENT,
        "silent": draw.beat_at is not None and request.at - draw.beat_at > timedelta(minutes=2),
    }


def whole(request: StaffRequest, draw: Draw) -> dict[str, Any]:
    """The page of one draw."""
    runs = rules.may_run(draw, request.user, request.at)
    nouns = [
        noun
        for noun in NEXT.get(State(draw.state), ())
        if runs and rules.objection(STEPS[noun].deed, draw, request.user, request.at) is None
    ]
    return {
        **progress(draw, request),
        "runs": runs,
        "rows": (rows := quota_rows(draw, request)),
        "steps": journey(draw),
        "next": [(noun, STEPS[noun]) for noun in nouns],
        "may_adjust": runs and Deed.ADJUST in rules.TRANSITIONS[draw.state],
        "may_cancel": runs and Deed.CANCEL in rules.TRANSITIONS[draw.state],
        "may_relax": runs and bool(draw.failure.get("lines")) and draw.state == State.POOLED,
        "failure": failure_words(draw, rows),
        "invited": invitations(request, draw),
        "public_url": public_url(draw, request),
        "never": _never(draw),
    }


def _never(draw: Draw) -> int:
    """Households that no panel holds, because of the quotas: said openly."""
    if draw.least_panels != 0:
        return 0
    return draw.entries.filter(panels_in=0).count()


def failure_words(draw: Draw, rows: list[Row]) -> list[str]:
    """Why no panels came out, in sentences: that none keeps to all numbers, and what stands in the way."""
    code = draw.failure.get("code", "")
    if code == "no_panels":
        labels = {(line[0], line[1]): row.label for line, row in zip(draw.quotas, rows, strict=True)}
        said = [_reason(one, facts, labels) for one, facts in draw.failure.get("reasons", [])]
        return [_("No list of households keeps to all these numbers at once."), *filter(None, said)]
    if code:
        what = draw.failure.get("what", code)
        return [
            _(
                "The work ended with an error (%(what)s). Nothing is lost; it can be asked for again, and the log of the "
                "clock says more."
            )
            % {"what": what}
        ]
    return []


def _reason(code: str, facts: dict[str, Any], labels: dict[tuple[str, str], str]) -> str:
    """A reason in words of the page; what speaks only of the other half of a walk of life is left out."""
    category = str(facts.get("category", ""))
    if facts.get("value") == rules.NO:
        return ""
    shown = {
        **facts,
        "category": _("Village") if category == PLACE else labels.get((category, rules.YES), category),
        "value": labels.get((category, str(facts.get("value"))), facts.get("value")),
    }
    return Reason(code, shown).sentence(get_language() or "zh-hans")


def public_url(draw: Draw, request: StaffRequest) -> str:
    """The address that everybody can open; empty before it is published."""
    if draw.published_at is None:
        return ""
    path = reverse("portal:draw", kwargs={"county": request.county.slug, "ref": draw.reference})
    return whole_address(request, path)


@dataclass(frozen=True)
class Invited:
    """One household that was drawn, as this reader may see it: the person only by scope, the rest by lot number."""

    entry: DrawEntry
    person: Resident | None
    is_withdrawn: bool
    may_open: bool


def invitations(request: StaffRequest, draw: Draw) -> list[Invited]:
    """Whom to invite, in the order of lots, reserves that were called among them; four queries whatever their number."""
    if draw.number is None:
        return []
    rows = draw.entries.called().select_related("household__place", "stands_for")
    entries = list(rows.order_by("lot"))
    people = people_of([entry.household_id for entry in entries])
    keys = [entry.household_id for entry in entries]
    seen = set(homes_seen(request.user, request.at).filter(pk__in=keys).values_list("pk", flat=True))
    if draw.visitor_id == request.user.pk:
        seen.update(keys)
    return [
        Invited(
            entry,
            people.get(entry.household_id) if entry.household_id in seen else None,
            entry.household_id not in people,
            entry.household_id in seen and entry.household_id in people,
        )
        for entry in entries
    ]


def people_of(households: Iterable[int]) -> dict[int, Resident]:
    """Who speaks for each household and has not withdrawn: whoever agreed first."""
    consent = ConsentRecord.objects.live().filter(
        resident__household__in=list(households),
        resident__withheld_at=None,
        resident__anonymised_at=None,
    )
    found: dict[int, Resident] = {}
    for record in consent.select_related("resident").order_by("given_at", "pk"):
        person = record.resident
        if person.household_id is not None:
            found.setdefault(person.household_id, person)
    return found
