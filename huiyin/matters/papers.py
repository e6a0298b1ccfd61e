"""The papers of a matter: the slip it is passed on with, the record of its handling, the slip that chases it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from huiyin.lib.masking import mask_numbers
from huiyin.lib.paper import LANGUAGE, Paper, date_in_words
from huiyin.matters import sentences, trail
from huiyin.matters.explaining import MOMENTS, by_rule, granted
from huiyin.matters.folding import folded
from huiyin.matters.models import Deadline, Matter, Step
from huiyin.matters.models.deadline import WINDOWS
from huiyin.matters.rules import asking, renewing
from huiyin.matters.rules.capacity import HOLDS
from huiyin.matters.rules.move import Who
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import Official

FACT_WIDTHS: Final = (36, 120)  # mm
OWED_BY_THE_UNIT: Final = (
    Deadline.Kind.NOTIFY,
    Deadline.Kind.SIGN,
    Deadline.Kind.FIRST_CONTACT,
    Deadline.Kind.HANDLE,
)
TO_BE_WRITTEN: Final = "____________________"

Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class Kind:
    """A paper of a matter: its name, for whom among those who see the matter it is there, and what writes it."""

    title: str | Promise
    is_there: Callable[[Matter, Official, datetime], bool]
    written: Callable[[Matter, datetime], Paper]

    def docx(self, matter: Matter, at: datetime) -> bytes:
        """The paper as a file."""
        with override(LANGUAGE):
            return self.written(matter, at).save()


def moment(at: datetime, matter: Matter) -> str:
    """A moment in full, on the county's clock: a paper outlives its year."""
    here = at.astimezone(matter.county.zone)
    return f"{date_in_words(here.date())} {here:%H:%M}"


def whence(matter: Matter) -> str:
    """How and when it came in."""
    if matter.received_at is None:
        return matter.channel_words
    facts = {"channel": matter.channel_words, "when": moment(matter.received_at, matter)}
    return _("%(when)s, %(channel)s") % facts


def _facts(rows: Iterable[tuple[str, str]]) -> Rows:
    return [(_("item"), _("content")), *((label, text or "—") for label, text in rows)]


def _about(matter: Matter) -> Rows:
    """What every paper within the house says of a matter; the person behind their mask."""
    person = matter.resident
    procedure = (sentences.kind_words(matter), sentences.profile_words(matter, matter.profile))
    return [
        (_("Number of the matter"), matter.reference),
        (_("How it came in"), whence(matter)),
        (_("Place"), matter.place.name if matter.place else matter.place_words),
        (_("Topic"), sentences.topic_words(matter)),
        (_("Kind and procedure"), " · ".join(filter(None, procedure))),
        (_("Who raised it"), person.masked_name if person else _("without a name")),
        (_("What the person raised"), mask_numbers(matter.body)),
        *(
            [(_("What the person added"), mask_numbers(added.words))]
            if (added := asking.supplement_of(matter))
            else []
        ),
    ]


def _dates(
    clocks: Iterable[Deadline], matter: Matter, last: Callable[[Deadline], str]
) -> Sequence[Sequence[str]]:
    """Each date with what it runs from, how long, and by which rule."""
    rows = [(_("For what"), _("Latest date"), _("How it was reached"))]
    for clock in clocks:
        begun = MOMENTS.get(clock.moment)
        since = [begun % {"when": moment(clock.started_at, matter)}] if begun else []
        rows.append(
            (clock.kind_words, last(clock), "\n".join([*since, by_rule(clock, matter), *granted(clock)]))
        )
    return rows


def _due(clock: Deadline) -> str:
    day = date_in_words(clock.due_on)
    return _("%(day)s (provisional)") % {"day": day} if clock.is_provisional else day


def _last(matter: Matter, *deeds: str) -> Step | None:
    return matter.steps.filter(deed__in=deeds).select_related("by", "unit").last()


# --- the slip ---


def slip(matter: Matter, at: datetime) -> Paper:
    """What the unit receives with the matter: what it is about, its dates and their basis, and where to sign for it."""
    assert matter.lead_unit is not None  # noqa: S101 - there is no slip before
    routed = _last(matter, Step.Deed.ROUTE, Step.Deed.UPHOLD)
    accepted = _last(matter, Step.Deed.ACCEPT, Step.Deed.DESIGNATE)
    rows = [
        *_about(matter),
        (
            _("Passed on by"),
            f"{matter.intake_unit.name} {routed.by.name if routed and routed.by else ''}".strip(),
        ),
        (_("Passed on at"), moment(routed.at, matter) if routed else ""),
        (_("Passed on with the words"), routed.note if routed else ""),
    ]
    paper = Paper("plain").title(_("Routing slip")).addressee(matter.lead_unit.on_paper)
    paper.body(_("The following matter is passed to you to be handled. Please keep to the dates below."))
    paper.table(_facts(rows), widths=FACT_WIDTHS)
    clocks = {
        clock.kind: clock for clock in matter.deadlines.filter(kind__in=OWED_BY_THE_UNIT).order_by("pk")
    }
    paper.heading(1, _("Dates, and how they were reached"))
    ordered = sorted(clocks.values(), key=lambda clock: (clock.due_on, clock.pk))
    paper.table(_dates(ordered, matter, _due))
    paper.heading(1, _("Accepted by"))
    paper.body(_signed(accepted) if accepted else TO_BE_WRITTEN)
    paper.body(moment(accepted.at, matter) if accepted else TO_BE_WRITTEN)
    day = local_day(routed.at if routed else at, matter.county)
    return paper.signature(matter.intake_unit.on_paper, day, sealed=True)


def _signed(accepted: Step) -> str:
    """Who signed for it; or that it was decided over their objection."""
    return accepted.deed_words if accepted.deed == Step.Deed.DESIGNATE else trail.who(accepted)


# --- the record ---


def record(matter: Matter, at: datetime) -> Paper:
    """Who did what when, from hearing to rating, and what was answered."""
    paper = Paper("plain").title(_("Handling record")).table(_facts(_record_rows(matter)), widths=FACT_WIDTHS)
    paper.heading(1, _("What has happened"))
    trodden = matter.steps.exclude(deed=Step.Deed.RECUSE)  # which only who leads the work reads
    lines = folded(trodden.select_related("by", "unit", "contact"))
    steps = [(_("When"), _("By whom"), _("What was done"))]
    for line in lines:
        words = [trail.line_words(line, matter), *([mask_numbers(line.step.note)] if line.step.note else [])]
        steps.append((moment(line.since, matter), trail.who(line.step) or "—", "\n".join(words)))
    paper.table(steps)
    for reply in matter.replies.given().select_related("unit"):
        paper.heading(1, _("Answer of %(day)s") % {"day": _day(reply.approved_at, matter)})
        if reply.replaced_at is not None:
            paper.body(_("Corrected on %(day)s.") % {"day": _day(reply.replaced_at, matter)})
        paper.body(f"{reply.outcome_words}\n{reply.opinion}")
        if reply.basis:
            paper.body(_("Basis: %(basis)s") % {"basis": reply.basis})
    ratings = list(renewing.ratings_of(matter))
    if ratings:
        paper.heading(1, _("What the resident says"))
    for rating in ratings:
        facts = {
            "day": _day(rating.at, matter),
            "handled": rating.get_handled_display(),
            "satisfied": rating.get_satisfied_display(),
        }
        said = _("%(day)s: %(handled)s; %(satisfied)s") % facts
        code = [_("By a code that was given out anew.")] if rating.by_new_code else []
        paper.body("\n".join([said, *code, rating.words]))
    paper.body(_("For use within the unit only; not to be displayed or published."))
    return paper.signature((matter.lead_unit or matter.holding_unit).on_paper, local_day(at, matter.county))


def _record_rows(matter: Matter) -> Rows:
    return [
        *_about(matter),
        (_("State of the matter"), matter.state_words),
        (_("Took it in"), matter.intake_unit.name),
        (_("Leads"), matter.lead_unit.name if matter.lead_unit else ""),
        (_("Handler"), matter.handler.name if matter.handler else ""),
        (_("Answers for it"), matter.accountable_head.name if matter.accountable_head else ""),
        (_("To be answered by"), date_in_words(matter.due_on) if matter.due_on else ""),
        (_("Answered on"), _day(matter.replied_at, matter)),
        (_("Closed on"), _day(matter.closed_at, matter)),
    ]


def _day(at: datetime | None, matter: Matter) -> str:
    return date_in_words(local_day(at, matter.county)) if at else ""


# --- the slip that chases ---


CLOCKS = "clocks at hand"  # those that run, of the row as it was read, where its page has read them


def overrun(matter: Matter, at: datetime) -> "QuerySet[Deadline]":
    """The dates that the unit has let pass and still owes."""
    today = local_day(at, matter.county)
    return matter.deadlines.running().filter(due_on__lt=today).exclude(kind__in=WINDOWS)


def chasing(matter: Matter, at: datetime) -> Paper:
    """To the unit that leads: which dates have passed, by how much and on what basis, and how often it was told."""
    assert matter.lead_unit is not None  # noqa: S101 - nobody is chased before
    today = local_day(at, matter.county)
    told = matter.steps.filter(deed=Step.Deed.CHASE).count()
    paper = Paper("plain").title(_("Chasing slip")).addressee(matter.lead_unit.on_paper)
    facts = {"reference": matter.reference, "title": matter.title, "state": matter.state_words}
    paper.body(
        _("The matter “%(title)s” (%(reference)s), which you lead, is “%(state)s”. These dates have passed:")
        % facts
    )
    late = _dates(overrun(matter, at), matter, lambda clock: _late(clock, today))
    paper.table(late)
    if told:
        times = ngettext(
            "It has been told up the line once.", "It has been told up the line %(n)d times.", told
        )
        paper.body(times % {"n": told})
    paper.body(
        _("Please take the next step at once, and write down in the trail of the matter what is being done.")
    )
    return paper.signature(matter.intake_unit.on_paper, today, sealed=True)


def _late(clock: Deadline, today: date) -> str:
    days = calendar().between(clock.due_on, today)
    late = ngettext("%(n)d working day late", "%(n)d working days late", days) % {"n": days}
    return f"{_due(clock)}\n{late}"


def _is_passed_on(matter: Matter, _by: Official, _at: datetime) -> bool:
    return matter.is_live and matter.lead_unit_id is not None


def _is_live(matter: Matter, _by: Official, _at: datetime) -> bool:
    return matter.is_live


def _is_late(matter: Matter, by: Official, at: datetime) -> bool:
    if not _is_passed_on(matter, by, at) or not HOLDS[Who.INTAKE_OVERSEER](matter, by, at):
        return False
    clocks: list[Deadline] | None = matter.__dict__.get(CLOCKS)
    if clocks is None:
        return overrun(matter, at).exists()
    today = local_day(at, matter.county)
    return any(one.stopped_at is None and one.due_on < today and one.kind not in WINDOWS for one in clocks)


# By the word in their address, in the order in which the page offers them.
PAPERS: dict[str, Kind] = {
    "slip": Kind(gettext_lazy("Routing slip"), _is_passed_on, slip),
    "record": Kind(gettext_lazy("Handling record"), _is_live, record),
    "chasing": Kind(gettext_lazy("Chasing slip"), _is_late, chasing),
}
