"""What is supervised in the demo: a few matters past their date, of which the first has been answered."""

from datetime import datetime, time

from huiyin.demo import texts
from huiyin.demo.days import Days, Life
from huiyin.demo.founding import Realm
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from huiyin.supervision import actions, rules

ASKED, ANSWERED = 2, 1  # working days before the last one
HOUR = time(10, 20)


def oversee(realm: Realm, days: Days) -> Life:
    """The supervisor of the county asks about the longest overdue; the unit of the first answers."""
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
