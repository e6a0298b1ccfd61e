"""Search: exact as a scan, nothing beyond one's scope, and no telephone number in an address."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.lib import grams
from huiyin.matters import actions
from huiyin.matters.actions import Past
from huiyin.matters.models import Matter
from huiyin.matters.models.words import read_in
from huiyin.orgs.models import Official
from huiyin.people.models import Household, Resident
from huiyin.search import finding
from huiyin.search.asked import Asked, address_of
from tests import make
from tests.duties import made
from tests.search.sought import candidates
from tests.world import AT, World

Enter = Callable[[Official], Client]
BODY = "村口的路灯坏了三盏，晚上看不见路。"


def found(text: str, by: Official) -> list[str]:
    """The numbers of the matters that are shown."""
    meant = finding.meant(Asked(text), by, AT)
    return [m.reference for m in finding.shown(meant, candidates(meant, by, AT))]


def scanned(text: str, by: Official) -> list[str]:
    """The same without any index."""
    seen = Matter.objects.visible_to(by, AT).select_related("place")
    return [m.reference for m in seen if grams.holds(read_in(m), grams.terms(text))]


@pytest.mark.parametrize(
    "text", ["灯", "路灯", "灯坏了三盏", "坏 路灯", "，晚上", ",晚上", "上河村", "上河 灯坏"]
)
def test_a_matter_is_found_by_words_of_any_length(world: World, text: str) -> None:
    matter = make.matter(world, body=BODY, place=world.village)
    make.matter(world, body="水渠塌了一段，浇不上地。", place=world.hamlet)
    assert found(text, world.liu) == [matter.reference]


@pytest.mark.parametrize("text", ["灯路", "路灯塌", "看不见路灯", "路灯 水渠", "下河村"])
def test_what_only_looks_alike_is_not(world: World, text: str) -> None:
    make.matter(world, body=BODY, place=world.village)
    assert found(text, world.liu) == []


def test_what_has_all_the_pieces_and_not_the_words_is_left_out(world: World) -> None:
    make.matter(world, body="海上海的事")
    meant = finding.meant(Asked("上海上"), world.liu, AT)
    assert candidates(meant, world.liu, AT).count() == 1, "a candidate"
    assert found("上海上", world.liu) == []


@given(
    st.lists(
        st.text("路灯坏了，ａA 1水", min_size=2, max_size=12).filter(lambda t: len(t.strip()) > 1), max_size=4
    ),
    st.text("路灯坏了，ａA 1水", min_size=1, max_size=4),
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_search_finds_what_a_scan_finds(world: World, bodies: list[str], text: str) -> None:
    for body in bodies:
        make.matter(world, body=body)
    if grams.terms(text):
        assert sorted(found(text, world.liu)) == sorted(scanned(text, world.liu))


@pytest.mark.parametrize("few", [0, 3, 200])
def test_few_or_many_candidates_are_found_alike(
    world: World, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(finding, "FEW", few)
    for n in range(4):
        make.matter(world, body=f"路灯坏了{n}，请打19900001234" if n else "坏路灯", resident=world.wang)
    make.matter(world, body="路灯坏了")
    for text in ("路灯", "路灯坏", "坏了1", "桥梁", "19900001234"):
        own = {m.reference for m in Matter.objects.filter(resident=world.wang)} if "199" in text else set()
        assert set(found(text, world.liu)) == set(scanned(text, world.liu)) | own, text


def test_a_word_that_nobody_used_asks_for_no_matter(world: World, enter: Enter) -> None:
    make.matter(world, body=BODY)
    client, asked_for = enter(world.liu), {}
    for text in ("桥梁", "路灯"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address_of(Asked(text), world.liu))
        said = [one["sql"] for one in queries if "matters_matter" in one["sql"]]
        asked_for[text] = [sql for sql in said if "WITH these" not in sql]  # what stands beside
    assert asked_for["桥梁"] == []
    assert len(asked_for["路灯"]) == 2
    keys, rows = asked_for["路灯"]
    assert "body" not in keys, "found first, and only then what a line shows"
    assert "body" in rows


def test_a_number_is_read_however_it_was_typed_and_in_part(world: World) -> None:
    matter, other = make.matter(world), make.matter(world)
    joined = matter.reference.replace("-", "\u2060-\u2060")  # as some programs keep a number on one line
    for text in (
        matter.reference,
        matter.reference.lower().replace("-", ""),
        f" {matter.reference[3:]} ",
        joined,
        joined[4:],
    ):
        assert found(text, world.liu) == [matter.reference] != [other.reference]


def test_imported_history_is_found_as_well(world: World) -> None:
    past = [
        Past(external_id=str(n), title="水渠", body=f"水渠塌了{n}段", place=world.village) for n in range(3)
    ]
    kept = actions.lodge_histories(past=past, unit=world.town, source="file", by="test", at=AT)
    assert found("塌了1段", world.liu) == [kept[1].reference]


def test_nobody_finds_what_they_may_not_see(world: World) -> None:
    matter = make.matter(world, body=BODY, place=world.village, resident=world.wang)
    made.contact(world, date(2026, 2, 10))
    texts = ("路灯", matter.reference, "上河村", "19900001234", "SH-001")
    for text in texts:
        assert found(text, world.qian) == []
        meant = finding.meant(Asked(text), world.qian, AT)
        assert not finding.contacts(meant, world.qian, AT).exists(), text
        assert not finding.households(meant, world.qian, AT).exists(), text
    assert found("路灯", world.he) == [], "not handled by him"


def test_contacts_and_households_by_village_code_and_telephone(world: World) -> None:
    contact = made.contact(world, date(2026, 2, 10))
    made.contact(world, date(2026, 2, 11), place=world.hamlet, household=world.second)
    for text in (contact.reference, "上河村", "sh-001", "上河 SH-001", "199 0000 1234", "+86 19900001234"):
        meant = finding.meant(Asked(text), world.chen, AT)
        assert list(finding.contacts(meant, world.chen, AT)) == [contact], text
    for text in ("上河村", "sh-0", "上河 SH-001", "199-0000-1234"):
        meant = finding.meant(Asked(text), world.liu, AT)
        assert list(finding.households(meant, world.liu, AT)) == [world.home], text
    Household.objects.filter(pk=world.home.pk).update(voided_at=AT, void_reason="test")
    assert not finding.households(finding.meant(Asked("SH-001"), world.liu, AT), world.liu, AT).exists()


def test_a_telephone_leads_to_the_matters_of_the_person_until_consent_is_taken_back(world: World) -> None:
    own, _other = make.matter(world, resident=world.wang), make.matter(world, resident=world.zhu)
    said = make.matter(world, body="请打19900001234这个电话")
    assert sorted(found("19900001234", world.liu)) == sorted([own.reference, said.reference])
    Resident.objects.filter(pk=world.wang.pk).update(withheld_at=AT)
    assert found("19900001234", world.liu) == [said.reference]
