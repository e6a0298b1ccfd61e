"""How a matter of the demo lives, by the deeds of the people whose posts it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from huiyin.contacts.actions import keep
from huiyin.contacts.models import Promise
from huiyin.demo import texts
from huiyin.demo.days import Days, Life, Timeline
from huiyin.demo.founding import OFFICE_KEYS, Realm
from huiyin.demo.texts import Case
from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official, Unit

MEANS = ((), ("coordination",), ("information",), ("coordination", "funding"), ("funding",))
STAGES = ("received", "routed", "accepted", "in_progress", "pending_approval", "replied", "end")
LONG_WORK = 5
UNOPENED = 3  # working days
TELL_AFTER = 16  # working days after which somebody who waits is told how far it is


@dataclass(frozen=True)
class Pace:
    """Working days from step to step, where it stops, and how the resident takes the answer."""

    route: int = 0
    accept: int = 1
    start: int = 1
    answer: int = 8
    approve: int = 1
    returned: bool = False
    rate: int | None = 3
    handled: str = "yes"
    satisfied: int = 4
    reopen: int | None = None
    again: int = 4
    closed_by_desk: bool = False
    brought: str = ""  # how an answer that somebody brings fares: not_yet, tried, notice
    stop: str = "end"


@dataclass(frozen=True)
class Demand:
    """What is raised and where: town ("root": the county's desk), name of the place, group number."""

    case: Case
    town: str
    place: str
    group: int

    def fill(self, words: str) -> str:
        """The words with their place."""
        return words.format(place=self.place, g=self.group)


@dataclass(frozen=True)
class Crew:
    """Who leads, takes over, handles and approves."""

    unit: Unit
    taker: Official
    handler: Official
    approver: Official


class Story:
    """One matter's life as a generator of moments."""

    def __init__(
        self, realm: Realm, days: Days, timeline: Timeline, matter: Matter, demand: Demand, pace: Pace
    ) -> None:
        self.timeline = timeline
        self.realm, self.days, self.demand, self.pace = realm, days, demand, pace
        self.case, self.town, self.place = demand.case, demand.town, demand.place
        self.matter, self.moment = matter, matter.registered_at

    def live(self) -> Life:
        """From the desk to the echo, as far as the pace lets it go."""
        reach = STAGES.index(self.pace.stop)
        for stage, part in enumerate(
            (self._route, self._accept, self._work, self._draft, self._approve), start=1
        ):
            if reach < stage:
                return
            yield from part()
        yield from self._bring()
        if reach > STAGES.index("replied"):
            yield from self._echo()

    def crew(self) -> Crew:
        """As the posts are filled now."""
        realm, town, lead = self.realm, self.town, self.case.lead
        key = town
        if lead in OFFICE_KEYS and f"{town}.{lead}" in realm.units:
            key = f"{town}.{lead}"
        elif lead == "village" and town != "root":
            key = self.place
        elif lead in realm.heads and lead != "root":
            key = lead
        top = realm.heads[town]
        head = realm.heads.get(key, top)
        if lead == "village":
            handler = head if key in realm.heads else realm.desks[town]
        else:
            handler = realm.staff.get(key) or realm.staff.get(town) or realm.desks[town]
        approver = head if head != handler else top
        people = realm.people
        return Crew(realm.units[key], people[head], people[handler], people[approver])

    def _wait(self, working_days: int) -> Iterator[datetime]:
        self.moment = self.days.after(self.moment, working_days)
        yield self.moment

    def _desk(self) -> Official:
        return self.realm.people[self.realm.desks[self.town]]

    def _route(self) -> Life:
        yield from self._wait(self.pace.route)
        note = self.days.rng.choice(texts.notes()["route"])
        to, by, topic = self.crew().unit, self._desk(), self.case.topic
        self.matter = actions.route(to=to, topic=topic, note=note, **self._deed(by))

    def _accept(self) -> Life:
        yield from self._wait(self.pace.accept)
        crew = self.crew()
        self.matter = actions.accept(handler=crew.handler, **self._deed(crew.taker))

    def _work(self) -> Life:
        yield from self._wait(self.pace.start)
        self.matter = actions.start(words=self.case.did, means=self._means(), **self._deed(self._handler()))
        if self.pace.answer > LONG_WORK:
            started = self.moment
            yield from self._wait(LONG_WORK - 1)
            words = self.days.rng.choice(texts.notes()["going"])
            self.matter = actions.note(words=words, **self._deed(self._handler()))
            self.moment = started

    def _draft(self) -> Life:
        long = self.pace.answer // TELL_AFTER
        for _time in range(long):
            yield from self._wait(TELL_AFTER)
            words = self.days.rng.choice(texts.notes()["going"])
            self.matter = actions.inform(words=words, **self._deed(self._handler()))
        yield from self._wait(self.pace.answer - long * TELL_AFTER)
        self._write()
        if self.pace.returned:
            yield from self._wait(1)
            reason = self.days.rng.choice(texts.notes()["returns"])
            self.matter = actions.return_draft(reason=reason, **self._deed(self.crew().approver))
            yield from self._wait(1)
            self._write()

    def _write(self) -> None:
        case, by = self.case, self._handler()
        reply = actions.draft_reply(
            request=self.demand.fill(case.ask),
            facts=self.demand.fill(case.found),
            opinion=self.demand.fill(case.say),
            outcome=case.outcome,
            basis=case.basis,
            remedy=texts.notes()["remedy"],
            contact_name=by.name,
            contact_phone=by.phone,
            promise_due_on=self.moment.date() + timedelta(days=case.due)
            if case.outcome == "promised"
            else None,
            **self._deed(by),
        )
        self.matter = reply.matter

    def _approve(self) -> Life:
        yield from self._wait(self.pace.approve)
        self.matter = actions.approve(**self._deed(self.crew().approver))
        if self.case.outcome == "promised":
            self.timeline.add(self._keep())

    def _keep(self) -> Life:
        """The handler keeps what the answer promised, some days before the day."""
        made = Promise.objects.filter(about=self.matter.reference).latest("pk")
        early = self.days.calendar.before(made.due_on, self.days.rng.randint(1, 4))
        moment = self.days.moment(max(early, self.days.after(self.moment, 1).date()))
        yield moment
        how = self.days.rng.choice(texts.notes()["done"])
        keep(promise=made, how=how, version=made.version, by=self._handler(), at=moment)

    def _bring(self) -> Life:
        """Most open their page the same day; where somebody has to ring, one in five is reached the day after only."""
        kind = self.moment.minute % 5
        if not self.matter.to_bring and (kind or self.pace.rate is not None):
            yield from self._wait(0)
            actions.opened(matter=self.matter, at=self.moment)
        elif not self.matter.to_bring:
            yield from self._wait(
                UNOPENED
            )  # by now the clock has made a task of it, if a number is on record
        if Matter.objects.filter(pk=self.matter.pk).exclude(to_bring="").exists():
            yield from self._ring(in_vain=kind == 0)

    def _ring(self, *, in_vain: bool) -> Life:
        pace = self.pace.brought
        if pace == "not_yet":
            return
        yield from self._wait(0)
        tries, rung = {"tried": 2, "notice": 3}.get(pace, int(in_vain)), 0
        for _number in range(tries):
            if not self._still_to_ring():
                break
            rung += 1
            actions.try_delivery(words=texts.notes()["brought"]["tried"], **self._deed(self._handler()))
            yield from self._wait(1)
        if pace != "tried" and self._still_to_ring(post=True):
            way = pace if pace and rung == tries else self.matter.to_bring  # by post where no number was left
            by = self._desk() if self.matter.to_bring == "post" else self._handler()
            self.matter = actions.deliver(way=way, how=texts.notes()["brought"][way], **self._deed(by))

    def _still_to_ring(self, *, post: bool = False) -> bool:
        """As it stands by now: the person may have opened the page meanwhile."""
        self.matter.refresh_from_db(fields=["version", "to_bring"])
        return self.matter.to_bring not in ("", "" if post else "post")

    def _echo(self) -> Life:
        pace = self.pace
        if pace.rate is None:
            return
        answered = self.moment
        yield from self._wait(pace.rate)
        self._rate()
        if pace.reopen is not None:
            self.moment = answered
            yield from self._wait(pace.reopen)
            words = self.days.rng.choice(texts.notes()["reopen"])
            self.matter = actions.reopen(matter=self.matter, words=words, at=self.moment)
            yield from self._again()
        elif pace.closed_by_desk:
            yield from self._wait(1)
            self.matter.refresh_from_db(fields=["state", "version"])
            if self.matter.state == "closed":
                return
            by = self._desk()
            by = by if by.pk != self.matter.handler_id else self.realm.people[self.realm.desks["root"]]
            actions.close(**self._deed(by))

    def _rate(self) -> None:
        unhappy = self.case.unhappy or self.days.rng.choice(texts.notes()["unhappy"])
        words = {"yes": self.case.thanks, "no": unhappy}.get(self.pace.handled, "")
        door = self.days.rng.choice(("code", "link"))
        handled, satisfied = self.pace.handled, self.pace.satisfied
        rating = actions.rate(
            matter=self.matter, handled=handled, satisfied=satisfied, words=words, door=door, at=self.moment
        )
        self.matter = rating.matter

    def _again(self) -> Life:
        """Taken up again: worked on once more, answered, and this time to the resident's content."""
        self.pace = replace(
            self.pace, answer=self.pace.again, returned=False, reopen=None, handled="yes", satisfied=4
        )
        yield from self._wait(1)
        self.matter = actions.note(words=self.case.did, means=self._means(), **self._deed(self._handler()))
        for part in (self._draft, self._approve, self._bring, self._echo):
            yield from part()

    def _means(self) -> tuple[str, ...]:
        """By which means it was helped, as far as somebody noted it: the same for the same case."""
        return MEANS[len(self.case.did) % len(MEANS)]

    def _deed(self, by: Official) -> dict[str, Any]:
        """What an official's deed is given; time leaves the version alone until it closes the matter."""
        return {"matter": self.matter, "version": self.matter.version, "by": by, "at": self.moment}

    def _handler(self) -> Official:
        """The same object for the same official, so that a post is looked up once a day."""
        return next(o for o in self.realm.people.values() if o.pk == self.matter.handler_id)
