"""What is handed back, supervised, asked back about, handed over, shown the way of the law or taken back in the demo."""

from datetime import datetime, time

from huiyin.demo import texts
from huiyin.demo.days import Days, Life
from huiyin.demo.founding import Realm
from huiyin.matters import actions as casework
from huiyin.matters.models import Matter, State, Step
from huiyin.matters.rules import care, life
from huiyin.orgs import line
from huiyin.orgs.models import Official
from huiyin.supervision import actions, rules, sponsoring

LEFT, ASKED, ANSWERED = 3, 2, 1  # working days before the last one
HOUR, EARLY = time(10, 20), time(9, 15)


def oversee(realm: Realm, days: Days) -> Life:
    """The supervisor of the county asks about the longest overdue; the first gets a leader and an answer."""
    said = texts.overseen()
    day = days.back(ASKED)
    at = datetime.combine(day, HOUR, tzinfo=days.zone)
    yield at
    made = []
    by = Official.objects.holding("supervisor", realm.root, day).order_by("pk").first()
    late = Matter.objects.overdue(day).order_by("due_on", "pk")
    askable = [one for one in late if by is not None and rules.objection_to_supervising(one, by, at) is None]
    for matter, asked in zip(askable, said["asked"], strict=False):
        made.append(actions.supervise(matter=matter, by=by, at=at, **asked))
    for matter in askable[:1]:
        people = care.candidates(matter, at)
        sponsoring.sponsor(matter=matter, official=people[-1], words=said["care"]["words"], by=by, at=at)
    at = datetime.combine(days.back(ANSWERED), HOUR, tzinfo=days.zone)
    yield at
    for supervision in made[:1]:
        people = actions.answering(supervision, at)
        actions.answer_supervision(
            supervision=supervision,
            answer=said["answer"]["words"],
            version=supervision.version,
            by=people[0],
            at=at,
        )


def hand_one_back(realm: Realm, days: Days) -> Life:
    """This morning the head of an office says of the newest matter passed to it that it is the traffic department's."""
    at = datetime.combine(days.last, EARLY, tzinfo=days.zone)
    yield at
    proposed = realm.units["jt"]
    for matter in (
        Matter.objects.open().filter(state=State.ROUTED).exclude(lead_unit=proposed).order_by("-pk")
    ):
        assert matter.lead_unit is not None  # noqa: S101 - the database refuses a routed matter without one
        for head in line.heads(matter.lead_unit, days.last):
            if life.objection(Step.Deed.HAND_BACK, matter, head, at) is None:
                reason = texts.overseen()["back"]["words"]
                casework.hand_back(
                    matter=matter, reason=reason, proposed=proposed, version=matter.version, by=head, at=at
                )
                return


def merge_two(realm: Realm, days: Days) -> Life:
    """Two tell of the same ditch on the same day; the desk merges the second with the first."""
    said = texts.overseen()
    town, day = realm.units["lh"], days.back(ASKED)
    at = datetime.combine(day, EARLY, tzinfo=days.zone)
    yield at
    first, again = (
        casework.lodge(body=said[name]["body"], channel="web", intake_unit=town, at=at).matter
        for name in ("same_first", "same_again")
    )
    at = datetime.combine(day, HOUR, tzinfo=days.zone)
    yield at
    desk = Official.objects.holding("coordinator", town, day).order_by("pk")[0]
    why = said["same_again"]["words"]
    casework.merge(matter=again, primary=first, why=why, version=again.version, by=desk, at=at)


def ask_one_back(realm: Realm, days: Days) -> Life:
    """One comes in that does not say where; the desk asks, and the person has some days left to say it."""
    said, town = texts.overseen()["asked_back"], realm.units["lh"]
    at = datetime.combine(days.back(ASKED), EARLY, tzinfo=days.zone)
    yield at
    found = casework.lodge(body=said["body"], channel="web", intake_unit=town, at=at).matter
    at = datetime.combine(days.back(ANSWERED), EARLY, tzinfo=days.zone)
    yield at
    desk = Official.objects.holding("coordinator", town, days.back(ANSWERED)).order_by("pk")[0]
    casework.ask_more(
        matter=found, questions=said["questions"], told="page", version=found.version, by=desk, at=at
    )


def flag_one(realm: Realm, days: Days) -> Life:
    """This morning somebody says that a wall is about to fall; the desk has rung the head, and flags it."""
    said, town = texts.overseen()["urgent"], realm.units["lh"]
    at = datetime.combine(days.last, EARLY, tzinfo=days.zone)
    yield at
    found = casework.lodge(body=said["body"], channel="web", intake_unit=town, at=at).matter
    desk = Official.objects.holding("coordinator", town, days.last).order_by("pk")[0]
    casework.flag_urgent(
        matter=found, kind=said["kind"], words=said["words"], version=found.version, by=desk, at=at
    )


def let_some_go(realm: Realm, days: Days) -> Life:
    """One is the court's, and is told so; another is handed over, the receipt still to come; one the person takes back."""
    said = texts.overseen()
    town, day = realm.units["lh"], days.back(LEFT)
    at = datetime.combine(day, EARLY, tzinfo=days.zone)
    yield at
    court, power, waste = (
        casework.lodge(body=said[name]["body"], channel="web", intake_unit=town, at=at).matter
        for name in ("law", "handed_over", "back_by_person")
    )
    at = datetime.combine(day, HOUR, tzinfo=days.zone)
    yield at
    law = {name: said["law"][name] for name in ("route", "organ", "words")}
    desk = Official.objects.holding("coordinator", town, day).order_by("pk")[0]
    casework.redirect(matter=court, told="page", version=court.version, by=desk, at=at, **law)
    there = {name: said["handed_over"][name] for name in ("way", "organ", "words")}
    casework.hand_over(matter=power, told="page", version=power.version, by=desk, at=at, **there)
    casework.withdraw(matter=waste, words=said["back_by_person"]["words"], at=at)
