"""How many notices are unread is counted once for a page, and anew as soon as something is told or read."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.audit.scope import county_scope
from huiyin.notices.actions import forget, read_all, tell, tell_all
from huiyin.notices.models import unread_count
from tests.world import AT, World


def test_what_is_told_or_read_meanwhile_is_counted(world: World) -> None:
    me = world.liu
    with county_scope(world.county.pk):
        before = unread_count(me)
        tell(to=me, kind="told", about="one", at=AT)
        assert unread_count(me) == before + 1
        tell_all(to=[me, world.he], kind="told", about="two", at=AT, where="")
        assert unread_count(me) == before + 2
        read_all(by=me, about="one", at=AT)
        assert unread_count(me) == before + 1
        forget(about="two", at=AT, to=me)
        assert unread_count(me) == before


def test_who_has_read_everything_changes_nothing_and_is_counted_once(world: World) -> None:
    with county_scope(world.county.pk), CaptureQueriesContext(connection) as asked:
        read_all(by=world.liu, about="one", at=AT)
        assert unread_count(world.liu) == 0
    assert len([one for one in asked if "notices_notice" in one["sql"]]) == 1
