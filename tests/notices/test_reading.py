"""Opening one thing reads what was said of it to the reader, and nothing else."""

from datetime import timedelta

from huiyin.notices.actions import read_all, tell
from huiyin.notices.models import Notice
from tests.world import AT, World


def test_opening_one_matter_reads_only_ones_own_notices_of_it(world: World) -> None:
    for who, about in ((world.liu, "HY1"), (world.liu, "HY2"), (world.gao, "HY1")):
        tell(to=who, kind="routed", about=about, at=AT)
    read_all(by=world.liu, about="HY1", at=AT + timedelta(hours=1))
    left = Notice.objects.unread().order_by("pk").values_list("to__username", "about")
    assert list(left) == [("liu", "HY2"), ("gao", "HY1")]


def test_what_was_read_before_keeps_its_hour(world: World) -> None:
    tell(to=world.liu, kind="routed", about="HY1", at=AT)
    first, later = AT + timedelta(hours=1), AT + timedelta(hours=2)
    read_all(by=world.liu, about="HY1", at=first)
    read_all(by=world.liu, about="HY1", at=later)
    assert Notice.objects.get(about="HY1").read_at == first
