"""What follows at the register: who keeps it, what each official owes it, whom nobody has met for long."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from huiyin.contacts import rules
from huiyin.contacts.homes import homes_seen
from huiyin.contacts.models import Assignment, Contact, Exemption, Promise, ReceptionSession, StandIn
from huiyin.contacts.models.assignment import Assignments
from huiyin.contacts.models.contact import Contacts
from huiyin.contacts.reception_words import announcement
from huiyin.lib.charter import Charter
from huiyin.lib.charter_shape import DUTIES as LEVELS
from huiyin.lib.masking import find_personal
from huiyin.orgs import line as reporting
from huiyin.orgs.calendar import local_day
from huiyin.orgs.charter import charter_on
from huiyin.orgs.models import Appointment, County, Official, Unit
from huiyin.orgs.places import township_path
from huiyin.orgs.standing import LEADING
from huiyin.people.models import ConsentRecord, Household, Resident
from huiyin.ui.templatetags.ui import day as day_words

OFFICER = "officer"
IN_ORDER = ("household__place__path", "household__code", "pk")  # as the villages stand
MOST_CHOICES = 300


def noon(day: date, county: County) -> datetime:
    """The middle of a day, at which one asks how things stood on it."""
    return datetime.combine(day, time(12), tzinfo=county.zone)


# --- who keeps the register ---


def branch_desk(unit: Unit, day: date) -> list[Official]:
    """Those who head, coordinate or supervise the branch, or the nearest unit above it where somebody does."""
    rungs = reporting.rungs(unit, day)
    return rungs[0][1] if rungs else []


def keeps_for(by: Official, official: Official, at: datetime) -> bool:
    """Whether `by` keeps the register of the branch of `official`."""
    if not official.standing(at).hats:
        return False
    return by.standing(at).over(rules.own_unit(official, at), *LEADING)


def objection_to_keeping_register(by: Official, official: Official, at: datetime) -> str | None:
    """A line is kept by its official, or by those who head or coordinate the branch."""
    if by.pk == official.pk or keeps_for(by, official, at):
        return None
    return _("Only the official, or who heads or coordinates the branch, keeps this line.")


def objection_to_serving(official: Official, at: datetime) -> str | None:
    """Households are kept by officials with a post for it."""
    if not official.standing(at).has(OFFICER):
        return _("%(name)s holds no post that keeps contact households.") % {"name": official.name}
    return None


def objection_to_pairing(*, household: Household, person: Resident, consent: ConsentRecord) -> str | None:
    """A line needs the living consent of that household's own person."""
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
    if household.voided_at is not None:
        return _("This household has been taken off the register.")
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
    if not by.standing(at).over(line.unit, *LEADING):
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


# --- how long it has been ---


def _met(day: date) -> Contacts:
    """Contacts under the line outside, up to that day: by its official, or by who stood in on the day of the contact."""
    standing_in = StandIn.objects.filter(
        Q(called_back_at=None) | Q(called_back_at__date__gt=OuterRef("held_on")),
        official=OuterRef(OuterRef("official")),
        stand_in=OuterRef("official"),
        from_on__lte=OuterRef("held_on"),
        until_on__gte=OuterRef("held_on"),
    )
    return Contact.objects.standing().filter(
        Q(official=OuterRef("official")) | Exists(standing_in),
        household=OuterRef("household"),
        held_on__gte=OuterRef("started_on"),
        held_on__lte=day,
    )


def with_contacts(lines: Assignments, day: date) -> QuerySet[Any]:
    """Lines with `last_contact` up to that day, by the official or who stood in, and `silent_since`."""
    latest = _met(day).order_by("-held_on").values("held_on")[:1]
    return lines.annotate(last_contact=Subquery(latest)).annotate(
        silent_since=Greatest("started_on", Coalesce("last_contact", "started_on"))
    )


def dormant(lines: Assignments, day: date, county: County, *, periods: int = 1) -> QuerySet[Any]:
    """Live lines on which nobody has met for the charter's number of days (S11)."""
    charter = charter_on(day, county)
    if charter is None:
        return with_contacts(lines.none(), day)
    days = int(charter.figure("keeping.dormant_days").value) * periods
    since = day - timedelta(days=days)
    silent = lines.live_on(day).filter(~Exists(_met(day).filter(held_on__gt=since)), started_on__lte=since)
    return with_contacts(silent, day)


# --- what each official owes ---


def _holding(day: date, **more: Any) -> QuerySet[Appointment]:
    return Appointment.objects.live_on(day).filter(official=OuterRef("pk"), **more)


def _kinds(level: str) -> list[str]:
    return [kind for kind, name in Unit.LEVELS.items() if name == level]


def _at_level(level: str, day: date) -> Exists:
    """Whether an official keeps households by a post at this level, or in a branch that sits at it."""
    own = Q(post__unit__kind__in=_kinds(level))
    party = Q(post__unit__parent__kind__in=_kinds(level)) & ~Q(post__unit__kind__in=list(Unit.LEVELS))
    return Exists(_holding(day, post__capacities__contains=[OFFICER]).filter(own | party))


def officers(asker: Official, at: datetime, day: date) -> Any:
    """Officials who kept households on that day: oneself, and those of the units one keeps the register of."""
    scope = Q(pk=asker.pk)
    mine = asker.standing(at).scope("post__unit__", *LEADING)
    post = {"post__capacities__contains": [OFFICER]}
    scope |= Q(Exists(_holding(day, **post).filter(mine)))
    return Official.objects.filter(scope, Exists(_holding(day, **post))).order_by("name_key", "pk")


def with_lines(people: QuerySet[Any], day: date) -> Any:
    """Officials with the number of their live lines of that day as `lines`."""
    live = Assignment.objects.live_on(day).filter(official=OuterRef("pk")).order_by()
    counted = live.values("official").annotate(n=Count("pk")).values("n")
    return people.annotate(lines=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def with_quota(people: QuerySet[Any], day: date, charter: Charter) -> Any:
    """Officials with the least number of households the charter of that day asks of them as `quota`."""
    cases = [When(_at_level(level, day), then=Value(charter.least_households(level))) for level in LEVELS]
    default = Value(charter.least_households(""))
    return people.annotate(quota=Case(*cases, default=default, output_field=IntegerField()))


def below_quota(asker: Official, at: datetime, day: date) -> Any:
    """Officials with fewer live lines than the charter of that day asks for and no exemption granted for it, by name."""
    people = with_lines(officers(asker, at, day), day)
    charter = charter_on(day, asker.county)
    if charter is None:
        return people.none()
    exempt = Exemption.objects.granted_on(day).filter(official=OuterRef("pk"))
    return with_quota(people, day, charter).filter(~Exists(exempt), lines__lt=F("quota"))


def state_of(line: Assignment, day: date) -> str:
    """How a line stood on a day (§3.5): active, paused while somebody stands in, or ended."""
    if line.ended_on is not None and line.ended_on <= day:
        return "ended"
    absent = StandIn.objects.live_on(day).filter(official=line.official_id).exists()
    return "paused" if absent else "active"


def today_of(official: Official, at: datetime) -> date:
    """The county's day."""
    return local_day(at, official.county)


# --- what a page or a document of the register shows ---


def lines(
    asker: Official, at: datetime, day: date, *, unit: str = "", official: str = "", village: str = ""
) -> Any:
    """Lines as they stood on a day, within what the asker may see; by branch, official or village if asked for."""
    found = Assignment.objects.visible_to(asker, at).live_on(day)
    wanted = {"unit__code": unit, "official__username": official, "household__place__code": village}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    return found.select_related("official", "household__place", "person", "unit").order_by(*IN_ORDER)


def choices(seen: Any) -> dict[str, list[tuple[str, str]]]:
    """What those lines can be narrowed by: branches and villages in tree order, officials by name.

    Ids are read first and without what the list shows: each is one pass over the lines.
    """
    bare = seen.select_related(None).order_by()
    of = ("unit", "official", "household__place")
    units, officials, places = (set(bare.values_list(name, flat=True).distinct()) for name in of)

    def named(ids: set[int]) -> list[tuple[str, str]]:
        rows = Unit.objects.filter(pk__in=ids).in_tree_order().values_list("code", "short_name")
        return list(dict.fromkeys(rows))

    people = Official.objects.filter(pk__in=officials).order_by("name_key", "pk")
    return {
        "unit": named(units),
        "official": list(people.values_list("username", "name")),
        "village": named(places),
    }


def consenting(by: Official, at: datetime, day: date, *, home: str = "") -> list[Resident]:
    """People who agreed and whose household nobody is in touch with; of the household named, whoever agreed there."""
    seen = homes_seen(by, at).filter(voided_at=None)
    if home:
        seen = seen.filter(key=home)
    else:
        live = Assignment.objects.live_on(day).filter(household=OuterRef("pk"))
        seen = seen.filter(~Exists(live))
    agreed = ConsentRecord.objects.filter(resident=OuterRef("pk"), purpose="register", withdrawn_at=None)
    people = Resident.objects.filter(
        Exists(agreed), anonymised_at=None, household__in=seen.order_by().values("pk")
    )
    return list(people.select_related("household__place").order_by("household__code", "pk")[:MOST_CHOICES])


@dataclass(frozen=True)
class CardLine:
    """One official on a household's card."""

    official: Official
    title: str
    unit: Unit
    promises: list[Promise]
    reception: ReceptionSession | None

    @property
    def announced(self) -> str:
        """Their next reception day, or the township's, in a sentence; empty when none is published."""
        return announcement(self.reception) if self.reception else ""


def next_reception(official: Official, household: Household, day: date) -> ReceptionSession | None:
    """The official's next public reception day, else the next one in the household's township."""
    coming = ReceptionSession.objects.public().still_to_come(day).select_related("office", "official")
    town = township_path(household.place.path)
    own = coming.filter(official=official).soonest_first().first()
    return own or coming.filter(office__unit__path__startswith=town).soonest_first().first()


def card(household: Household, day: date) -> list[CardLine]:
    """Who keeps in touch with the household on that day, by which post, and what they promised it; no resident's data."""
    found = []
    live = Assignment.objects.live_on(day).filter(household=household).select_related("official", "unit")
    for line in live.order_by("started_on", "pk"):
        posts = Appointment.objects.live_on(day).filter(official=line.official).select_related("post__unit")
        best = sorted(posts, key=lambda one: (one.post.unit.kind not in Unit.LEVELS, one.post.unit.path))
        promised = Promise.objects.open().filter(official=line.official, contact__household=household)
        unit = best[0].post.unit if best else line.unit
        title = best[0].post.title if best else ""
        promises, receives = list(promised.soonest_first()), next_reception(line.official, household, day)
        found.append(CardLine(line.official, title, unit, promises, receives))
    return found


def colleagues(asker: Official, at: datetime, day: date) -> Any:
    """Who may stand in: officers of the townships, or of the county departments, where the asker holds a post."""
    near = Q(pk=None)
    for path in asker.standing(at).paths_of():
        near |= Q(post__unit__path__startswith=township_path(path))
    post = {"post__capacities__contains": [OFFICER]}
    return Official.objects.filter(Exists(_holding(day, **post).filter(near)), is_active=True).order_by(
        "name_key", "pk"
    )


def hosts(day: date) -> QuerySet[Unit]:
    """Where an official can be seconded to: townships, streets, villages and communities of that day, in tree order."""
    kinds = [kind for kind, level in Unit.LEVELS.items() if level in ("town", "village")]
    return Unit.objects.valid_on(day).filter(kind__in=kinds).in_tree_order()
