"""What two people ask about their own data in the demo: one has been answered, of the other nobody has seen yet who asks."""

from datetime import datetime, time

from huiyin.demo import texts
from huiyin.demo.days import Days, Life
from huiyin.demo.founding import Realm
from huiyin.orgs.models import Official
from huiyin.people.models import Resident
from huiyin.privacy import deciding, requesting
from huiyin.privacy.models import OFFICER
from huiyin.privacy.requesting import Asked
from huiyin.register.models import Assignment

ASKED, ANSWERED, WROTE = 6, 4, 2  # working days before the last one
MORNING, NOON = time(9, 40), time(11, 10)


def ask_about_oneself(realm: Realm, days: Days) -> Life:
    """Somebody of the register is rung back and gets the list; another writes a letter, whom nobody knows by number."""
    said = texts.own_data()
    at = datetime.combine(days.back(ASKED), MORNING, tzinfo=days.zone)
    yield at
    person = _on_the_register(days)
    asked = Asked(name=person.name, phone=person.phone, **said["asked"])
    found = requesting.ask(asked=asked, unit=realm.root, at=at)
    at = datetime.combine(days.back(ANSWERED), NOON, tzinfo=days.zone)
    yield at
    by = Official.objects.holding(OFFICER, realm.root, days.back(ANSWERED))[0]
    found = requesting.prove(found=found, proof="rung", version=found.version, by=by, at=at)
    deciding.answer(
        found=found, result="granted", answer=said["answer"]["words"], version=found.version, by=by, at=at
    )
    at = datetime.combine(days.back(WROTE), MORNING, tzinfo=days.zone)
    yield at
    clerk = Official.objects.holding("desk_clerk", realm.units["lh"], days.back(WROTE)).first() or by
    requesting.take_down(
        asked=Asked(**said["letter"]),
        channel="letter",
        received_at=at,
        late_reason="",
        unit=realm.root,
        by=clerk,
        at=at,
    )


def _on_the_register(days: Days) -> Resident:
    """The first whose line still holds and who gave a number."""
    lines = Assignment.objects.live_on(days.last).select_related("person").order_by("pk")
    return next(line.person for line in lines if line.person.phone and line.person.withheld_at is None)
