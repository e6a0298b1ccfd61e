"""What a person is told in writing: accepted, forwarded, given more time, decided elsewhere; and what was agreed."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from huiyin.lib.paper import Paper, date_in_words
from huiyin.matters import sentences
from huiyin.matters.dates import length
from huiyin.matters.models import Matter, Referral, Reply, Review, Step
from huiyin.matters.models.matter import UNDER
from huiyin.matters.papers import PAPERS, Kind, whence
from huiyin.matters.rules import life, reviewing
from huiyin.matters.rules.merging import live_merge
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import source_words
from huiyin.orgs.models import Official, Unit

Deed = Step.Deed
MEDIATED = "mediated"
PARTIES: Final = 2


def _to_the_person(matter: Matter, unit: Unit, title: str | Promise, organ: str = "") -> Paper:
    """The head of a letter, and what it is about; it goes to whoever told us, without a name."""
    paper = (
        Paper("letter")
        .masthead(organ or unit.on_paper)
        .title(str(title))
        .addressee(_("To the person who told us"))
    )
    facts = {"title": matter.title, "reference": matter.reference, "whence": whence(matter)}
    return paper.body(
        _("We have received what you told us: “%(title)s” (%(whence)s; number %(reference)s).") % facts
    )


def _if_provisional(paper: Paper, matter: Matter, day: date) -> None:
    """Say of a date that it may still move, as the receipt and the page do."""
    if matter.deadlines.running().filter(due_on=day, is_provisional=True).exists():
        paper.body(_("This date is provisional: it may move once the days off are announced."))


def _signed(paper: Paper, matter: Matter, unit: Unit, at: datetime) -> Paper:
    phone = unit.phone or matter.county.phone
    if phone:
        paper.body(_("You can ask %(unit)s, telephone %(phone)s.") % {"unit": unit.on_paper, "phone": phone})
    return paper.signature(unit.on_paper, local_day(at, matter.county), sealed=True)


def _step(matter: Matter, *deeds: str) -> Step | None:
    return matter.steps.filter(deed__in=deeds).select_related("by", "unit").order_by("pk").last()


def _is_petition(matter: Matter) -> bool:
    return matter.is_live and matter.charter.charter.profile(matter.profile).letter


# --- accepted, forwarded ---


def acceptance(matter: Matter, _at: datetime) -> Paper:
    """That it is accepted, by whom, and by when it is answered."""
    taken = _step(matter, Deed.ACCEPT, Deed.DESIGNATE)
    assert taken is not None  # noqa: S101 - there is no notice before
    unit = taken.unit or matter.holding_unit
    paper = _to_the_person(matter, unit, ACCEPTANCE)
    rule = matter.charter.charter.clock("notify", matter.profile)
    paper.body(_("After examination it is accepted (%(source)s).") % {"source": source_words(rule.source)})
    if (due := _date_set(matter)) is not None:
        paper.body(_("You have the answer by %(day)s.") % {"day": date_in_words(due)})
        _if_provisional(paper, matter, due)
    return _signed(paper, matter, unit, taken.at)


def _date_set(matter: Matter) -> date | None:
    """The date as it was set at the acceptance, or by another procedure after it, whatever was granted since."""
    setting = matter.steps.filter(deed__in=(*life.NAMES_A_DATE, Deed.RECLASSIFY)).order_by("-pk")
    days = (step.facts.get("due") or step.facts.get("to") for step in setting)
    day = next((day for day in days if day), None)
    return date.fromisoformat(day) if day else matter.promised_on


def forwarding(matter: Matter, _at: datetime) -> Paper:
    """To which unit it was forwarded, which tells the person whether it accepts it."""
    routed = _step(matter, Deed.ROUTE, Deed.UPHOLD)
    assert routed is not None  # noqa: S101 - there is no notice before
    assert matter.lead_unit is not None  # noqa: S101 - likewise
    paper = _to_the_person(matter, matter.intake_unit, FORWARDING)
    facts = {"unit": matter.lead_unit.name}
    paper.body(_("It has been forwarded to %(unit)s, which handles it by law.") % facts)
    return _signed(paper, matter, matter.intake_unit, routed.at)


# --- another procedure ---


def another_procedure(matter: Matter, _at: datetime) -> Paper:
    """That it goes by another procedure, why, and what that means for the date."""
    changed = _changed(matter)
    assert changed is not None  # noqa: S101 - there is no notice before
    unit = changed.unit or matter.holding_unit
    paper = _to_the_person(matter, unit, PROCEDURE)
    changed.matter = matter.primary or matter
    paper.body(sentences.told(changed))
    return _signed(paper, matter, unit, changed.at)


def _changed(matter: Matter) -> Step | None:
    """The step itself; for the person of a merged matter that of the one it follows, if it was done since."""
    merge = live_merge(matter) if matter.primary_id is not None else None
    changed = _step(merge.primary if merge else matter, Deed.RECLASSIFY)
    return None if changed is not None and merge is not None and changed.at < merge.at else changed


# --- more time ---


def extension(matter: Matter, _at: datetime) -> Paper:
    """Why the answer comes later, and by when."""
    moved = _step(matter, Deed.EXTEND)
    assert moved is not None  # noqa: S101 - there is no notice before
    unit = moved.unit or matter.holding_unit
    paper = _to_the_person(matter, unit, EXTENSION)
    asked = matter.extensions.filter(granted=True).order_by("pk").last()
    assert asked is not None  # noqa: S101 - the step says that it was granted
    assert asked.due_now is not None  # noqa: S101 - the database holds it
    facts = {"was": date_in_words(asked.due_was), "now": date_in_words(asked.due_now)}
    paper.body(_("It was to be answered by %(was)s; the date is moved to %(now)s.") % facts)
    _if_provisional(paper, matter, asked.due_now)
    paper.heading(1, _("Why")).body(asked.reason)
    return _signed(paper, matter, unit, moved.at)


# --- not decided here ---


def _referral(matter: Matter, title: str | Promise) -> Paper:
    told = sentences.referral_of(matter)
    assert told is not None  # noqa: S101 - there is no notice before
    found = told.referral
    paper = _to_the_person(matter, found.unit, title)
    law = _(" (%(law)s)") % {"law": told.law} if told.law else ""
    if found.kind == Referral.Kind.REDIRECT:
        paper.body(
            _("It is decided in another procedure of law: %(way)s%(law)s.") % {"way": told.reason, "law": law}
        )
        paper.body(_("Please turn to %(organ)s.") % {"organ": found.organ})
    else:
        paper.body(_("It is not accepted: %(reason)s%(law)s.") % {"reason": told.reason, "law": law})
    paper.heading(1, pgettext("of a notice", "Explanation")).body(found.words)
    return _signed(paper, matter, found.unit, found.at)


def declined(matter: Matter, _at: datetime) -> Paper:
    """Why it is not accepted."""
    return _referral(matter, DECLINED)


def way_of_the_law(matter: Matter, _at: datetime) -> Paper:
    """Which way the law provides, and at which organ (S51)."""
    return _referral(matter, WAY)


# --- review and recheck ---


def _opinion(stage: Review.Stage, title: str | Promise) -> Callable[[Matter, datetime], Paper]:
    def written(matter: Matter, _at: datetime) -> Paper:
        found = matter.reviews.select_related("unit", "answered_by").get(stage=stage)
        assert found.decided_at is not None  # noqa: S101 - there is no opinion before
        paper = _to_the_person(matter, found.unit, title, found.organ)
        facts = {
            "unit": found.answered_by.name,
            "day": date_in_words(local_day(found.asked_at, matter.county)),
        }
        paper.body(_("On %(day)s you asked to have the answer of %(unit)s looked at once more.") % facts)
        paper.heading(1, _("What you are not content with")).body(found.words)
        paper.heading(1, _("Opinion")).body(f"{found.decision_words}\n{found.opinion}")
        paper.heading(1, _("Basis")).body(found.basis)
        paper.heading(1, _("If you are not content")).body(_remedy(matter, stage))
        return paper.signature(
            found.organ or found.unit.on_paper, local_day(found.decided_at, matter.county), sealed=True
        )

    return written


def under_review(matter: Matter, _at: datetime) -> Paper:
    """That the request is there, which body decides it, and by when."""
    found = reviewing.open_review(matter)
    clock = reviewing.decided_by(matter)
    assert found is not None  # noqa: S101 - there is no receipt before
    assert clock is not None  # noqa: S101 - nor without its clock
    paper = _to_the_person(matter, found.unit, ASKED)
    day = date_in_words(local_day(found.asked_at, matter.county))
    facts = {"unit": found.answered_by.name, "day": day}
    said = _("We have your request of %(day)s to have the answer of %(unit)s looked at once more.")
    paper.body(said % facts)
    facts = {"body": found.body, "day": date_in_words(clock.due_on)}
    paper.body(
        _("%(body)s decides that by %(day)s (%(source)s).") % {**facts, "source": source_words(clock.source)}
    )
    return _signed(paper, matter, found.unit, found.asked_at)


def _remedy(matter: Matter, stage: Review.Stage) -> str:
    if stage == Review.Stage.RECHECK:
        return _("This is the final opinion; on the same facts and reasons it is not accepted again.")
    rule = matter.charter.charter.clock("recheck_request", matter.profile)
    words = _("Within %(length)s of having this opinion you can ask the body above for a recheck.")
    return words % {"length": length(rule.n, rule.unit)}


# --- mediation ---


def mediation(matter: Matter, _at: datetime) -> Paper:
    """What the parties agreed, for them to sign (S50)."""
    reply = _mediated(matter)
    assert reply is not None  # noqa: S101 - there is no agreement before
    paper = Paper("plain").title(str(MEDIATION))
    paper.body(_("Number of the matter: %(reference)s") % {"reference": matter.reference})
    paper.heading(1, _("What it was about")).body(reply.request)
    paper.heading(1, _("What was found")).body(reply.facts)
    paper.heading(1, _("What was agreed")).body(reply.opinion)
    if reply.basis:
        paper.heading(1, _("Basis")).body(reply.basis)
    paper.body(_("The parties agree of their own will; each keeps a copy."), keep=True)
    for number in range(1, PARTIES + 1):  # who signs sees on the same page who else does
        paper.body(_("Party %(n)d (signature): ____________________") % {"n": number}, keep=True)
    paper.body(_("Mediator (signature): ____________________"))
    assert reply.approved_at is not None  # noqa: S101 - only what was approved stands
    return paper.signature(reply.unit.on_paper, local_day(reply.approved_at, matter.county), sealed=True)


def _mediated(matter: Matter) -> Reply | None:
    found = matter.replies.given().filter(replaced_at=None, outcome=MEDIATED)
    return found.select_related("unit").last()


# --- when each is there ---


def _taken_over(matter: Matter, _by: Official, _at: datetime) -> bool:
    return _is_petition(matter) and _step(matter, Deed.ACCEPT, Deed.DESIGNATE) is not None


def _forwarded(matter: Matter, _by: Official, _at: datetime) -> bool:
    elsewhere = matter.lead_unit_id is not None and matter.lead_unit_id != matter.intake_unit_id
    return _is_petition(matter) and elsewhere and _step(matter, Deed.ROUTE, Deed.UPHOLD) is not None


def _reclassified(matter: Matter, _by: Official, _at: datetime) -> bool:
    """Where its person was to be told in writing; asks nothing of a matter whose date stands."""
    of = matter.primary or matter
    moved = of.is_live and of.due_on != of.promised_on
    changed = _changed(matter) if moved else None
    return changed is not None and "told" in changed.facts


def _extended(matter: Matter, _by: Official, _at: datetime) -> bool:
    moved = (
        matter.is_live and matter.due_on != matter.promised_on
    )  # asks nothing of a matter whose date stands
    return moved and _step(matter, Deed.EXTEND) is not None


def _left_by(kind: Referral.Kind) -> Callable[[Matter, Official, datetime], bool]:
    def is_there(matter: Matter, _by: Official, _at: datetime) -> bool:
        return matter.state == "redirected" and Referral.objects.filter(matter=matter, kind=kind).exists()

    return is_there


def _decided(stage: Review.Stage) -> Callable[[Matter, Official, datetime], bool]:
    def is_there(matter: Matter, _by: Official, _at: datetime) -> bool:
        return _is_petition(matter) and matter.reviews.filter(stage=stage, decided_at__isnull=False).exists()

    return is_there


def _under_review(matter: Matter, _by: Official, _at: datetime) -> bool:
    return _is_petition(matter) and matter.state in UNDER


def _agreed(matter: Matter, _by: Official, _at: datetime) -> bool:
    return matter.is_live and matter.outcome == MEDIATED and _mediated(matter) is not None


ACCEPTANCE = gettext_lazy("Notice of acceptance")
FORWARDING = gettext_lazy("Notice of forwarding")
PROCEDURE = gettext_lazy("Notice of another procedure")
EXTENSION = gettext_lazy("Notice of more time")
DECLINED = gettext_lazy("Notice of non-acceptance")
WAY = gettext_lazy("Notice of the way of the law")
ASKED = gettext_lazy("Receipt of the request for review")
REVIEWED = gettext_lazy("Opinion of the review")
RECHECKED = gettext_lazy("Opinion of the recheck")
MEDIATION = gettext_lazy("Agreement of the mediation")

EVERY: dict[str, Kind] = {
    **PAPERS,
    "forwarding": Kind(FORWARDING, _forwarded, forwarding),
    "acceptance": Kind(ACCEPTANCE, _taken_over, acceptance),
    "procedure": Kind(PROCEDURE, _reclassified, another_procedure),
    "extension": Kind(EXTENSION, _extended, extension),
    "non-acceptance": Kind(DECLINED, _left_by(Referral.Kind.DECLINE), declined),
    "legal-route": Kind(WAY, _left_by(Referral.Kind.REDIRECT), way_of_the_law),
    "mediation": Kind(MEDIATION, _agreed, mediation),
    "review-receipt": Kind(ASKED, _under_review, under_review),
    "review": Kind(REVIEWED, _decided(Review.Stage.REVIEW), _opinion(Review.Stage.REVIEW, REVIEWED)),
    "recheck": Kind(RECHECKED, _decided(Review.Stage.RECHECK), _opinion(Review.Stage.RECHECK, RECHECKED)),
}
