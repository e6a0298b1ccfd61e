"""A staff list without login names: names in pinyin are proposed, shown before anything is written, and given once."""

from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Official
from huiyin.sheets.columns import KINDS, shape
from tests.sheets.books import book, taken
from tests.world import AT, World, official

HEADS = ["姓名", "单位", "职务", "权限", "办公电话"]
Enter = Callable[[Official], Client]


def row(name: str = "周明", phone: str = "", unit: str = "990100101", title: str = "干事") -> list[str]:
    return [name, unit, title, "联系干部", phone]


def test_a_list_without_login_names_is_taken_and_again_changes_nothing(world: World) -> None:
    content = book(HEADS, [row(), row("徐静", "0990-3100002")])
    outcome = taken(world, "officials", content)
    assert (outcome.new, outcome.findings) == (2, [])
    assert outcome.proposed == {2: ("周明", "zhouming"), 3: ("徐静", "xujing")}
    assert {one.name for one in Official.objects.filter(username__in=["zhouming", "xujing"])} == {
        "周明",
        "徐静",
    }
    again = taken(world, "officials", content)
    assert (again.new, again.changed, again.same) == (0, 0, 2)
    assert again.proposed == {}


def test_a_name_that_is_taken_here_or_in_another_county_gets_a_number(world: World) -> None:
    official("zhouming", "周铭", world.office, "干事", "officer")
    orgs.enrol(username="xujing2", name="别人", password=None, by="test", at=AT)
    rows = [row(), row("徐静", "0990-3100001"), row("徐静", "0990-3100002"), row("赵")]
    outcome = taken(world, "officials", book(HEADS, rows))
    made = [login for _name, login in outcome.proposed.values()]
    assert made == ["zhouming2", "xujing", "xujing3", "zhao2"], "zhao serves in another county"


def test_a_unit_by_its_own_name_needs_no_word_and_by_another_it_does(world: World) -> None:
    rows = [row(unit="柳林镇"), row("徐静", unit="柳林"), row("何山", unit="禾阳县柳林镇")]
    notes = "; ".join(taken(world, "officials", book(HEADS, rows)).notes)
    assert "“柳林镇”" not in notes
    assert "“禾阳县柳林镇”" in notes


def test_several_posts_of_one_person_are_one_account(world: World) -> None:
    phone = "0990-3100001"
    outcome = taken(world, "officials", book(HEADS, [row(phone=phone), row("周明", phone, "990100101-CJ")]))
    assert outcome.findings == []
    assert Official.objects.get(name="周明").appointments.count() == 2
    again = taken(world, "officials", book(HEADS, [row(), row(unit="990100101-CJ")]))
    assert (again.same, again.findings) == (2, []), "each of the units says who it is"


def test_rows_of_one_name_in_other_units_are_asked_about_where_no_telephone_says_that_they_are_one(
    world: World,
) -> None:
    elsewhere = row("徐静", unit="990100101-CJ")
    for first, unclear in ((row("徐静"), {2, 3}), (row("徐静", "0990-3100001"), {3})):
        outcome = taken(world, "officials", book(HEADS, [first, elsewhere]))
        assert {one.line for one in outcome.findings} == unclear
        assert not Official.objects.filter(name="徐静", appointments__post__unit=world.office).exists()


def test_who_has_an_account_is_known_by_name_and_unit_or_telephone_and_it_is_said(world: World) -> None:
    for known in (row("陈立", unit="990100101-ZB"), row("陈立", "0990-3000000")):
        outcome = taken(world, "officials", book(HEADS, [known]))
        assert (outcome.proposed, outcome.findings) == ({}, [])
        assert any("陈立" in note and "chen" in note for note in outcome.notes)
    assert Official.objects.get(name="陈立").appointments.count() == 2
    other = taken(world, "officials", book(HEADS, [row("陈立", "0990-3999999")]))
    assert list(other.proposed.values()) == [("陈立", "chenli")], (
        "another telephone: somebody else of that name"
    )


def test_nobody_gets_a_post_by_a_name_alone(world: World) -> None:
    before = world.chen.appointments.count()
    outcome = taken(world, "officials", book(HEADS, [row("陈立")]))
    assert [one.line for one in outcome.findings] == [2]
    assert "chen" in outcome.findings[0].sentence
    assert (world.chen.appointments.count(), Official.objects.filter(name="陈立").count()) == (before, 1)
    Official.objects.filter(pk=world.chen.pk).update(phone="")
    two = [row("陈立", f"0990-310000{n}", "990100101-ZB") for n in range(2)]
    outcome = taken(world, "officials", book(HEADS, two))
    assert {one.line for one in outcome.findings} == {2, 3}, "one account, two of that name in its unit"


def test_what_cannot_be_told_apart_is_not_taken(world: World) -> None:
    rows = [
        row("徐静", "0990-3100001"),
        row("徐静", "0990-3100002"),
        row("徐静", unit="990100101-CJ"),
        row(""),
    ]
    outcome = taken(world, "officials", book(HEADS, rows))
    assert {one.line for one in outcome.findings} == {4, 5}
    assert not Official.objects.filter(name="徐静").exists()


def test_the_preview_shows_them_and_what_was_shown_is_what_is_given(world: World, enter: Enter) -> None:
    client, content = enter(world.liu), book(HEADS, [row(), row("徐静")])

    def shown() -> dict[str, str]:
        page = client.post("/import/officials/", {"file": SimpleUploadedFile("a.xlsx", content)})
        html = page.content.decode()
        assert "周明 zhouming、徐静 xujing" in html
        return {"rows": page.context["rows"], "once": page.context["once"], "shown": page.context["mark"]}

    first = shown()
    assert not Official.objects.filter(username="zhouming").exists()
    official("zhouming", "周铭", world.office, "干事", "officer")
    late = client.post("/import/officials/", first)
    assert late.status_code == 422, "the name that was shown went to somebody else meanwhile"
    assert not Official.objects.filter(name="周明").exists()
    Official.objects.filter(username="zhouming").update(username="other")
    assert client.post("/import/officials/", shown()).status_code == 302
    assert Official.objects.get(name="周明").username == "zhouming"


def test_of_many_every_name_is_shown_before_anything_is_written(world: World, enter: Enter) -> None:
    content = book(HEADS, [row(f"周明{chr(0x4E00 + n)}") for n in range(65)])
    page = enter(world.liu).post("/import/officials/", {"file": SimpleUploadedFile("a.xlsx", content)})
    assert len(page.context["proposed"]) == 65
    assert "拟用的全部登录名" in page.content.decode()
    assert not Official.objects.filter(name__startswith="周明").exists()


def test_each_kind_says_in_a_line_what_it_takes_and_makes(world: World, enter: Enter) -> None:
    html = enter(world.liu).get("/import/").content.decode()
    said = [shape(kind).says for kind in KINDS]
    assert len(set(said)) == len(KINDS)
    with translation.override("zh-hans"):
        for kind in KINDS:
            assert shape(kind).says in html, kind
        assert "不结对" in shape("households").says
        assert "结对关系一次建好" in shape("register").says
