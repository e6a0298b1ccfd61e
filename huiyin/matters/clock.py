"""What time does to matters: reminding, chasing up the line, closing, and working dates out again."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from huiyin.matters import dates, owing
from huiyin.matters.actions import close
from huiyin.matters.actions.advance import claim, leave_step
from huiyin.matters.actions.redating import announce
from huiyin.matters.actions.telling import tell_all
from huiyin.matters.models import Deadline, Delivery, Matter, Step
from huiyin.matters.models.deadline import Deadlines
from huiyin.matters.rules import firewall, line_of
from huiyin.matters.rules.known_code import GIVEN
from huiyin.matters.turns import PUT_OFF, TURN, apart, each
from huiyin.notices.models import Notice
from huiyin.orgs import line
from huiyin.orgs.calendar import Moved, calendar, county_served, day_served, local_day
from huiyin.orgs.handles import CODE_KEPT
from huiyin.orgs.models import Official


def remind_before_due(*, at: datetime) -> int:
    """Whoever holds a matter is told some working days before its date; never on a day off."""
    return each(Deadline.objects.to_remind(at), _remind, "remind_at", at, dates.next_reminder)


def chase_overdue(*, at: datetime) -> int:
    """Each overdue clock is told one rung up the line, then again every few working days; never on a day off."""
    return each(Deadline.objects.to_chase(at), _chase, "chase_at", at, dates.next_chase)


def close_unrated(*, at: datetime) -> int:
    """An answered matter closes when the time for rating has passed; while its answer is still under way it waits."""

    def shut(*, matter: Matter, at: datetime) -> None:
        close(matter=matter, by=None, at=at)

    for_it = Q(matter=OuterRef("matter")) | Q(matter__primary=OuterRef("matter"))
    unarrived = Delivery.objects.unarrived().filter(for_it)  # what closes only when it has arrived
    passed = Deadline.objects.run_out(Deadline.Kind.RATE, day_served(at)).exclude(Exists(unarrived))
    passed = passed.filter(matter__to_call="")  # nor before somebody has rung, or tried to
    return each_passed(passed, shut, at)


def each_passed(windows: Deadlines, act: Callable[..., object], at: datetime) -> int:
    """What is done about each matter whose window has passed."""
    done = 0
    due = windows.not_put_off(at)
    for deadline in due.select_related("matter")[:TURN] if due.exists() else ():
        with _apart(deadline, at):
            matter = claim(deadline.matter, None)  # the matter first, then its clock: as every deed does
            if Deadline.objects.running().filter(pk=deadline.pk).exists():
                act(matter=matter, at=at)
                done += 1
    return done


def note_missed(*, at: datetime) -> int:
    """That a clock overran is written down once its day is over, also on a day off, whatever it is a clock of."""
    return dates.note_missed(Deadline.objects.all(), county_served(), at=at)


def redate(*, at: datetime) -> int:
    """When the days off of a year are announced or changed, dates that run into them are worked out again (I-09)."""
    done = 0
    days = calendar()
    for found in Deadline.objects.reckoned_otherwise(days).not_put_off(at).select_related("matter__county"):
        due = dates.due_of(days, found)
        if found.is_provisional and due.provisional and due.due_legal == found.due_on:
            continue  # still waiting for the announcement
        with _apart(found, at):
            matter = claim(found.matter, None)
            deadline = Deadline.objects.running().filter(pk=found.pk, calendar=found.calendar).first()
            if deadline is None:  # stopped, or another clock was quicker
                continue
            deadline.matter = matter
            if due.due_legal != deadline.due_on:
                announce(deadline, deadline.due_on, due.due_legal, at)
            dates.put(deadline, due, matter, at)
            deadline.save()
            done += 1
    return done


def moving() -> Iterator[Moved]:
    """Which running dates would come out otherwise by the calendar of now; nothing but the days is said of them."""
    days = calendar()
    for found in Deadline.objects.reckoned_otherwise(days):
        due = dates.due_of(days, found)
        if due.due_legal != found.due_on:
            yield found.due_on, due.due_legal


def _apart(deadline: Deadline, at: datetime) -> AbstractContextManager[None]:
    """One bad matter neither stops the clock for all the others nor takes their turn: it is put off by an hour."""
    running = Deadline.objects.running().filter(pk=deadline.pk)
    return apart(deadline, running, put_off_until=at + PUT_OFF)


def wipe_receipts(*, at: datetime) -> int:
    """A receipt can be printed for 72 hours; after that only the resident holds the code.

    What somebody is at is left for the next turn: so many rows at once must not wait for one, nor one for the other.
    """
    young = Step.objects.filter(matter=OuterRef("pk"), deed__in=GIVEN, at__gte=at - CODE_KEPT)
    old = Matter.objects.exclude(receipt="").exclude(Exists(young)).order_by("pk")
    free = old.select_for_update(of=("self",), no_key=True, skip_locked=True)
    return Matter.objects.filter(pk__in=list(free.values_list("pk", flat=True)[:TURN])).update(receipt="")


def _remind(deadline: Deadline, at: datetime) -> None:
    matter = deadline.matter
    readers = _reminded(deadline, at)
    if not readers:
        return  # a step that says somebody was reminded needs somebody
    readers = _not_told_yet(readers, "reminder", matter, at)
    tell_all(to=readers, kind="reminder", of=matter, at=at, due=deadline.due_on.isoformat())
    leave_step(
        matter,
        Step.Deed.REMIND,
        at=at,
        by=None,
        facts={"clock": deadline.kind, "due": deadline.due_on.isoformat()},
    )


def _not_told_yet(readers: Iterable[Official], kind: str, matter: Matter, at: datetime) -> list[Official]:
    """Whoever has not just been told the same of another clock of this matter: one line says it."""
    people = list(readers)
    just_now = Notice.objects.filter(
        to__in=people, at=at, read_at=None
    )  # as each of them finds it on the desk
    told = set(just_now.filter(about=matter.reference, kind=kind).values_list("to", flat=True))
    return [one for one in people if one.pk not in told]


def _reminded(deadline: Deadline, at: datetime) -> list[Official]:
    """Whoever can take the next step; at the last reminder also their head, and who sees it through."""
    matter = deadline.matter
    told = {one.pk: one for one in owing.people_of(deadline, at)}
    if dates.next_reminder(deadline, matter, at) is None:
        told |= {one.pk: one for one in line_of.heads(matter, owing.unit_of(deadline), at)}
        cares = (
            matter.sponsor if deadline.kind != Deadline.Kind.INTERIM else None
        )  # a word between is the handler's
        told |= {one.pk: one for one in (cares,) if one is not None and one.is_active}
    return list(told.values())


def _chase(deadline: Deadline, at: datetime) -> None:
    matter = deadline.matter
    free, day = firewall.free(matter, at), local_day(at, matter.county)
    unit, people = line.rung(owing.unit_of(deadline), deadline.rung, day, free)
    told: dict[int, Official] = {o.pk: o for o in [*owing.named(deadline, at), *people]}
    readers = _not_told_yet(told.values(), "chased", matter, at)
    tell_all(to=readers, kind="chased", of=matter, at=at, due=deadline.due_on.isoformat())
    Deadline.objects.filter(pk=deadline.pk).update(rung=deadline.rung + 1)
    facts: dict[str, object] = {
        "clock": deadline.kind,
        "due": deadline.due_on.isoformat(),
        "rung": deadline.rung + 1,
    }
    leave_step(matter, Step.Deed.CHASE, at=at, by=None, unit=unit, facts=facts)
