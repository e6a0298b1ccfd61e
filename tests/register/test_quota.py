"""The quota of contact households (S03): from the charter of the day, with exemptions that somebody else grants."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.duties.owed import owed
from huiyin.lib import periods
from huiyin.lib.refusal import Refused
from huiyin.orgs import actions as orgs
from huiyin.orgs.charter import charter_on
from huiyin.orgs.models import Official, Post
from huiyin.register import actions, quota
from huiyin.register.actions import NewHome
from huiyin.register.models import Exemption
from tests.world import AT, LONG_AGO, SHANGHAI, World, charter_text, official

TODAY = AT.date()
APRIL = date(2026, 4, 1)
URL = "/register/below-quota/"


def below(world: World, asker: Official | None = None, day: date = TODAY) -> list[str]:
    return [one.name for one in quota.below_quota(asker or world.liu, AT, day)]


def ask(world: World, **fields: object) -> Exemption:
    given = {"official": world.he, "reason": "外出学习", "from_on": TODAY, "until_on": APRIL, "by": world.he}
    return actions.ask_exemption(at=AT, **{**given, **fields})  # type: ignore[arg-type]


def stricter(town: int, general: int = 1) -> str:
    text = charter_text().replace('version = "1.0"', 'version = "1.1"', 1)
    text = text.replace("households_min = { value = 1,", f"households_min = {{ value = {general},", 1)
    return text.replace("town_min = { value = 1,", f"town_min = {{ value = {town},", 1)


def quotas(day: date, *people: Official) -> list[int]:
    """How many households each keeps at least, by the charter of that day."""
    charter = charter_on(day, people[0].county)
    assert charter is not None
    found = quota.with_quota(Official.objects.all(), day, charter).in_bulk([one.pk for one in people])
    return [found[one.pk].quota for one in people]


def test_s03_without_lines_one_appears_with_an_exemption_granted_not(world: World) -> None:
    assert below(world) == ["何平"]
    asked = ask(world)
    assert below(world) == ["何平"], "asked for is not granted"
    actions.decide_exemption(exemption=asked, is_granted=True, note="", by=world.liu, at=AT)
    assert below(world) == []
    assert below(world, day=TODAY - timedelta(days=1)) == ["何平"]
    assert below(world, day=APRIL + timedelta(days=1)) == ["何平"]


def test_s03_a_change_of_the_quota_holds_from_its_day_only(world: World) -> None:
    at = datetime(2026, 4, 1, tzinfo=SHANGHAI)
    orgs.adopt_charter(text=stricter(2), effective_at=at, by="test", at=AT)
    assert quotas(APRIL - timedelta(days=1), world.chen) == [1]
    assert quotas(APRIL, world.chen) == [2]
    assert below(world, day=APRIL - timedelta(days=1)) == ["何平"]
    assert below(world, day=APRIL) == ["陈立", "何平"]


def test_the_level_of_the_own_post_decides(world: World) -> None:
    orgs.adopt_charter(text=stricter(3), effective_at=AT, by="test", at=AT)
    secretary = official("cun", "村书记", world.village, "书记", "officer")
    tu = Official.objects.get(username="tu")
    assert quotas(TODAY, world.chen, world.he, secretary, tu) == [3, 3, 1, 1]


def test_the_general_least_and_the_highest_post_decide_on_the_page_and_as_a_duty(world: World) -> None:
    january = datetime(2026, 1, 1, tzinfo=SHANGHAI)
    orgs.adopt_charter(text=stricter(3, general=2), effective_at=january, by="test", at=january)
    secretary = official("cun", "村书记", world.village, "书记", "officer")
    both = official("both", "双职", world.village, "第一书记", "officer")
    desk = official("desk", "村窗口", world.village, "委员", "officer")
    for who, can in ((both, "officer"), (desk, "desk_clerk")):
        post = Post.objects.create(unit=world.town, title="副镇长", capacities=[can], valid_from=LONG_AGO)
        orgs.appoint(official=who, post=post, from_on=LONG_AGO, by="test", at=AT)
    people = (world.chen, secretary, both, desk)
    assert quotas(TODAY, *people) == [3, 2, 3, 2]
    quarter = [periods.of("quarter", TODAY)]
    found = owed([one.pk for one in people], quarter, county=world.county, at=AT)
    as_duty = [[o.wanted for o in found[one.pk] if o.duty.is_quota] for one in people]
    assert as_duty == [[3], [2], [3], [2]], "one quota each, the same as on the page"


def test_before_any_charter_nobody_owes_anything(world: World) -> None:
    assert below(world, day=date(2009, 1, 1)) == []


def test_each_sees_their_own_area(world: World) -> None:
    assert below(world, world.sun) == ["何平", "钱江", "涂强"]
    assert below(world, world.qian) == ["钱江"]
    assert below(world, world.he) == ["何平"]
    assert below(world, world.chen) == []


def test_nobody_grants_what_they_asked_for(world: World) -> None:
    own = ask(world)
    for by in (world.he, world.chen, world.qian):
        with pytest.raises(Refused):
            actions.decide_exemption(exemption=own, is_granted=True, note="", by=by, at=AT)
    for_him = ask(world, by=world.liu)
    with pytest.raises(Refused, match="Somebody else decides"):
        actions.decide_exemption(exemption=for_him, is_granted=True, note="", by=world.liu, at=AT)
    with pytest.raises(Refused, match="why it is not granted"):
        actions.decide_exemption(exemption=for_him, is_granted=False, note=" ", by=world.ma, at=AT)
    actions.decide_exemption(exemption=for_him, is_granted=False, note="时间太长", by=world.ma, at=AT)
    with pytest.raises(Refused, match="decided already"):
        actions.decide_exemption(exemption=for_him, is_granted=True, note="", by=world.gao, at=AT)


def test_an_exemption_is_asked_for_and_granted_on_pages(world: World, enter: Callable[..., Client]) -> None:
    form = {"official": "he", "reason": "驻外培训", "from_on": "2026-03-02", "until_on": "2026-05-31"}
    assert enter(world.he).post("/register/exemptions/new/", {**form, "once": "t1"}).status_code == 302
    assert enter(world.he).post("/register/exemptions/new/", {**form, "once": "t1"}).status_code == 302
    asked = Exemption.objects.get()
    client = enter(world.ma)
    assert "驻外培训" in client.get("/register/absences/").content.decode()
    url = f"/register/exemptions/{asked.pk}/decision/"
    refused = client.post(url, {"decision": "no", "note": ""})
    assert refused.status_code == 422
    assert client.post(url, {"decision": "yes", "note": "同意"}).status_code == 302
    page = client.get(URL).content.decode()
    assert "当天没有联系户不足" in page
    assert "目标为每人2户" in page
    assert "驻外培训" in page


def test_every_number_opens_its_rows(world: World, enter: Callable[..., Client]) -> None:
    page = enter(world.liu).get("/register/load/").content.decode()
    assert "/register/?on=2026-03-02&amp;official=chen" in page
    rows = enter(world.liu).get("/register/?on=2026-03-02&official=chen").content.decode()
    assert "SH-001" in rows
    assert "SH-001" not in enter(world.liu).get("/register/?official=he").content.decode()


def test_i27_officials_stand_in_the_order_of_their_names_whatever_is_asked(
    world: World, enter: Callable[..., Client]
) -> None:
    for n in range(3):
        home = NewHome(place=world.village, name=f"户{n}", is_adult=True)
        actions.take_on(official=world.he, who=home, started_on=TODAY, by=world.he, at=AT)
    for query in ("", "?sort=lines", "?order=-lines", "?order_by=lines"):
        page = enter(world.liu).get(f"/register/load/{query}").content.decode()
        assert 0 < page.index("陈立</th>") < page.index("何平</th>")


@pytest.mark.parametrize("url", [URL, "/register/load/", "/register/dormant/", "/register/"])
def test_more_rows_need_no_more_queries(world: World, enter: Callable[..., Client], url: str) -> None:
    client = enter(world.liu)
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url)
    for n in range(12):
        official(f"o{n}", f"干部{n}", world.office, "干事", "officer")
        home = NewHome(place=world.village, name=f"户{n}", is_adult=True)
        actions.take_on(official=world.he, who=home, started_on=date(2025, 1, 1), by=world.he, at=AT)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) <= len(few)
