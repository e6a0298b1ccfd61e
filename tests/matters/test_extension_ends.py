"""What becomes of a request for more time when the matter changes hands or goes on before anybody has decided."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from huiyin.matters import actions
from huiyin.matters.models import Extension
from huiyin.matters.rules import extending
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make
from tests.matters.reading import told
from tests.matters.test_extension import again, ask
from tests.world import AT, World


def test_after_the_matter_has_changed_hands_its_handler_hears_too_that_the_date_stays(world: World) -> None:
    found = make.more_time_asked(world)
    found = actions.reassign(
        matter=found, handler=world.gao, version=found.version, by=world.ma, at=AT, note="出差"
    )
    actions.refuse_more_time(matter=found, why="库里有灯杆", version=found.version, by=world.ma, at=AT)
    assert set(told(found, "more_time_refused")) == {"he", "gao"}
    assert Notice.objects.get(kind="more_time_refused", to=world.he).where == "/matters/"


def test_a_draft_ends_the_request_and_after_its_return_another_may_be_made(
    world: World, enter: Callable[[Official], Client]
) -> None:
    found = make.more_time_asked(world)
    later = AT + timedelta(hours=1)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=later, **make.REPLY)
    found = again(found)
    assert found.more_time_asked_at is None
    assert (Extension.objects.get().lapsed_at, Extension.objects.get().granted) == (later, None)
    assert told(found, "more_time_lapsed") == [], "who asked has written the draft"
    page = enter(world.gao).get(f"/matters/{found.reference}/").content.decode()
    assert 'id="more-time"' not in page, "no panel about what nobody decides"
    found = actions.return_draft(
        matter=found, reason="再看一次", version=found.version, by=world.gao, at=later
    )
    asked = ask(world, found, n=3, at=later)
    assert extending.open_request(again(found)) == asked


def test_a_matter_taken_back_ends_the_request_and_who_asked_hears_it(world: World) -> None:
    found = make.more_time_asked(world)
    later = AT + timedelta(hours=1)
    found = actions.withdraw(matter=found, words="", at=later)
    assert again(found).more_time_asked_at is None
    assert Extension.objects.get().lapsed_at == later
    assert told(found, "more_time_lapsed") == ["he"]
    assert extending.open_request(again(found)) is None
