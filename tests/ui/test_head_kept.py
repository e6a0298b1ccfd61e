"""The head of a staff page is kept for all who share their navigation: no person's name decides it."""

from collections.abc import Callable

import pytest
from django.template import engines
from django.template.base import Node
from django.test import Client

from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from huiyin.ui.templatetags.kept import Kept
from tests.world import AT, World


def _head() -> Kept:
    template = engines["django"].engine.get_template("ui/base_staff.html")  # type: ignore[attr-defined]
    parts: list[Node] = template.nodelist.get_nodes_by_type(Kept)
    (found,) = (
        part
        for part in parts
        if isinstance(part, Kept) and "nav" in part.deciding and "place" in part.deciding
    )
    return found


def test_two_people_of_one_kind_share_it_and_each_reads_their_own_name_and_notices(
    world: World, enter: Callable[[Official], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    head = _head()
    monkeypatch.setattr(head, "said", {})
    Notice.objects.create(to=world.he, kind="assigned", about="HY-2026-000001-X", at=AT)
    first = enter(world.chen).get("/signals/").content.decode()
    second = enter(world.he).get("/signals/").content.decode()
    assert len(head.said) == 1
    assert world.chen.name in first
    assert world.he.name not in first
    assert world.he.name in second
    assert world.chen.name not in second
    assert 'class="unread-count">1<' in second
    assert "unread-count" not in first
