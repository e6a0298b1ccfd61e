"""The same text, sent by many: beside the first of them triage says how many there are, and leads to all of them at once."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.orgs.models import Official
from tests import make
from tests.matters.test_together import sent
from tests.world import AT, World

Enter = Callable[[Official], Client]
TRIAGE = reverse("matters:triage")
FLOOD = "请尽快解决西关市场噪声扰民问题，还居民一个安静的夜晚，大家已经忍了很久。"


def test_what_says_the_very_same_is_passed_on_together(world: World, enter: Enter) -> None:
    same = [make.matter(world, body=body) for body in (FLOOD, f" {FLOOD}\n", FLOOD)]
    make.matter(world, body=f"{FLOOD}另外路灯也坏了。")
    make.matter(world, body="请尽快解决东关市场噪声扰民问题，还居民一个安静的夜晚，大家已经忍了很久。")
    make.routed(world, body=FLOOD)
    client = enter(world.liu)
    page = client.get(TRIAGE)
    assert page.context["matter"] == same[0]
    assert page.context["same"] == same[1:]
    assert "另有 2 件待甄别事项文字完全相同" in page.content.decode()
    together = client.get(page.context["same_url"])
    assert [one.matter for one in together.context["ones"]] == same
    client.post(reverse("matters:together"), sent(together, to=world.office.pk, topic="", note=""))
    states = [Matter.objects.get(pk=one.pk).state for one in same]
    assert states == ["routed"] * 3
    assert client.get(TRIAGE).context["same"] == []


def test_what_others_have_to_look_at_is_not_told(world: World, enter: Enter) -> None:
    first = make.matter(world, body=FLOOD)
    make.matter(world, body=FLOOD, intake_unit=world.sibling)
    gone = make.matter(world, body=FLOOD)
    make.entered(world, AT)
    actions.seal(matter=gone, version=gone.version, by=world.liu, at=AT)
    page = enter(world.liu).get(TRIAGE)
    assert page.context["matter"] == first
    assert page.context["same"] == []
