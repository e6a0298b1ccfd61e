"""What follows when the desk answers at once: only what can be answered so, and only with an answer (T18)."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.lib.charter import DEFAULT_PROFILE, Outcome, Profile
from huiyin.matters.models import Deadline, Matter, State, Step
from huiyin.matters.rules.move import Move, Who
from huiyin.matters.rules.procedures import PROFILES, suggested
from huiyin.orgs.models import Official

Deed = Step.Deed
SAID = {
    "phone": "phone",
    "counter": "hand",
}  # how the answer reached who rang or stood there when it was taken down


def procedure(matter: Matter) -> Profile | None:
    """The procedure by which it is answered at once: its own, that of its kind, or any of an ordinary one without a kind."""
    charter = matter.charter.charter
    any_of_them = PROFILES if matter.profile == DEFAULT_PROFILE else ()
    codes = (matter.profile, *((suggested(charter, matter.kind),) if matter.kind else any_of_them))
    return next((charter.profile(one) for one in codes if charter.profile(one).on_the_spot), None)


def outcome(matter: Matter, profile: Profile) -> Outcome | None:
    """What it comes to: the first outcome of that procedure that needs nothing."""
    outcomes = matter.charter.charter.outcomes_of(profile.code)
    return next((one for one in outcomes if one.asks_for_nothing and one.counts_as == "concluded"), None)


def objection_to_answering(matter: Matter, _by: Official, _at: datetime) -> str | None:
    """Neither what is answered in a letter, nor what one person alone should not settle; and the charter has to allow it."""
    if matter.urgent_at is not None:
        return _("It is urgent; please pass it on to who begins at once.")
    if matter.is_about_somebody:
        return _("What is about somebody who serves here is not answered by one person alone.")
    own, found = matter.charter.charter.profile(matter.profile).letter, procedure(matter)
    if own:
        return _("A petition is answered in writing, by the unit that decides it.")
    if found is None or outcome(matter, found) is None:
        return _("Only a question is answered at once; please pass it on.")
    return None


MOVES = (
    Move(
        "T18s",
        Deed.ANSWER_NOW,
        (State.RECEIVED,),
        State.REPLIED,
        (Who.HOLDER_DESK, Who.INTAKE_DESK),
        decides=True,
        guards=(objection_to_answering,),
        makes="replied",
        owes=("delivery", "rating", "callback"),
        stops=(*(kind for kind in Deadline.Kind.values if kind != Deadline.Kind.RATE),),
        page=True,
    ),
)
