"""What is told in writing in the demo besides answers: more time, another procedure, an agreement, and what is not ours."""

from datetime import datetime, time
from typing import Any

from huiyin.demo import texts
from huiyin.demo.days import Days, Life
from huiyin.demo.founding import Realm
from huiyin.matters import actions
from huiyin.matters.actions.delivering import opened
from huiyin.matters.models import Matter
from huiyin.matters.rules import reopening

LODGED, TAKEN, WORKED, ANSWERED, TOLD = 9, 8, 6, 4, 3  # working days before the last one
HOUR = time(11, 5)
PROCEDURE = "petition_claim"


class Written:
    """Four matters of one township, three of them handled by its office for social affairs."""

    def __init__(self, realm: Realm, days: Days) -> None:
        self.said, self.days, people = texts.written(), days, realm.people
        self.town, self.office = realm.units["lh"], realm.units["lh.social"]
        self.desk = people[realm.desks["lh"]]
        self.head, self.handler = people[realm.heads["lh.social"]], people[realm.staff["lh.social"]]
        self.matters: dict[str, Matter] = {}

    def live(self) -> Life:
        """From the day they came in to that on which the last person was told."""
        for ago, part in (
            (LODGED, self._come_in),
            (TAKEN, self._pass_on),
            (WORKED, self._begin),
            (ANSWERED, self._settle),
            (TOLD, self._tell),
        ):
            self.at = datetime.combine(self.days.back(ago), HOUR, tzinfo=self.days.zone)
            yield self.at
            part()

    def _row(self, name: str) -> dict[str, Any]:
        found = Matter.objects.get(pk=self.matters[name].pk)
        return {"matter": found, "version": found.version, "at": self.at}

    def _come_in(self) -> None:
        for name, said in self.said.items():
            lodged = actions.lodge(body=said["body"], channel="web", intake_unit=self.town, at=self.at)
            self.matters[name] = lodged.matter

    def _pass_on(self) -> None:
        """The desk: one is another county's, one goes by another procedure; the others are passed on as they are."""
        words = self.said["elsewhere"]["words"]
        told: dict[str, Any] = {"told": "page", "by": self.desk}
        actions.decline(reason="outside_county", words=words, **told, **self._row("elsewhere"))
        words = self.said["asked"]["words"]
        actions.reclassify(profile=PROCEDURE, words=words, **told, **self._row("asked"))
        for name in ("longer", "agreed", "asked"):
            actions.route(to=self.office, topic="", by=self.desk, **self._row(name))

    def _begin(self) -> None:
        for name in ("longer", "agreed", "asked"):
            actions.accept(handler=self.handler, by=self.head, **self._row(name))
            actions.start(words=self.said[name]["did"], by=self.handler, **self._row(name))

    def _settle(self) -> None:
        """More time is asked for one; what was agreed in another is written down."""
        said = self.said["longer"]
        actions.ask_more_time(n=said["days"], reason=said["reason"], by=self.handler, **self._row("longer"))
        said = self.said["agreed"]
        reply = {
            "request": said["ask"],
            "facts": said["found"],
            "opinion": said["opinion"],
            "basis": said["basis"],
            "outcome": "mediated",
            "remedy": reopening.remedy(self._row("agreed")["matter"], self.at),
            "contact_name": self.handler.name,
            "contact_phone": self.handler.phone,
        }
        actions.draft_reply(by=self.handler, **reply, **self._row("agreed"))

    def _tell(self) -> None:
        actions.extend(by=self.head, **self._row("longer"))
        actions.approve(by=self.head, **self._row("agreed"))
        opened(matter=self._row("agreed")["matter"], at=self.at)


def write_to_some(realm: Realm, days: Days) -> Life:
    """One of each kind."""
    return Written(realm, days).live()
