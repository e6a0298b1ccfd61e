"""What follows for a contact: who may record, keep and void, when, and for which unit it counts."""

from datetime import date, datetime, time

from django.db.models import Q
from django.utils.translation import gettext as _

from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact, Point
from huiyin.lib.charter import Charter, Named
from huiyin.lib.refusal import Refused
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import Official, Secondment, Unit
from huiyin.orgs.standing import DESK
from huiyin.people.models import Household
from huiyin.ui.templatetags.ui import day as day_words

MAX_POINTS = 20
MAX_TEXT = 4000


def unit_served(by: Official, at: datetime, on: date | None = None) -> Unit:
    """For which unit an official's contacts of a day count: the host unit while seconded (S23), else their own."""
    day = on or local_day(at, by.county)
    secondment = seconded_on(by, day)
    if secondment is not None:
        return secondment.host_unit
    then = datetime.combine(
        day, time(12), tzinfo=by.county.zone
    )  # the branch of that day, not of today's post
    return own_unit(by, then if by.standing(then).hats else at)


def seconded_on(by: Official, day: date) -> Secondment | None:
    """The secondment in force on that day."""
    return (
        Secondment.objects.filter(official=by).live_on(day).select_related("host_unit", "home_unit").first()
    )


def own_unit(by: Official, at: datetime) -> Unit:
    """The branch of an official's officer post, else any post's unit; never the host of a secondment."""
    return Unit.objects.get(pk=own_unit_key(by, at))


def own_unit_key(by: Official, at: datetime) -> int:
    """The key of that unit, for whoever has read the units already."""
    standing = by.standing(at)
    hats = sorted(
        standing.hats,
        key=lambda hat: (hat.capacity != "officer", hat.unit_kind != Unit.Kind.BRANCH, hat.path),
    )
    if not hats:
        raise Refused(_("You hold no post at present, so nothing can be recorded in your name."))
    return hats[0].unit_id


def objection_to_recording(
    *, form: Named, place: Unit, held_on: date, today: date, points: int, note: str, details: Details
) -> str | None:
    """A contact happens somewhere, not in the future, and says at least something."""
    if not form.anywhere and not place.is_place:
        return _("Please choose the village or community where it took place.")
    if max(held_on, details.last_day(held_on)) > today:
        return _("The day lies in the future; a contact is recorded after it took place.")
    if points == 0 and not note.strip() and not details.subject.strip():
        return _("Please write down at least one point, or a short note.")
    if points > MAX_POINTS:
        return _("At most %(n)d points fit in one record; please make a second one.") % {"n": MAX_POINTS}
    return None


def form_in_force(charter: Charter, kind: str) -> Named:
    """The form of contact as the institution has it; refuses one that it does not have."""
    try:
        return charter.named("form", kind)
    except KeyError:
        raise Refused(_("This form of contact is not part of the institution in force.")) from None


def objection_to_codes(charter: Charter, details: Details) -> str | None:
    """Every code is one of the institution's."""
    asked = {
        "purpose": details.purposes,
        "means": details.means,
        "help_field": details.help_fields,
        "source_org": (details.source_org,) if details.source_org else (),
    }
    known = {name: {one.code for one in charter.listed(name)} for name in asked}
    known["group"], asked["group"] = {group.code for group in charter.groups}, details.groups
    if any(set(codes) - known[name] for name, codes in asked.items()):
        return _("Please choose from the lists of the institution.")
    return None


def objection_to_time(
    by: Official, kind: str, held_on: date, details: Details, charter: Charter, at: datetime
) -> str | None:
    """Days and hours run forward and have passed, and nobody is at two places at once (S21)."""
    last = details.last_day(held_on)
    if last < held_on:
        return _("The last day lies before the first.")
    most = int(charter.figure("keeping.record_days_max").value)
    if (last - held_on).days > most:
        return _("One record spans at most %(n)d days; please make a second one.") % {"n": most}
    if (details.begins is None) != (details.ends is None):
        return _("Please give both hours, or neither.")
    if details.begins and details.ends and details.ends <= details.begins:
        return _("The hour of the end lies before that of the beginning.")
    if details.ends and datetime.combine(last, details.ends, tzinfo=by.county.zone) > at:
        return _("The hour of the end lies in the future; a contact is recorded after it took place.")
    other = _elsewhere_then(by, kind, held_on, last, details)
    if other is not None:
        facts = {
            "kind": other.get_kind_display(),
            "day": day_words(other.held_on),
            "reference": other.reference,
        }
        return _("At that time you were elsewhere: %(kind)s of %(day)s, %(reference)s.") % facts
    return None


def _elsewhere_then(by: Official, kind: str, held_on: date, last: date, details: Details) -> Contact | None:
    """A standing contact of the same official that cannot have been at the same time."""
    taken = Contact.objects.filter(official=by).standing().touching(held_on, last)
    clash = Q(pk=None)
    if kind == Contact.Kind.FIELD_STAY:
        clash |= Q(kind=Contact.Kind.FIELD_STAY)
    if details.begins and details.ends and last == held_on:
        clash |= Q(until_on=None, begins__lt=details.ends, ends__gt=details.begins)
    return taken.filter(clash).order_by("held_on", "pk").first()


def objection_before_office(by: Official, held_on: date) -> str | None:
    """Nobody met anybody as an official before they held a post here."""
    if by.appointments.filter(from_on__lte=held_on).exists():
        return None
    return _("On that day you held no post here yet, so it cannot be recorded in your name.")


def objection_to_kind_of_point(kind: str, disposition: str, is_agreed: bool | None) -> str | None:
    """Out of a personal talk comes only what the person agreed to; a question asked in public is never left open."""
    if kind == Contact.Kind.TALK and (disposition != Point.Disposition.MATTER or not is_agreed):
        return _("Only what the person agreed to is taken out of a talk; the rest stays in your own note.")
    if kind == Contact.Kind.POLICY_TALK and disposition not in (
        Point.Disposition.ANSWERED,
        Point.Disposition.MATTER,
    ):
        return _("A question is either answered, or registered so that it will be.")
    return None


def objection_to_typing_in(official: Official, by: Official, at: datetime) -> str | None:
    """Paper is typed in by a desk clerk or coordinator of the unit in which, or above which, the official serves."""
    paths = by.standing(at).paths_of(*DESK)
    if any(hat.path.startswith(path) for hat in official.standing(at).hats for path in paths):
        return None
    return _("Only the desk of the unit in which %(name)s serves types in these papers.") % {
        "name": official.name
    }


def objection_to_backdating(held_on: date, today: date, charter: Charter, details: Details) -> str | None:
    """What is typed in from paper long after the day needs a reason (I-38)."""
    days = int(charter.figure("keeping.paper_wd").value)
    if details.entered_by is None or details.late_reason.strip():
        return None
    if held_on >= today or calendar().between(held_on, today) <= days:
        return None
    return _("It is more than %(n)d working days ago; please say why it is typed in only now.") % {"n": days}


def same_visit(official: Official, household: Household, held_on: date) -> Contact | None:
    """A standing contact of the same official with the same household on the same day, if there is one already."""
    return (
        Contact.objects.standing()
        .filter(official=official, household=household, held_on=held_on)
        .order_by("pk")
        .first()
    )


def objection_to_point(text: str, disposition: str, answer: str) -> str | None:
    """No point without words and a disposition; an answer given is written down."""
    if not text.strip():
        return _("Please write down what was said.")
    if len(text) > MAX_TEXT:
        return _("A point can be at most %(n)d characters long.") % {"n": MAX_TEXT}
    if disposition not in Point.Disposition.values:
        return _("Please choose what is to become of each point.")
    if disposition == Point.Disposition.ANSWERED and not answer.strip():
        return _("Please write down what you answered.")
    return None


def objection_to_voiding(contact: Contact, by: Official) -> str | None:
    """Only its author strikes a record out, and only once."""
    if contact.official_id != by.pk:
        return _("Only the one who recorded it can strike it out.")
    if contact.voided_at is not None:
        return _("This record has been struck out already.")
    return None
