"""The first-run guide: what a county still lacks, from nothing to its first visit; charter and calendar as one reads them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from huiyin.administration.guide import steps_for
from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.lib.charter import shipped
from huiyin.orgs import actions as orgs
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import AdoptedCharter, Official, Post
from tests.administration.conftest import Enter
from tests.house.conftest import signed_in
from tests.orgs.test_founding import begun
from tests.world import AT, LONG_AGO, World, official, unit

NEW_CHARTER = "/administration/charter/new/"


def left(by: Official) -> set[str]:
    """The titles of what is missing."""
    return {step.title for step in steps_for(by, AT) if not step.is_done}


def test_a_county_that_has_just_begun_lacks_nearly_everything_and_then_less(world: World) -> None:
    county = begun()
    with county_scope(county.pk):
        system = Official.objects.select_related("county").get(username="xitong")
        missing = left(system)
        assert {
            "Townships and streets",
            "Villages and communities",
            "Officials who keep contact households",
        } <= missing
        assert {"Contact station and its members", "Reception offices"} <= missing
        assert "Charter" not in missing
        root = Post.objects.get().unit
        town = unit("township", "990327101", "白沙镇", root)
        unit("village", "990327101201", "沙村", town)
        assert not {"Townships and streets", "Villages and communities"} & left(system)
        (desks,) = (step for step in steps_for(system, AT) if "coordinator" in step.title)
        assert "白沙镇" in desks.said
        assert "白沙县" not in desks.said  # whose first official coordinates
        official("nong", "农夫", town, "党政办", "coordinator", "unit_head", "officer")
        assert not {desks.title, "A head in each unit that handles matters"} & left(system)
        station = unit("station", "990327101-GZ", "工作站", town)
        assert "Contact station and its members" in left(system)
        seat = Post.objects.create(unit=station, title="组长", role="head", valid_from=LONG_AGO)
        orgs.appoint(
            official=Official.objects.get(username="nong"), post=seat, from_on=LONG_AGO, by="test", at=AT
        )
        assert "Contact station and its members" not in left(system)


def test_each_step_leads_to_a_page_that_its_administrator_can_open(
    enter_as: Enter, administered: dict[str, Official]
) -> None:
    for duty in ("system", "security"):
        steps = steps_for(administered[duty], AT)
        assert len(steps) >= 3
        for step in steps:
            assert not step.url or enter_as(duty).get(step.url).status_code == 200, step
    assert steps_for(administered["audit"], AT) == []


def test_security_is_told_of_posts_without_capacities_and_of_who_never_came_in(
    world: World, administered: dict[str, Official]
) -> None:
    security = administered["security"]
    assert left(security) == set()
    Post.objects.filter(appointments__official=world.he).update(capacities=[])
    orgs.enrol(username="xin", name="辛一", password=None, by="test", at=AT)
    assert left(security) == {"Capacities of posts", "Slips to come in with"}


def test_at_the_end_of_a_year_the_next_one_is_asked_for(
    administered: dict[str, Official], monkeypatch: pytest.MonkeyPatch
) -> None:
    november = datetime(2026, 11, 20, 4, tzinfo=UTC)
    titles = [step.title for step in steps_for(administered["system"], november)]
    assert "Working calendar of 2027" in titles
    assert "Working calendar of 2027" not in [step.title for step in steps_for(administered["system"], AT)]


def adopt(world: World, *, handle: int) -> None:
    """A second version with another period and another figure."""
    text = Path(shipped()["direct-contact"]).read_text(encoding="utf-8")
    text = text.replace('handle = { n = 30, unit = "wd"', f'handle = {{ n = {handle}, unit = "wd"', 1)
    text = text.replace("slip_days = { value = 7", "slip_days = { value = 3").replace(
        'version = "', 'version = "x', 1
    )
    orgs.adopt_charter(text=text, effective_at=AT, by="test", at=AT)


def test_a_charter_is_read_in_words_with_what_is_otherwise_than_before(world: World, enter_as: Enter) -> None:
    adopt(world, handle=20)
    later = signed_in(Official.objects.get(username="xi"))
    answer = later.get("/administration/charter/")
    page = answer.content.decode()
    assert answer.context["is_live"]
    assert "登录凭条几天内有效" in page
    found = {change.about: (change.before, change.now) for change in answer.context["changes"]}
    assert found["登录凭条几天内有效"] == ("7", "3")
    assert ("30 个工作日", "20 个工作日") in found.values()
    assert len(found) == 2
    older = later.get(f"/administration/charter/?version={answer.context['before'].pk}")
    assert not older.context["is_live"]
    assert "changes" not in older.context


def test_the_calendar_says_what_is_off_and_whether_a_year_is_announced(world: World, enter_as: Enter) -> None:
    page = enter_as("system").get("/administration/calendar/").content.decode()
    assert "2026年10月1日" in page
    next_year = enter_as("system").get("/administration/calendar/?year=2027")
    assert not next_year.context["is_final"]
    for there in ("charter", "calendar"):
        assert enter_as("security").get(f"/administration/{there}/").status_code == 404


def sent(world: World, enter_as: Enter, text: str, **words: str) -> Any:
    """Send the form that adopts a text."""
    return enter_as("system").post(NEW_CHARTER, {"text": text, "effective_on": "2026-03-03", **words})


def test_a_new_version_is_read_before_it_is_adopted(world: World, enter_as: Enter) -> None:
    live = enter_as("system").get(NEW_CHARTER).context["form"].initial["text"]
    text = live.replace("slip_days = { value = 7", "slip_days = { value = 3").replace(
        'version = "', 'version = "x', 1
    )
    text = text.replace("\n", "\r\n")  # as a browser sends it
    asked = sent(world, enter_as, text)
    assert asked.status_code == 422
    assert list(asked.context["form"].errors) == ["is_read"]
    assert [(one.before, one.now) for one in asked.context["changes"]] == [("7", "3")]
    unseen = sent(world, enter_as, text, is_read="on")
    assert list(unseen.context["form"].errors) == ["is_read"]
    mark = unseen.context["form"]["seen"].value()
    assert not unseen.context["form"]["is_read"].value()
    other = text.replace("slip_days = { value = 3", "slip_days = { value = 30")
    assert sent(world, enter_as, other, is_read="on", seen=mark).status_code == 422, (
        "another text than was read"
    )
    assert AdoptedCharter.objects.count() == 1
    assert sent(world, enter_as, text, is_read="on", seen=mark).status_code == 302
    tomorrow = AT + timedelta(days=1)
    assert int(charter_of(tomorrow).figure("administration.slip_days").value) == 3
    assert int(charter_of(AT).figure("administration.slip_days").value) == 7
    assert Event.objects.filter(deed="charter.adopted", by__startswith="official:").count() == 1


@pytest.mark.parametrize(
    ("change", "day", "field"),
    [
        (("version = ", "version == "), "2026-03-03", "text"),
        (
            ('n = 60, unit = "d", from = "accepted"', 'n = 90, unit = "d", from = "accepted"'),
            "2026-03-03",
            "text",
        ),
        (("", ""), "2026-03-03", "text"),  # the version there is
        (('version = "', 'version = "x'), "2026-03-01", "effective_on"),
    ],
)
def test_what_cannot_be_adopted_is_said_and_nothing_changes(
    world: World, enter_as: Enter, change: tuple[str, str], day: str, field: str
) -> None:
    live = enter_as("system").get(NEW_CHARTER).context["form"].initial["text"]
    answer = sent(world, enter_as, live.replace(*change, 1), effective_on=day, is_read="on")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert AdoptedCharter.objects.count() == 1


def test_the_text_of_a_charter_is_for_the_system_administrator(enter_as: Enter) -> None:
    assert [enter_as(duty).get(NEW_CHARTER).status_code for duty in ("system", "security", "audit")] == [
        200,
        404,
        404,
    ]


def test_names_stand_beside_each_other_as_chinese_has_them(world: World, enter_as: Enter) -> None:
    Post.objects.filter(capacities__contains=["unit_head"]).update(capacities=[])
    html = enter_as("system").get("/administration/").content.decode()
    assert "柳林镇、" in html
    html = enter_as("system").get(f"/administration/units/{world.town.pk}/").content.decode()
    assert "上河村、下河村" in html or "下河村、" in html
