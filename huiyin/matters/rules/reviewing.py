"""What follows when a person asks for a review or a recheck: until when, of whom, and by whom it is decided (T21–T25)."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from huiyin.lib.refusal import Beside
from huiyin.matters.dates import length
from huiyin.matters.models import Deadline, Matter, Review, State, Step
from huiyin.matters.models.matter import DECIDED, WITH_THE_PERSON
from huiyin.matters.rules import firewall
from huiyin.matters.rules.hearing import MIN_WORDS
from huiyin.matters.rules.merging import sent_to
from huiyin.matters.rules.move import STAYS, Move, Who
from huiyin.matters.rules.part import objection_to_own_work
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official, Unit
from huiyin.orgs.places import SEATS

Deed = Step.Deed
Stage = Review.Stage
WINDOW = {Stage.REVIEW: Deadline.Kind.REVIEW_REQUEST, Stage.RECHECK: Deadline.Kind.RECHECK_REQUEST}

DECIDING = (Deadline.Kind.REVIEW_DECIDE, Deadline.Kind.RECHECK_DECIDE)


def has_review(matter: Matter) -> bool:
    """Whether answers of its procedure may be reviewed at all."""
    return matter.charter.charter.profile(matter.profile).review


def next_stage(matter: Matter) -> Stage:
    """Which stage the person could ask for."""
    return Stage.RECHECK if matter.state in (State.REVIEWED, State.FINALISED) else Stage.REVIEW


def window(matter: Matter) -> Deadline | None:
    """The time in which it can be asked for, while it runs."""
    return matter.deadlines.running().filter(kind=WINDOW[next_stage(matter)]).first()


def last_window(matter: Matter) -> Deadline | None:
    """The same, also when it is over: a paper that was signed in it is taken whenever it is entered."""
    of_round = matter.deadlines.filter(kind=WINDOW[next_stage(matter)], round=matter.reopened + 1)
    return of_round.order_by("pk").last()


def opened_by_arrival(matter: Matter) -> str:
    """Which days begin when the person has it: to ask for a review of the answer, or for a recheck of the opinion."""
    if not has_review(matter):
        return ""
    opens = {State.REPLIED: Stage.REVIEW, State.MERGED: Stage.REVIEW, State.REVIEWED: Stage.RECHECK}
    return WINDOW[opens[State(matter.state)]] if matter.state in opens else ""


def is_under_way(matter: Matter) -> bool:
    """Whether it is not on record yet that the person has what they may have looked at: the days have not begun."""
    return matter.deliveries.unarrived().exists()


def open_review(matter: Matter) -> Review | None:
    """What waits for a decision."""
    return matter.reviews.filter(decided_at=None).select_related("unit", "answered_by").first()


def decided_by(matter: Matter) -> Deadline | None:
    """The clock of the body above, while it decides."""
    return matter.deadlines.running().filter(kind__in=DECIDING).first()


def unit_for(matter: Matter, stage: Stage, at: datetime) -> Unit | None:
    """The next body above the one that answered, or reviewed; None where it stands above the county.

    Never one that the matter is about, nor one which somebody leads whom it is about (I-19).
    """
    below = matter.lead_unit
    if stage == Stage.RECHECK:
        below = matter.reviews.select_related("unit").get(stage=Stage.REVIEW).unit
    assert below is not None  # noqa: S101 - an answered matter has a lead unit
    ids = [int(key) for key in below.path.strip("/").split("/")[:-1]]
    kinds = SEATS if below.level == Matter.Level.VILLAGE else (Unit.Kind.COUNTY,)
    above = Unit.objects.filter(pk__in=ids, kind__in=kinds)
    free = (unit for unit in above if not firewall.is_about(matter, unit, at))
    return max(free, key=lambda unit: len(unit.path), default=None)


def objection_to_asking(matter: Matter, at: datetime) -> str | None:
    """A petition only, and within the charter's days after the answer, or the opinion, has arrived (T21, T23)."""
    if matter.state == State.FINALISED:
        return _("The time in which a review could be asked for has passed.")
    if (objection := _objection_to_stage(matter)) is not None:
        return objection
    found = window(matter)
    if found is None and is_under_way(matter):
        return None  # who asks for it has it, whatever is on record
    if found is None or local_day(at, matter.county) > found.due_on:
        return _("The time in which a review could be asked for has passed.")
    return None


def _objection_to_stage(matter: Matter) -> str | None:
    if not has_review(matter):
        return _("Only the answer to a petition is reviewed; this matter can be taken up again.")
    if matter.state == State.MERGED:
        return _objection_of_merged(matter)
    if matter.state not in (*WITH_THE_PERSON, *DECIDED):
        return _("There is nothing to be reviewed now.")
    if matter.reviews.filter(stage=next_stage(matter)).exists():
        return _("It has been reviewed already.")
    return None


def _objection_of_merged(matter: Matter) -> str | None:
    """The answer to another matter, which its person was sent as well, is reviewed for them alone once they have it."""
    sent = sent_to(matter)
    if sent is None:
        return _("There is nothing to be reviewed now.")
    if sent.done_at is None and is_under_way(matter):
        return _("It is not on record yet that the answer has reached the person.")
    return None


def objection_to_entering(matter: Matter, _by: Official, _at: datetime) -> str | None:
    """A clerk enters no more than the person could ask for; whether that was in time, the day of the signature says."""
    if (objection := _objection_to_stage(matter)) is not None:
        return objection
    if last_window(matter) is None and not is_under_way(matter):
        return _("The time in which a review could be asked for has passed.")
    return None


def objection_to_signing(matter: Matter, signed_on: date) -> str | None:
    """Signed in the time in which it can be asked for: not before the answer, or the opinion, had arrived, nor after."""
    found = None if is_under_way(matter) else last_window(matter)
    if signed_on < (found.started_on if found is not None else _set_out_on(matter)):
        return Beside("signed_on", _("It was signed before what it is about had arrived."))
    if found is not None and signed_on > found.due_on:
        return Beside("signed_on", _("It was signed after the time in which a review could be asked for."))
    return None


def _set_out_on(matter: Matter) -> date:
    """On which day what is under way to the person set out: they cannot have had it before."""
    began_at = matter.deliveries.unarrived().values_list("began_at", flat=True).last()
    return local_day(began_at, matter.county) if began_at is not None else date.min


def objection_to_words(words: str) -> str | None:
    """What the person is not content with."""
    if len(words.strip()) < MIN_WORDS:
        return Beside("words", _("Please say what the answer gets wrong."))
    return None


def objection_to_reviewing(matter: Matter, by: Official, at: datetime) -> str | None:
    """Never by who answered, worked on it, or sits in the unit that did; a recheck not by who decided the review (I-18)."""
    if matter.lead_unit_id in by.standing(at).unit_ids:
        return _("The unit that answered leaves the review to another one.")
    decided = matter.reviews.filter(stage=Stage.REVIEW, decided_by=by).first()
    found = open_review(matter)
    if decided is not None and found is not None and not is_above(found):
        return _("Who decided the review leaves the recheck to somebody else.")
    return objection_to_own_work(matter, by, at)


def objection_to_decision(found: Review, decision: str, opinion: str, basis: str, organ: str) -> str | None:
    """Which of three, in words, with its basis; a body above the county is named."""
    if decision not in Review.Decision.values:
        return Beside("decision", _("Please say what was decided."))
    if len(opinion.strip()) < MIN_WORDS:
        return Beside("opinion", _("Please write the opinion."))
    if not basis.strip():
        return Beside("basis", _("Please name the law or policy and its article."))
    if is_above(found) and not organ.strip():
        return Beside("organ", _("Please name the body above the county that decided it."))
    return None


def is_above(found: Review) -> bool:
    """Whether a body above the county decides it, so that its opinion is entered here: there is no unit above the first."""
    if found.stage != Stage.RECHECK:
        return False
    first = found.matter.reviews.get(stage=Stage.REVIEW)
    return first.unit_id == found.unit_id


def objection_to_hearing(found: Review, first: date, last: date, today: date) -> str | None:
    """Held while the recheck is open, once, and over when it is entered."""
    if found.hearing_from is not None:
        return _("A hearing has been entered already.")
    asked = local_day(found.asked_at, found.matter.county)
    if not asked <= first <= last <= today:
        return Beside("last", _("A hearing lies between the day the recheck was asked for and today."))
    return None


def rights_after(matter: Matter, at: datetime) -> str:
    """What a person can do who is not content with the answer to a petition: of which body, within how many days."""
    rule = matter.charter.charter.clock("review_request", matter.profile)
    unit = unit_for(matter, Stage.REVIEW, at)
    facts = {"length": length(rule.n, rule.unit), "body": unit.name if unit else ""}
    if unit is None:
        return _("You can ask the body above for a review within %(length)s of having this answer.") % facts
    return _("You can ask %(body)s for a review within %(length)s of having this answer.") % facts


MOVES = (
    Move(
        "T21",
        Deed.ASK_REVIEW,
        (
            *WITH_THE_PERSON,
            State.MERGED,
        ),  # whose person has the answer too, and stands by themselves from then on
        State.UNDER_REVIEW,
        (Who.RESIDENT, Who.INTAKE_DESK),
        guards=(objection_to_entering,),
        makes="asked",
        clocks=("review_decide",),
        stops=("rating", "review_request", "delivery", "callback"),
        page=True,
    ),
    Move(
        "T22",
        Deed.DECIDE_REVIEW,
        (State.UNDER_REVIEW,),
        State.REVIEWED,
        (Who.REVIEWER,),
        decides=True,
        guards=(objection_to_reviewing,),
        owes=("delivery", "recheck_request"),
        stops=("review_decide",),
        page=True,
    ),
    Move(
        "T23",
        Deed.ASK_RECHECK,
        (State.REVIEWED,),
        State.UNDER_RECHECK,
        (Who.RESIDENT, Who.INTAKE_DESK),
        guards=(objection_to_entering,),
        makes="asked",
        clocks=("recheck_decide",),
        stops=("recheck_request", "delivery"),
        page=True,
    ),
    Move(
        "T23",
        Deed.ASK_RECHECK,
        (State.FINALISED,),
        State.UNDER_RECHECK,
        (Who.INTAKE_DESK,),  # what was signed in time, and entered when the time had passed
        guards=(objection_to_entering,),
        makes="asked",
        clocks=("recheck_decide",),
        stops=("delivery",),
        page=True,
    ),
    Move(
        "T24",
        Deed.DECIDE_RECHECK,
        (State.UNDER_RECHECK,),
        State.FINALISED,
        (Who.REVIEWER,),
        decides=True,
        guards=(objection_to_reviewing,),
        owes=("delivery",),
        stops=("recheck_decide",),
        page=True,
    ),
    Move(
        "T24",
        Deed.HEAR,
        (State.UNDER_RECHECK,),
        STAYS,
        (Who.REVIEWER,),
        decides=True,
        guards=(objection_to_reviewing,),
        page=True,
    ),
    Move(
        "T25",
        Deed.LAPSE,
        (State.REVIEWED,),
        State.FINALISED,
        (Who.TIME,),
        stops=("recheck_request",),
        page=True,
    ),
)
