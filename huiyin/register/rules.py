"""What follows at the register: who keeps it, and what stands against beginning, ending or handing over a line."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from django.db.models import (
    Q,
)
from django.utils.translation import gettext as _

from huiyin.contacts import rules
from huiyin.lib.masking import find_personal
from huiyin.lib.refusal import Beside
from huiyin.orgs import line as reporting
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County, Official, Unit
from huiyin.orgs.standing import LEADING
from huiyin.people.again import Like
from huiyin.people.apart import followers
from huiyin.people.models import ConsentRecord, Household, Resemblance, Resident
from huiyin.register.asking import question
from huiyin.register.homes import homes_seen
from huiyin.register.models import Assignment
from huiyin.register.quota import OFFICER
from huiyin.register.silence import with_contacts
from huiyin.ui.templatetags.ui import day as day_words

# What higher rooms know of that is open for a household, as a sentence; put together in `site.words`.
STILL_OPEN: list[Callable[[Household], str | None]] = []


def noon(day: date, county: County) -> datetime:
    """The middle of a day, at which one asks how things stood on it."""
    return datetime.combine(day, time(12), tzinfo=county.zone)


def branch_desk(unit: Unit, day: date) -> list[Official]:
    """Those who head, coordinate or supervise the branch, or the nearest unit above it where somebody does."""
    rungs = reporting.rungs(unit, day)
    return rungs[0][1] if rungs else []


def keeps_for(by: Official, official: Official, at: datetime) -> bool:
    """Whether `by` keeps the register of the branch of `official`; who keeps the system hands over for anybody."""
    if not official.standing(at).hats:
        return False
    if by.keeps_system:
        return True
    return by.standing(at).over(rules.own_unit(official, at), *LEADING)


def objection_to_keeping_register(by: Official, official: Official, at: datetime) -> str | None:
    """A line is kept by its official, or by those who head or coordinate the branch."""
    if by.pk == official.pk or keeps_for(by, official, at):
        return None
    return _("Only the official, or who heads or coordinates the branch, keeps this line.")


def keeps_line_of(by: Official, household: Household, at: datetime) -> bool:
    """Whether this official is measured by the household: it is on their register, or they stand in for who keeps it."""
    lines = Assignment.objects.kept_by(by, local_day(at, by.county))
    return lines.filter(household=household).exists()


def objection_to_declaring(household: Household, groups: list[str], by: Official, at: datetime) -> str | None:
    """Groups are the household's own word, noted by somebody who is not measured by it (S08)."""
    if set(groups) != set(household.groups) and keeps_line_of(by, household, at):
        return _("You keep this household's line; its groups are noted at the counter, by somebody else.")
    return None


def objection_to_taking_off(household: Household, reason: str, by: Official, at: datetime) -> str | None:
    """Only who leads its area, with a reason, and once nobody is in touch with it any more."""
    if household.voided_at is not None:
        return _("This household has been taken off the register.")
    if not by.standing(at).over(household.place, *LEADING):
        return _("Only who heads, coordinates or supervises its area takes a household off the register.")
    if Assignment.objects.live_on(local_day(at, by.county)).filter(household=household).exists():
        return _("Somebody is in touch with this household; please end that line first.")
    if (still := next(filter(None, (says(household) for says in STILL_OPEN)), None)) is not None:
        return still
    if not reason.strip():
        return Beside("reason", _("Please say why it is taken off the register."))
    if find_personal(reason):
        return Beside("reason", _("Please leave out telephone and identity numbers; a few words are enough."))
    return None


def objection_to_putting_back(household: Household, by: Official, at: datetime) -> str | None:
    """Only who leads its area, and only what was taken off."""
    if household.voided_at is None:
        return _("This household stands on the register.")
    if not by.standing(at).over(household.place, *LEADING):
        return _("Only who heads, coordinates or supervises its area puts a household back on the register.")
    return None


def objection_to_entering_again(likes: Sequence[Like], why: str, by: Official, at: datetime) -> str | None:
    """What is on record already is asked about; if it really is another one, that is said in a few words."""
    if not likes:
        return None
    if not why.strip():
        others = [one.other.pk for one in likes if one.other is not None]
        seen = set(homes_seen(by, at).filter(pk__in=others).values_list("pk", flat=True))
        return Beside("same", question(likes, seen))
    if find_personal(why):
        return Beside("apart", _("Please leave out telephone and identity numbers; a few words are enough."))
    return None


def objection_to_the_same(household: Household) -> str | None:
    """A household that was taken off the register is put back, not entered once more."""
    if household.voided_at is None:
        return None
    return Beside("same", question([Like(Resemblance.Kind.RETURNED, household)], {household.pk}))


def objection_to_telling_apart(household: Household, by: Official, at: datetime) -> str | None:
    """By who leads the area, did not enter it, and is measured neither by it nor by what it resembles."""
    open_ones = list(Resemblance.objects.open().filter(household=household).select_related("other"))
    if not open_ones:
        return _("This household counts by itself already.")
    if not by.standing(at).over(household.place, *LEADING):
        return _("Only who heads, coordinates or supervises its area says that it is another household.")
    homes = [household, *(one.other for one in open_ones if one.other is not None), *followers(household)]
    if any(one.by == by.key for one in open_ones) or any(keeps_line_of(by, home, at) for home in homes):
        return _("You entered this household or keep its line; somebody else says that it is another one.")
    return None


def objection_to_serving(official: Official, at: datetime) -> str | None:
    """Households are kept by officials with a post for it."""
    if not official.standing(at).has(OFFICER):
        return _("%(name)s holds no post that keeps contact households.") % {"name": official.name}
    return None


def objection_to_pairing(*, household: Household, person: Resident, consent: ConsentRecord) -> str | None:
    """A line needs a household that is on the register, and the living consent of its own person."""
    if household.voided_at is not None:
        return _("This household has been taken off the register.")
    if person.household_id != household.pk:
        return _("The contact person does not belong to this household.")
    if consent.resident_id != person.pk or consent.withdrawn_at is not None:
        return _("There is no consent of this person on record.")
    return None


def objection_to_day(started_on: date, today: date) -> str | None:
    """A line is entered when it begins, or later."""
    if started_on > today:
        return _("The day lies in the future; a line is entered when it begins.")
    return None


def objection_to_starting(official: Official, household: Household, started_on: date) -> str | None:
    """Nobody is in touch with a household twice at once."""
    later = Q(ended_on=None) | Q(ended_on__gt=started_on)
    if Assignment.objects.filter(later, official=official, household=household).exists():
        return _("%(name)s is in touch with this household already.") % {"name": official.name}
    return None


def objection_to_ending(line: Assignment, on: date, reason: str, today: date) -> str | None:
    """An end has a reason and a day, not before what happened under the line."""
    if line.ended_on is not None:
        return _("This line has ended already.")
    if not reason.strip():
        return _("Please say why the line ends.")
    if on > today:
        return _("The day lies in the future.")
    if on < line.started_on:
        return _("The line began only on %(day)s.") % {"day": day_words(line.started_on)}
    last = with_contacts(Assignment.objects.filter(pk=line.pk), today).get().last_contact
    if last is not None and last > on:
        return _("A contact of %(day)s is on record under this line; it cannot end before.") % {
            "day": day_words(last)
        }
    return None


def objection_to_handing_over(
    line: Assignment, to: Official, note: str, by: Official, at: datetime
) -> str | None:
    """To another official of one's own area, with a word that helps them, and without identity numbers."""
    if not (by.keeps_system or by.standing(at).over(line.unit, *LEADING)):
        return _("Only who heads or coordinates the branch hands a household over.")
    if to.pk == line.official_id:
        return _("Please choose another official.")
    if not keeps_for(by, to, at):
        return _("The new official does not belong to the units that you keep the register of.")
    return objection_to_words(note)


def objection_to_words(note: str) -> str | None:
    """Words about a household carry no identity number (G17)."""
    if any(found.kind == "id_card" for found in find_personal(note)):
        return _("Please leave out the identity number; it is not needed here.")
    return None


def today_of(official: Official, at: datetime) -> date:
    """The county's day."""
    return local_day(at, official.county)
