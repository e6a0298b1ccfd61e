"""What must not be left with nobody: households of who is locked, parts in hand, matters of other units, last capacities."""

from huiyin.matters.models import Matter
from huiyin.orgs import accounts
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Appointment, Official, Post
from huiyin.recording.leaving import open_in
from huiyin.register.models import Assignment
from tests import make
from tests.administration.conftest import Enter
from tests.world import AT, LONG_AGO, World, official


def test_households_of_who_is_locked_are_handed_over_all_the_same(
    world: World, enter_as: Enter, administered: dict[str, Official]
) -> None:
    held = world.chen.appointments.get()
    accounts.lock(official=world.chen, reason="left", by=administered["security"], at=AT)
    page = f"/administration/posts/{held.pk}/leaving/"
    words = {"on": AT.date().isoformat(), "heir": "he", "note": ""}
    assert enter_as("system").post(page, words).status_code == 302
    assert Assignment.objects.live_on(AT.date()).get().official == world.he


def test_a_part_in_hand_is_given_away_first(world: World, enter_as: Enter) -> None:
    part = make.part_taken(world)
    tu = Official.objects.get(username="tu")
    held = tu.appointments.get()
    assert open_in(held, AT).parts == [part]
    answer = enter_as("system").post(
        f"/administration/posts/{held.pk}/leaving/", {"on": AT.date().isoformat()}
    )
    assert answer.status_code == 422
    assert Appointment.objects.get(pk=held.pk).to_on is None


def test_a_matter_of_another_unit_is_in_hand_until_no_post_serves_it(world: World) -> None:
    found = make.started(world)
    assert found.lead_unit == world.office
    first = world.he.appointments.get()
    post = Post.objects.create(unit=world.traffic, title="干事", capacities=["officer"], valid_from=LONG_AGO)
    other = orgs.appoint(official=world.he, post=post, from_on=LONG_AGO, by="test", at=AT)
    assert open_in(other, AT).matters == []
    assert open_in(first, AT).matters == [found]
    Matter.objects.update(lead_unit=world.village)
    assert open_in(other, AT).matters == [], "a post in the township serves its village"
    orgs.end_appointment(appointment=first, on=AT.date(), by="test", at=AT)
    assert open_in(other, AT).matters == [found], "whatever unit it is of, when no other post is left"


def test_what_only_one_may_do_at_a_unit_is_not_taken_from_them(world: World, enter_as: Enter) -> None:
    liu = Post.objects.filter(capacities__contains=["coordinator"], unit=world.town).first()
    assert liu is not None
    held = liu.appointments.get()
    page = f"/administration/posts/{held.pk}/capacities/"
    rest = [one for one in liu.capacities if one != "coordinator"]
    refused = enter_as("security").post(page, {"capacities": rest})
    assert refused.status_code == 422
    assert held.official.name in str(refused.context["form"].errors)
    official("zou", "邹新", world.town, "联络员", "coordinator")
    assert enter_as("security").post(page, {"capacities": rest}).status_code == 302


def test_of_two_posts_the_first_left_moves_nothing_and_says_what_stays(world: World, enter_as: Enter) -> None:
    first = world.chen.appointments.get()
    post = Post.objects.create(unit=world.office, title="干事", capacities=["officer"], valid_from=LONG_AGO)
    other = orgs.appoint(official=world.chen, post=post, from_on=LONG_AGO, by="test", at=AT)
    client, page = enter_as("system"), f"/administration/posts/{other.pk}/leaving/"
    shown = client.get(page).content.decode()
    assert "离开那个岗位时再移交" in shown
    assert "不需要接任人" not in shown
    assert "heir" not in client.get(page).context["form"].fields
    answer = client.post(page, {"on": AT.date().isoformat()}, follow=True).content.decode()
    assert "没有需要移交的联系户和承诺" in answer
    assert "已移交" not in answer
    assert Assignment.objects.live_on(AT.date()).get().official == world.chen
    last = client.get(f"/administration/posts/{first.pk}/leaving/")
    assert last.context["form"].fields["heir"].required, "now somebody takes the household over"
    assert "离开那个岗位时再移交" not in last.content.decode()
