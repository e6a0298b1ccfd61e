"""Files as offices make them, about people: however a name, a number or a household's number is written, nobody is mixed."""

from datetime import timedelta

import pytest

from huiyin.orgs.models import County
from huiyin.people.models import ConsentRecord, Household, Resident
from huiyin.privacy.actions import withdraw
from huiyin.register.models import Assignment
from tests.sheets.books import REGISTER, book
from tests.sheets.qinghe import NOW, brought, looked, qinghe, why

__all__ = ["qinghe"]


def row(
    login: str = "zhou", code: str = "HA-1", place: str = "东湾村", name: str = "王强", **more: str
) -> list[str]:
    words = {"phone": "", "method": "书面签字", "on": "2026-03-05", "adult": "是", "address": "", **more}
    return [login, code, place, name, *words.values()]


def test_01_names_that_are_aligned_are_masked_and_kept_without_spaces(qinghe: County) -> None:
    assert brought(qinghe, "register", "01_spaced_names.xlsx").new == 3
    people = Resident.objects.filter(household__code__startswith="HA-01").order_by("household__code")
    assert [one.masked_name for one in people] == ["王*", "李*", "欧阳**"]
    assert [one.name for one in people] == ["王强", "李娜", "欧阳修文"]


def test_02_numbers_that_begin_anew_move_no_home_of_another_village(qinghe: County) -> None:
    assert brought(qinghe, "register", "02a_numbered_from_1.xlsx").new == 3
    outcome = brought(qinghe, "register", "02b_numbered_from_1.xlsx", keep_good=True)
    assert (outcome.new, outcome.changed, len(outcome.bad)) == (0, 0, 3)
    assert "东湾村" in outcome.findings[0].sentence
    homes = Household.objects.filter(code__in=["9001", "9002", "9003"])
    assert {home.place.short_name for home in homes} == {"东湾村"}
    assert Resident.objects.filter(household__in=homes).count() == 3
    assert Assignment.objects.filter(official__username="li").count() == 0


@pytest.mark.parametrize("place", ["", "东湾村"])
def test_02_a_number_of_another_family_of_the_same_village_is_asked_about(qinghe: County, place: str) -> None:
    brought(qinghe, "register", book(REGISTER, [row(code="1")]))
    outcome = looked(qinghe, "register", book(REGISTER, [row("li", "1", place, "赵军")]))
    assert (outcome.new, len(outcome.bad)) == (0, 1)
    assert "王*" in outcome.findings[0].sentence


def test_02_one_file_with_one_number_for_two_families_is_asked_about(qinghe: County) -> None:
    rows = [row(code="1"), row("li", "1", name="赵军")]
    assert looked(qinghe, "register", book(REGISTER, rows)).bad_lines == [2, 3]
    rows = [row(code="1"), row("li", "1", "西湾村", "赵军")]
    assert looked(qinghe, "register", book(REGISTER, rows)).bad_lines == [2, 3]
    rows = [row(code="1", address="东头"), row("li", "1", name="赵军", address="东头")]
    assert looked(qinghe, "register", book(REGISTER, rows)).new == 2, "two people of one home"


def test_02_the_same_person_with_the_same_number_who_moved_counts_as_an_update(qinghe: County) -> None:
    brought(qinghe, "register", book(REGISTER, [row(phone="13800000001")]))
    moved = row(place="西湾村", phone="13800000001")
    assert brought(qinghe, "register", book(REGISTER, [moved])).changed == 1
    assert Household.objects.get(code="HA-1").place.short_name == "西湾村"


def test_03_who_withdrew_does_not_come_back_by_another_spelling(qinghe: County) -> None:
    assert brought(qinghe, "register", "03a_before.xlsx").new == 2
    for line in Assignment.objects.filter(household__code__startswith="HA-03"):
        withdraw(person=line.person, by=line.official, at=NOW)
    outcome = brought(qinghe, "register", "03b_older_paper.xlsx", keep_good=True)
    assert (outcome.new, outcome.bad_lines) == (0, [2, 3])
    assert all(
        ("2026年11月29日" in sentence or "Nov. 29, 2026" in sentence) for _line, sentence in why(outcome)
    )
    assert not Assignment.objects.filter(household__code__startswith="HA-03", ended_on=None).exists()


@pytest.mark.parametrize(
    ("code", "name", "phone", "taken"),
    [
        ("HA-1", "王　强", "", False),
        ("HA-1", "王强（户主）", "", False),
        ("HA-1", "王师傅", "+86 138-0000-0001", False),
        ("HA-1", "王师傅", "13900000009/13800000001", False),
        ("HA-0001", "王师傅", "13800000001儿子2", False),
        ("HA-0001", "王师傅", "1组13800000001（2026年3月）", False),
        ("ＨＡ－１", "王强", "", False),
        ("HA-0001", "王强", "", False),
        ("HA-0001", "老王", "13800000001", False),
        ("HA-0001", "王强", "13900000009", True),
        ("HA-0001", "赵军", "", True),
    ],
)
def test_03_nor_by_another_number_of_the_household(
    qinghe: County, code: str, name: str, phone: str, taken: bool
) -> None:
    brought(qinghe, "register", book(REGISTER, [row(phone="13800000001")]))
    withdraw(
        person=Resident.objects.get(household__code="HA-1"), by=Assignment.objects.get().official, at=NOW
    )
    content = book(REGISTER, [row(code=code, name=name, phone=phone)])
    assert (looked(qinghe, "register", content).new == 1) is taken


def test_03_nor_by_a_landline_without_its_area_code(qinghe: County) -> None:
    brought(qinghe, "register", book(REGISTER, [row(phone="0990-2000000")]))
    withdraw(person=Resident.objects.get(), by=Assignment.objects.get().official, at=NOW)
    content = book(
        REGISTER, [row(code="HA-2", phone="2000000"), row(code="HA-3", name="老王", phone="2000000转8")]
    )
    assert looked(qinghe, "register", content).bad_lines == [2, 3]


def test_03_nor_by_the_second_number_in_another_village(qinghe: County) -> None:
    brought(qinghe, "register", book(REGISTER, [row(phone="0990-2000000-801/13800000001")]))
    withdraw(person=Resident.objects.get(), by=Assignment.objects.get().official, at=NOW)
    content = book(REGISTER, [row(code="HA-2", place="西湾村", name="王师傅", phone="13800000001")])
    assert looked(qinghe, "register", content).bad_lines == [2]


def test_03_when_the_details_are_erased_an_older_paper_of_the_household_is_asked_about(
    qinghe: County,
) -> None:
    from huiyin.people.actions import erase_details

    brought(qinghe, "register", book(REGISTER, [row()]))
    person = Resident.objects.get(household__code="HA-1")
    withdraw(person=person, by=Assignment.objects.get().official, at=NOW)
    later = NOW + timedelta(days=60)
    assert erase_details(resident=Resident.objects.get(pk=person.pk), at=later)
    assert brought(qinghe, "register", book(REGISTER, [row()]), at=later).bad_lines == [2]
    assert brought(qinghe, "register", book(REGISTER, [row(on="2026-12-01")]), at=later).new == 1


def test_04_one_person_spelled_twice_is_one_person_with_one_consent(qinghe: County) -> None:
    assert brought(qinghe, "register", "04_two_officials.xlsx").new == 2
    assert Resident.objects.filter(household__code="HA-0401").count() == 1
    assert ConsentRecord.objects.filter(resident__household__code="HA-0401").count() == 1
    assert Assignment.objects.filter(household__code="HA-0401").count() == 2


def test_06_a_village_is_known_by_its_township_or_its_committee_too(qinghe: County) -> None:
    outcome = brought(qinghe, "register", "06_village_names.xlsx")
    assert (outcome.new, why(outcome)) == (5, [])
    places = Household.objects.filter(code__startswith="HA-06").order_by("code")
    assert [home.place.short_name for home in places] == ["东湾村"] * 4 + ["柳树社区"]
    assert any("柳河镇东湾村" in note for note in outcome.notes)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("东湾", "990326101200"),
        ("柳河镇 东湾村", "990326101200"),
        ("柳河东湾村", "990326101200"),
        ("某某省某某市青禾县柳河镇东湾村委会", "990326101200"),
        ("东湾行政村", "990326101200"),
        ("东湾村（12户）", "990326101200"),
        ("９９０３２６１０１２００", "990326101200"),
        ("990326101200 东湾村", "990326101200"),
        ("柳树居委会", "990326101001"),
        ("柳树社区居民委员会", "990326101001"),
        ("柳河镇桥头村", "990326101203"),
        ("石门乡桥头村委会", "990326102201"),
        ("桥头村", ""),
        ("柳河镇", ""),
        ("石门乡东湾村", ""),
        ("东湾社区", ""),
        ("柳树村", ""),
        ("村委会", ""),
    ],
)
def test_06_a_name_is_a_village_only_where_one_fits(qinghe: County, written: str, code: str) -> None:
    outcome = brought(qinghe, "register", book(REGISTER, [row(place=written)]))
    assert [home.place.code for home in Household.objects.filter(code="HA-1")] == ([code] if code else [])
    if written == "桥头村":
        assert "990326101203" in outcome.findings[0].sentence
        assert "990326102201" in outcome.findings[0].sentence


def test_07_an_official_is_known_by_name_where_one_serves(qinghe: County) -> None:
    outcome = brought(qinghe, "register", "07_official_by_name.xlsx")
    assert (outcome.new, why(outcome)) == (3, [])
    lines = Assignment.objects.filter(household__code__startswith="HA-07").order_by("household__code")
    assert [line.official.username for line in lines] == ["zhou", "zhou", "li"]
    assert any("zhou" in note for note in outcome.notes)


def test_07_two_of_a_name_are_asked_about_with_both_logins(qinghe: County) -> None:
    outcome = looked(qinghe, "register", book(REGISTER, [row("黄志军"), row("吴无", "HA-2")]))
    assert outcome.bad_lines == [2, 3]
    assert "huang1" in outcome.findings[0].sentence
    assert "huang2" in outcome.findings[0].sentence


def test_one_person_for_two_households_is_said_before_it_is_written(qinghe: County) -> None:
    brought(qinghe, "register", book(REGISTER, [row(phone="13800000001")]))
    again = book(REGISTER, [row(code="ha-1", name="王 强", phone="+86 13800000001")])
    outcome = looked(qinghe, "register", again)
    assert outcome.new == 1
    assert any("HA-1, ha-1" in note for note in outcome.notes)
    others = book(REGISTER, [row(code="HA-2", name="赵军", phone="13800000001"), row(code="HA-3")])
    assert not any("perhaps twice" in note for note in looked(qinghe, "register", others).notes)


def test_one_telephone_of_a_family_renames_nobody_under_the_consent_of_another(qinghe: County) -> None:
    brought(qinghe, "register", book(REGISTER, [row(phone="13800000001")]))
    outcome = brought(qinghe, "register", book(REGISTER, [row(name="王秀英", phone="13800000001")]))
    assert (outcome.changed, outcome.bad_lines) == (0, [2])
    assert "王*, with the same telephone" in outcome.findings[0].sentence
    other = brought(qinghe, "register", book(REGISTER, [row("li", name="王秀英", phone="13800000001")]))
    assert (other.new, other.changed, why(other)) == (1, 0, [])
    people = Resident.objects.filter(household__code="HA-1").order_by("pk")
    assert [one.name for one in people] == ["王强", "王秀英"]
    assert ConsentRecord.objects.filter(resident=people[1]).count() == 1


def test_a_home_that_moves_takes_no_line_to_another_of_its_people(qinghe: County) -> None:
    two = [row(phone="13800000001"), row("li", name="王秀英", phone="13800000002")]
    two = [[*one[:-1], "东头"] for one in two]
    assert brought(qinghe, "register", book(REGISTER, two)).new == 2
    moved = row("li", place="西湾村", phone="13800000001")
    outcome = looked(qinghe, "register", book(REGISTER, [moved]))
    assert (outcome.changed, outcome.bad_lines) == (0, [2])


def test_a_home_without_a_contact_person_is_told_how_it_moves(qinghe: County) -> None:
    heads = ["户编号", "村（社区）"]
    assert brought(qinghe, "households", book(heads, [["HA-9", "东湾村"]])).new == 1
    outcome = looked(qinghe, "households", book(heads, [["HA-9", "西湾村"]]))
    assert outcome.bad_lines == [2]
    assert "entered in its new village under another number" in outcome.findings[0].sentence
