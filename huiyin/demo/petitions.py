"""Petitions of the demo that were answered and reviewed, a question answered at once, and an order with its date."""

from datetime import datetime, time
from typing import Any

from huiyin.demo import texts
from huiyin.demo.days import Days, Life
from huiyin.demo.founding import Realm
from huiyin.matters import actions
from huiyin.matters.actions.delivering import opened
from huiyin.matters.models import Matter, State
from huiyin.matters.rules import reopening

HOUR = time(10, 40)
STAGES = ("under_review", "reviewed", "under_recheck", "finalised")
# Working days before the last one on which each step of the longest is taken; the last step of the others falls there too.
LODGED, ANSWERED, ASKED, DECIDED, ASKED_AGAIN, ENDED = 52, 40, 34, 24, 18, 4

LAST = {"under_review": ASKED, "reviewed": DECIDED, "under_recheck": ASKED_AGAIN, "finalised": ENDED}


class Petition:
    """One petition, by the building office of a township; reviewed by the county."""

    def __init__(self, realm: Realm, days: Days, stage: str) -> None:
        self.said, self.days, self.stage = texts.petitions(), days, stage
        people = realm.people
        self.town, self.office = realm.units["lh"], realm.units["lh.build"]
        self.desk, self.above = people[realm.desks["lh"]], people[realm.desks["root"]]
        self.head, self.handler = people[realm.heads["lh.build"]], people[realm.staff["lh.build"]]

    def live(self) -> Life:
        """As far as its stage."""
        for ago, part in (
            (LODGED, self._worked_on),
            (ANSWERED, self._answered),
            (ASKED, self._asked),
            (DECIDED, self._decided),
            (ASKED_AGAIN, self._asked),
            (ENDED, self._decided),
        ):
            if self._reached(ago):
                self.at = datetime.combine(
                    self.days.back(ago - LAST[self.stage] + ENDED), HOUR, tzinfo=self.days.zone
                )
                yield self.at
                part()

    def _reached(self, ago: int) -> bool:
        return ago >= LAST[self.stage]

    def _row(self) -> dict[str, Any]:
        found = Matter.objects.get(pk=self.matter.pk)
        return {"matter": found, "version": found.version, "at": self.at}

    def _worked_on(self) -> None:
        goes_by = actions.GoesBy(kind="complaint", profile="petition_claim")
        body = self.said["bodies"][self.stage]
        self.matter = actions.lodge(
            body=body,
            channel="letter",
            intake_unit=self.town,
            goes_by=goes_by,
            raised_by=self.desk,
            at=self.at,
        ).matter
        actions.route(to=self.office, topic="", by=self.desk, **self._row())
        actions.accept(handler=self.handler, by=self.head, **self._row())
        actions.start(words=self.said["did"], by=self.handler, **self._row())

    def _answered(self) -> None:
        reply = {
            "request": self.said["ask"],
            "facts": self.said["found"],
            "opinion": self.said["opinion"],
            "basis": self.said["basis"],
            "outcome": "not_supported",
            "remedy": reopening.remedy(self._row()["matter"], self.at),
            "contact_name": self.handler.name,
            "contact_phone": self.handler.phone,
        }
        actions.draft_reply(by=self.handler, **reply, **self._row())
        actions.approve(by=self.head, **self._row())

    def _asked(self) -> None:
        found = self._row()["matter"]
        words = self.said["recheck" if found.reviews.exists() else "review"]
        opened(matter=found, at=self.at)
        actions.ask_review(matter=found, words=words, at=self.at)

    def _decided(self) -> None:
        given: dict[str, Any] = {"decision": "upheld", "basis": self.said["decision_basis"], "by": self.above}
        if self._row()["matter"].state == State.UNDER_RECHECK:
            ends = {"opinion": self.said["final"], "organ": self.said["organ"]}
            actions.decide_recheck(**given, **ends, **self._row())
        else:
            actions.decide_review(opinion=self.said["decision"], **given, **self._row())


def petitions(realm: Realm, days: Days) -> list[Life]:
    """One for each stage."""
    return [Petition(realm, days, stage).live() for stage in STAGES]


def at_the_desk(realm: Realm, days: Days) -> Life:
    """This morning a clerk answers a question at once, and takes down an order of the hotline."""
    said = texts.petitions()
    at = datetime.combine(days.last, time(9, 25), tzinfo=days.zone)
    yield at
    town, desk = realm.units["lh"], realm.people[realm.desks["lh"]]
    asked = actions.GoesBy(kind="consultation", profile="inquiry")
    found = actions.lodge(
        body=said["question"]["body"],
        channel="counter",
        intake_unit=town,
        goes_by=asked,
        raised_by=desk,
        at=at,
    ).matter
    answer = said["question"]["answer"]
    actions.answer_now(matter=found, words=answer, version=found.version, by=desk, at=at, said="hand")
    due = days.calendar.add_working_days(days.last, 3).due_legal
    order = actions.GoesBy("request", "hotline_order", due, time(17, 30))
    actions.lodge(
        body=said["order"]["body"],
        channel="phone",
        intake_unit=town,
        goes_by=order,
        source="12345",
        external_id=said["order"]["number"],
        raised_by=desk,
        at=at,
    )
