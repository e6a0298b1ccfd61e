"""What is held of a person: under which records they stand, and each of them as it is told them (PIPL 45).

Told is what concerns the person alone: what others said, what officials noted among themselves, and matters of others in
which they are named stay out, so that nobody who complained of somebody is known by it (I-19).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from huiyin.contacts.models import Contact, Point, Promise
from huiyin.contacts.wording import coded
from huiyin.help.models import AidPlan, NeedAssessment
from huiyin.lib import naming
from huiyin.lib.charter import Charter
from huiyin.lib.masking import mask_numbers
from huiyin.lots.models import DrawEntry
from huiyin.matters.attached import named, to_the_person
from huiyin.matters.models import Matter
from huiyin.orgs.calendar import local_day
from huiyin.outbox.rules import TRANSPORTS
from huiyin.people.many import PAPER
from huiyin.people.models import ConsentRecord, Household, Resident, Reveal
from huiyin.privacy.models import LANGUAGES, DataRequest
from huiyin.receptions.models import Booking, QueueTicket
from huiyin.register.models import Assignment
from huiyin.ui.templatetags.ui import day as in_words

Rows = list[tuple[str, str]]
KEYS = "keys"
AGREED = {  # what somebody agreed to
    "register": gettext_lazy("to be a contact household"),
    "need": gettext_lazy("that a need is recorded and passed on"),
}
MOST = 200  # of one kind; a person has few of any


@dataclass(frozen=True)
class Held:
    """The records of one person, as a request names and proves them."""

    request: DataRequest
    people: tuple[Resident, ...]
    shown: tuple[Matter, ...] = field(default=())  # whose code was shown, though they may bear no name

    @cached_property
    def raised(self) -> QuerySet[Matter]:
        """Matters that they raised, as rows."""
        mine = Q(resident__in=[one.pk for one in self.people]) | Q(pk__in=[one.pk for one in self.shown])
        return Matter.objects.live().filter(mine)

    @cached_property
    def matters(self) -> list[Matter]:
        """Matters that they raised."""
        return list(self.raised.order_by("pk")[:MOST])

    @cached_property
    def points(self) -> QuerySet[Point]:
        """What they said at occasions with them, as rows."""
        return Point.objects.filter(contact__household__in=self.homes, contact__person__in=self.people)

    @cached_property
    def said(self) -> dict[int, list[Point]]:
        """What they said at occasions with them, by the occasion."""
        said: dict[int, list[Point]] = {}
        for one in self.points.order_by("contact", "number")[:MOST]:
            said.setdefault(one.contact_id, []).append(one)
        return said

    @cached_property
    def promises(self) -> QuerySet[Promise]:
        """What they were promised, at an occasion with them or in a matter of theirs."""
        mine = Q(contact__household__in=self.homes, contact__person__in=self.people)
        mine |= Q(about__in=[one.reference for one in self.matters])
        return Promise.objects.standing().filter(mine)

    @cached_property
    def homes(self) -> list[Household]:
        """Homes of the register for which they speak or spoke."""
        mine = {one.household_id for one in self.people if one.household_id}
        lines = Assignment.objects.filter(person__in=self.people).values("household")
        return list(Household.objects.filter(Q(pk__in=mine) | Q(pk__in=lines)).select_related("place"))


def of(found: DataRequest) -> Held:
    """Who it is on record, once who asks has been checked; before that nobody.

    A code shows no more than that one matter is theirs, and is held by whoever took the matter down for them: it opens
    that matter and nobody's record. After a check of the person the name agrees, and with it the number, or a matter or a
    home that they named: one number alone may be a whole family's.
    """
    if not found.proof:
        return Held(found, ())
    if found.proof == DataRequest.Proof.CODE:
        return Held(found, (), tuple(_named(found)))
    return replace(likely(found), shown=())


def likely(found: DataRequest) -> Held:
    """Who it would be, and every matter that was named, before anybody has checked who asks: shown to nobody.

    From it follows alone who may not answer.
    """
    named_ones, numbers = _named(found), found.numbers.split()
    near = Q(pk__in=named_ones.values("resident")) | Q(household__code__in=numbers)
    if found.phone_index:
        near |= Q(pk__in=Resident.objects.with_index([found.phone_index]).values("pk"))
    close = Resident.objects.filter(near, anonymised_at=None).order_by("pk")[:MOST]
    people = tuple(one for one in close if naming.same(one.name, found.name_on_record))
    return Held(found, people, tuple(named_ones))


def _named(found: DataRequest) -> QuerySet[Matter]:
    return Matter.objects.live().filter(reference__in=found.numbers.split())


@dataclass(frozen=True)
class Part:
    """One kind of record: what it is called, what it is kept for, for how long, and what tells it."""

    title: Any
    why: Any
    kept: Any
    rows: Callable[[Held], Rows]
    figure: str = ""  # of the charter: the days that `kept` speaks of

    def kept_words(self, charter: Charter) -> str:
        """For how long, with the days that the charter sets."""
        return str(self.kept) % {"n": charter.figure(self.figure).value} if self.figure else str(self.kept)


def statement(held: Held) -> dict[str, Any]:
    """Everything, in each language of the house, as it stands now; and by their keys what somebody might be meant in."""
    found: dict[str, Any] = {KEYS: keys_of(held)}
    charter = held.request.charter.charter
    for language in LANGUAGES:
        with override(language):
            parts = [(part, part.rows(held)) for part in PARTS]
            found[language] = [
                {
                    "title": str(part.title),
                    "why": str(part.why),
                    "kept": part.kept_words(charter),
                    "rows": rows,
                }
                for part, rows in parts
                if rows
            ]
    return found


def keys_of(held: Held) -> dict[str, list[Any]]:
    """The matters and points that are told: whoever one of them is about reads nothing of it (I-19)."""
    points = [one.pk for said in held.said.values() for one in said]
    return {"matters": [one.reference for one in held.matters], "points": points}


def _day(at: datetime, held: Held) -> str:
    return in_words(local_day(at, held.request.county))


def _people(held: Held) -> Rows:
    rows: Rows = []
    for one in held.people:
        rows += [(_("Name"), one.name), (_("Telephone"), one.phone), (_("E-mail"), one.email)]
        rows.append((_("Name that WeChat knows them by"), one.wechat))
        rows.append((_("How the person hears"), str(TRANSPORTS.get(one.told_by, ""))))
        rows.append((_("on record since"), _day(one.created_at, held)))
    groups = held.request.charter.charter.groups
    for home in held.homes:
        rows.append((_("Household"), f"{home.place.name} {home.code}"))
        rows.append((_("Where the home is"), home.address))
        rows.append((_("Groups that the household declared"), coded(groups, home.groups)))
    return _filled(rows)


def _consents(held: Held) -> Rows:
    rows: Rows = []
    for one in ConsentRecord.objects.filter(resident__in=held.people)[:MOST]:
        words = _("words of version %(n)s") % {"n": one.words_version} if one.words_version != PAPER else ""
        told = (str(AGREED.get(one.purpose, one.purpose)), words, str(one.get_method_display()))
        rows.append((_day(one.given_at, held), " · ".join(filter(None, told))))
        if one.withdrawn_at:
            rows.append((_day(one.withdrawn_at, held), _("consent withdrawn")))
    return rows


def _lines(held: Held) -> Rows:
    lines = (
        Assignment.objects.filter(person__in=held.people).select_related("official", "unit").order_by("pk")
    )
    return [(_span(one), f"{one.official.name} · {one.unit.name}") for one in lines[:MOST]]


def _span(line: Assignment) -> str:
    if line.ended_on is None:
        return _("from %(day)s on") % {"day": in_words(line.started_on)}
    return _("%(first)s to %(last)s") % {"first": in_words(line.started_on), "last": in_words(line.ended_on)}


def _contacts(held: Held) -> Rows:
    """Occasions with the person; of those with somebody else of the home only that there was one."""
    met = Contact.objects.standing().filter(household__in=held.homes).select_related("unit")
    rows: Rows = []
    charter = held.request.charter.charter
    for one in met.order_by("held_on", "pk")[:MOST]:
        form = coded(charter.listed("form"), [one.kind])
        rows.append((in_words(one.held_on), f"{form} · {one.unit.name}"))
        rows += [(_("said"), mask_numbers(point.text)) for point in held.said.get(one.pk, ())]
    return rows


def _promises(held: Held) -> Rows:
    made = held.promises.order_by("due_on", "pk")[:MOST]
    return [(in_words(one.due_on), mask_numbers(one.words)) for one in made]


def _matters(held: Held) -> Rows:
    rows: Rows = []
    for one in held.matters:
        day = _day(one.received_at, held) if one.received_at else ""
        rows.append((one.reference, f"{day} · {one.state_words}"))
        rows.append((_("said"), mask_numbers(one.body)))
        answers = one.replies.given().filter(replaced_at=None)
        rows += [(_("answered"), mask_numbers(reply.opinion)) for reply in answers]
        rows += [(_("file"), name) for _digest, name in named(one, to_the_person(one))]
    return _filled(rows)


def _visits(held: Held) -> Rows:
    booked = Booking.objects.filter(person__in=held.people).select_related("session")
    rows = [
        (in_words(one.session.planned_on), f"{one.reference} {one.topic_words} {one.access_needs}".strip())
        for one in booked.order_by("pk")[:MOST]
    ]
    came = QueueTicket.objects.filter(person__in=held.people).select_related("session")
    return rows + [(_day(one.came_at, held), _("came to a reception")) for one in came.order_by("pk")[:MOST]]


def _help(held: Held) -> Rows:
    plans = AidPlan.objects.filter(person__in=held.people).order_by("pk")[:MOST]
    needs = NeedAssessment.objects.filter(person__in=held.people).order_by("pk")[:MOST]
    rows = [(in_words(one.started_on), f"{one.need} {one.measure} {one.result}".strip()) for one in plans]
    return _filled(rows + [(_day(one.assessed_at, held), one.help_needed) for one in needs])


def _draws(held: Held) -> Rows:
    entries = DrawEntry.objects.filter(household__in=held.homes).select_related("draw").order_by("pk")
    return [(one.draw.reference, one.draw.subject) for one in entries[:MOST]]


def _looks(held: Held) -> Rows:
    looks = Reveal.objects.filter(resident__in=held.people).select_related("unit").order_by("at", "pk")
    return [(_day(one.at, held), f"{one.unit.name} · {one.get_purpose_display()}") for one in looks[:MOST]]


def _filled(rows: Sequence[tuple[str, str]]) -> Rows:
    return [(label, value) for label, value in rows if value]


PARTS = (
    Part(
        gettext_lazy("Who you are"),
        gettext_lazy("to address and to reach you; by your consent, or about your own matter"),
        gettext_lazy(
            "%(n)s days after the register line has ended; of a matter five years after it was closed"
        ),
        _people,
        "keeping.register_keep_days",
    ),
    Part(
        gettext_lazy("Your consent"),
        gettext_lazy("to show what you agreed to (PIPL 14)"),
        gettext_lazy("three years after its end"),
        _consents,
    ),
    Part(
        gettext_lazy("Who keeps in touch with you"),
        gettext_lazy("the contact register, by your consent"),
        gettext_lazy("five years; your details %(n)s days after the end"),
        _lines,
        "keeping.register_keep_days",
    ),
    Part(
        gettext_lazy("When somebody met you, and what you said"),
        gettext_lazy("the duty of officials to keep in touch, and to see to what is said"),
        gettext_lazy("five years; an official's own notes %(n)s days"),
        _contacts,
        "keeping.talk_note_days",
    ),
    Part(
        gettext_lazy("What you were promised"),
        gettext_lazy("so that it is kept"),
        gettext_lazy("five years"),
        _promises,
    ),
    Part(
        gettext_lazy("Your matters, their answers and files"),
        gettext_lazy("to see to what you asked for; the duty of the office"),
        gettext_lazy("five years after closing, then by the rules of the archive"),
        _matters,
    ),
    Part(
        gettext_lazy("Bookings and visits"),
        gettext_lazy("to receive you"),
        gettext_lazy("five years; what you need in order to come, until the day is over"),
        _visits,
    ),
    Part(
        gettext_lazy("Help planned for you"),
        gettext_lazy("paired assistance and referrals, each by your consent"),
        gettext_lazy("until it is no longer valid or you take the consent back"),
        _help,
    ),
    Part(
        gettext_lazy("Draws in which your household stood"),
        gettext_lazy("so that every household has its chance"),
        gettext_lazy("five years"),
        _draws,
    ),
    Part(
        gettext_lazy("Who has looked at your name and number"),
        gettext_lazy("so that each look can be accounted for"),
        gettext_lazy("three years"),
        _looks,
    ),
)
