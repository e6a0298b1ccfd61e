"""The demo county has forums, a moved promise, an overdue one and a signal, all made by the deeds."""

from huiyin.contacts.models import Promise, PromiseRevision, Signal
from huiyin.forums.models import Forum
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County, Official
from tests.demo.demos import AT


def test_the_deputy_has_a_forum_written_up_and_one_to_come(county: County) -> None:
    zhou = Official.objects.get(username="zhou")
    closed, coming = Forum.objects.visible_to(zhou, AT).order_by("planned_on")
    assert (closed.state, coming.state) == ("closed", "invited")
    assert closed.contact is not None
    assert closed.contact.points.filter(matter__isnull=False).count() == 1
    assert coming.planned_on > local_day(AT, county)


def test_a_promise_was_moved_and_one_is_overdue_and_one_signal_waits(county: County) -> None:
    zhou, day = Official.objects.get(username="zhou"), local_day(AT, county)
    assert PromiseRevision.objects.get(promise__official=zhou).told_how == "meeting"
    assert Promise.objects.filter(official=zhou).overdue(day).exists()
    assert {signal.kind for signal in Signal.objects.visible_to(zhou, AT).open()} == {"copied", "twice"}
