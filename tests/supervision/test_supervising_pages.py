"""The pages of supervision: who reads what was asked, where it stands, and how it is asked and answered."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from huiyin.matters import actions as matters
from huiyin.matters.models import Matter
from huiyin.orgs.models import Appointment, Official
from huiyin.supervision import actions, clock, rules
from huiyin.supervision.models import Supervision
from tests.make import matter, merge_into, started
from tests.world import AT, World

Enter = Callable[[Official], Client]
ASKED = {"trigger": "overdue", "words": "为什么还没有答复？请说明原因和办结时间。"}


def _asked(world: World, found: Matter, by: Official | None = None) -> Supervision:
    return actions.supervise(matter=found, **ASKED, by=by or world.sun, at=AT)


def test_who_has_left_the_post_reads_no_longer(world: World) -> None:
    made = _asked(world, started(world))
    assert Supervision.objects.visible_to(world.sun, AT).get() == made
    Appointment.objects.filter(official=world.sun).update(to_on=AT.date())
    later = Official.objects.get(pk=world.sun.pk)
    assert not Supervision.objects.visible_to(later, AT).exists()


def test_the_clerk_and_who_raised_it_do_not_read_what_was_asked(world: World, enter: Enter) -> None:
    found = started(world, raised_by=world.chen)
    _asked(world, found)
    for reader in (world.xia, world.chen):
        assert not Supervision.objects.visible_to(reader, AT).exists()
        client = enter(reader)
        assert client.get(f"/matters/{found.reference}/").status_code == 200
        assert "/supervisions/of/" not in client.get(f"/matters/{found.reference}/").content.decode()
        assert client.get(f"/supervisions/of/{found.reference}/").status_code == 404


def test_the_pages_ask_answer_and_list(world: World, enter: Enter) -> None:
    found = started(world)
    home = f"/supervisions/of/{found.reference}/"
    client = enter(world.sun)
    assert home in client.get(f"/matters/{found.reference}/").content.decode()
    page = client.get(f"{home}new/")
    token = page.context["form"]["once"].value()
    sent = client.post(f"{home}new/", {**ASKED, "once": token})
    assert sent.status_code == 302
    made = Supervision.objects.get()
    assert "无正当理由未按期办结" in client.get("/supervisions/").content.decode()
    assert client.get(f"/supervisions/{made.pk}/answer/").status_code == 302, "not theirs to answer"
    client = enter(world.he)
    assert f"/supervisions/{made.pk}/answer/" in client.get(home).content.decode()
    refused = client.post(f"/supervisions/{made.pk}/answer/", {"answer": "", "version": 1})
    assert refused.status_code == 422
    answered = client.post(f"/supervisions/{made.pk}/answer/", {"answer": "今天修好。", "version": 1})
    assert answered.status_code == 302
    assert "今天修好。" in client.get("/supervisions/?list=answered").content.decode()
    assert not client.get("/supervisions/").context["rows"]


def test_it_stands_on_the_desk_and_on_the_matter_of_who_answers_until_it_is_answered(
    world: World, enter: Enter
) -> None:
    found = started(world)
    made = _asked(world, found)
    home = f"/supervisions/of/{found.reference}/"
    for reader, answers in (
        (world.he, True),
        (world.gao, True),
        (world.sun, False),
        (world.ma, False),
        (world.liu, False),
    ):
        assert Supervision.objects.to_answer(reader, AT).exists() is answers, reader.name
    client = enter(world.he)
    assert home in client.get("/desk/").content.decode()
    assert "message-warning" in client.get(f"/matters/{found.reference}/").content.decode()
    actions.answer_supervision(supervision=made, answer="今天修好。", version=1, by=world.he, at=AT)
    assert home not in client.get("/desk/").content.decode()
    assert "message-warning" not in client.get(f"/matters/{found.reference}/").content.decode()


def test_the_sibling_township_sees_none_of_it(world: World, enter: Enter) -> None:
    found = started(world)
    made = _asked(world, found)
    client = enter(world.qian)
    assert client.get(f"/supervisions/of/{found.reference}/").status_code == 404
    assert client.get(f"/supervisions/of/{found.reference}/new/").status_code == 404
    assert client.get(f"/supervisions/{made.pk}/answer/").status_code == 404
    assert not client.get("/supervisions/").context["rows"]


def test_what_nobody_can_answer_any_more_is_not_waited_for(world: World, enter: Enter) -> None:
    """Merged by the desk before it was passed on; when that is undone the question stands again."""
    found = matter(world)
    made = _asked(world, found)
    merge_into(world, found)
    assert not Supervision.objects.open().exists()
    assert clock.tell_of_late_answers(at=AT + timedelta(days=14)) == 0
    assert "any more" in (rules.objection_to_answering(Supervision.objects.get(), world.liu, AT) or "")
    client = enter(world.sun)
    assert "无正当理由未按期办结" not in client.get("/supervisions/").content.decode()
    page = client.get("/supervisions/?list=answered", headers={"accept-language": "en"}).content.decode()
    assert "the matter is “merged with another”" in page
    found.refresh_from_db()
    matters.unmerge(matter=found, why="不是同一盏灯", version=found.version, by=world.liu, at=AT)
    assert Supervision.objects.open().get() == made
