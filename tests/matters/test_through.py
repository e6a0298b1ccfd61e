"""What came through an organisation or a deputy: whoever heard it from them is asked to tell them what came of it (S33)."""

from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests import make
from tests.world import AT, World


def told(found: Matter, *kinds: str) -> list[tuple[str, Official | None]]:
    rows = Notice.objects.filter(about=found.reference, kind__in=kinds)
    return [(one.kind, one.to) for one in rows]


def test_who_heard_it_from_them_is_asked_to_tell_them_the_answer(world: World) -> None:
    found = make.replied(world, raised_by=world.chen, source_org="npc_deputy")
    assert told(found, "answered", "answered_through") == [("answered_through", world.chen)]
    direct = make.replied(world, raised_by=world.chen)
    assert told(direct, "answered", "answered_through") == [("answered", world.chen)]


def test_where_they_are_gone_the_desk_is_asked(world: World) -> None:
    found = make.started(world, raised_by=world.chen, source_org="npc_deputy")
    Official.objects.filter(pk=world.chen.pk).update(is_active=False)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=AT, **make.REPLY)
    found = Matter.objects.get(pk=found.pk)
    actions.approve(matter=found, version=found.version, by=world.gao, at=AT)
    assert ("answered_through", world.liu) in told(found, "answered", "answered_through")
    assert world.chen not in [to for _kind, to in told(found, "answered", "answered_through")]


def test_where_it_belongs_is_told_to_them_too(world: World) -> None:
    found = make.redirected(world, raised_by=world.chen, source_org="npc_deputy")
    assert told(found, "referred", "referred_through") == [("referred_through", world.chen)]
