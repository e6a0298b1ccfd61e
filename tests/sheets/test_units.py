"""`huiyin import units`: codes, parents and rings are checked; a second time updates instead of doubling."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from huiyin.audit.models import Event
from huiyin.lib.refusal import Refused
from huiyin.orgs import counties
from huiyin.orgs.models import Unit
from huiyin.sheets import command
from tests.world import World

HEAD = "code,name,short_name,kind,parent_code,reports_to_code,valid_from,phone,address\n"
Ask = Callable[..., int]


@pytest.fixture
def ask(world: World, tmp_path: Path) -> Ask:
    def run(text: str, *, keep_good: bool = False, head: str = HEAD, **given: object) -> int:
        path = tmp_path / "units.csv"
        path.write_text(head + text, encoding="utf-8-sig")
        asked = {"file": path, "county": "heyang", "keep_good": keep_good, "preview": False, "rejected": None}
        asked.update(kind="units", sheet=None, without_hidden=False, **given)
        return command.command(argparse.Namespace(**asked))

    return run


def test_units_come_in_any_order_with_their_line(world: World, ask: Ask) -> None:
    text = (
        "990100103201,新桥村,,village,990100103,,2024-01-01,0990-1,新桥\n"
        "990100103-GZ,新桥工作站,,station,990100103,990100-LX,,,\n"
        "990100103,新桥镇,,township,990100,,2024-01-01,,\n"
        "990100-LX,联系群众工作办公室,县联系办,department,990100,,,,\n"
    )
    assert ask(text) == 0
    village = Unit.objects.get(code="990100103201")
    assert (village.parent.code, village.valid_from, village.short_name) == (
        "990100103",
        date(2024, 1, 1),
        "新桥村",
    )
    assert village.path.startswith(village.parent.path)
    station = Unit.objects.get(code="990100103-GZ")
    assert station.reports_to == Unit.objects.get(code="990100-LX")
    assert station.valid_from == world.county.started_on
    assert Event.objects.filter(deed="units.imported").count() == 1


def test_a_second_time_updates_names_and_numbers(world: World, ask: Ask) -> None:
    before = Unit.objects.count()
    assert ask("990100101,柳林镇人民政府,柳林镇,township,990100,,,0990-7,\n") == 0
    town = Unit.objects.get(code="990100101")
    assert (town.name, town.phone, town.path) == ("柳林镇人民政府", "0990-7", world.town.path)
    assert Unit.objects.count() == before
    assert Event.objects.get(deed="unit.revised").facts == {"fields": ["name", "phone"]}


def test_an_empty_cell_leaves_what_is_there(
    world: World, ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    ask("990100101,柳林镇,柳林镇,township,990100,,2020-01-01,,\n")
    assert Unit.objects.get(code="990100101").phone == "0990-2000000"
    assert not Event.objects.filter(deed="unit.revised").exists()


BAD = [
    "99010010320,新村,,village,990100101,,,,\n",  # eleven digits
    "990100102209,别村,,village,990100101,,,,\n",  # begins with another township's code
    "990100103,新镇,,township,,,,,\n",  # stands nowhere
    "990100104,新镇,,township,990109,,,,\n",  # under nothing known
    "990100101203,新村,,village,990100,,,,\n",  # a village under the county
    "990100101204,新村,,hamlet,990100101,,,,\n",  # no such kind
    "990100101201,上河村,,community,990100101,,,,\n",  # another kind than on record
    "990100101-ZB,支部,,branch,990100102,,,,\n",  # moved
    "990100101202,下河村,,village,990100101,,2021-01-01,,\n",  # another first day than on record
    "990100-A,甲,,committee,990100-B,,,,\n",  # below itself …
    "990100-B,乙,,committee,990100-A,,,,\n",
    "990100-C,丙,,branch,990100-B,,,,\n",  # … and what hangs on it
    "990100-D,丁,,branch,990100,990100-E,,,\n",  # each reports to the other
    "990100-E,戊,,branch,990100,990100-D,,,\n",
    "990100-F,己,,branch,990100,nobody,,,\n",
    "990100-G,庚,,branch,990100,,soon,,\n",
    ",无,,branch,990100,,,,\n",
    "990100-H,,,branch,990100,,,,\n",
    "990100-I,子,,branch,990100,,,,,\n",  # too many columns
    "990100-J" + "x" * 30 + ",丑,,branch,990100,,,,\n",
    "990101,第二县,,county,,,,,\n",
]


@pytest.mark.parametrize("line", range(len(BAD)))
def test_a_bad_row_alone_says_why_and_keeps_nothing(
    world: World, ask: Ask, capsys: pytest.CaptureFixture[str], line: int
) -> None:
    before = Unit.objects.count()
    good = "990100-Z,好,,branch,990100,,,,\n"
    assert ask(good + BAD[line]) == 1
    assert Unit.objects.count() == before
    assert "3" in capsys.readouterr().out.splitlines()[0]


def test_all_bad_rows_together_do_not_keep_the_good_one_out(
    world: World, ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Unit.objects.count()
    twice = "990100-Z,又,,branch,990100,,,,\n"
    assert ask("990100-Z,好,,branch,990100,,,,\n" + "".join(BAD) + twice, keep_good=True) == 0
    assert set(Unit.objects.values_list("code", flat=True)) >= {"990100-Z"}
    assert Unit.objects.count() == before + 1
    assert len(capsys.readouterr().out.splitlines()) == len(BAD) + 2  # one line each, the double, the summary


def test_a_column_that_is_not_read_is_named(
    world: World, ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask("990100-Z,好,branch,990100,x\n", head="code,name,kind,parent_code,colour\n") == 0
    assert "colour" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("head", "given"),
    [
        ("code,kind\n", {}),
        (HEAD, {"county": "nowhere"}),
        (HEAD, {"file": Path("/nowhere.csv")}),
    ],
)
def test_what_cannot_be_is_one_sentence(world: World, ask: Ask, head: str, given: dict[str, object]) -> None:
    with pytest.raises(Refused) as caught:
        ask("a,b,branch\n", head=head, **given)
    assert caught.value.sentence


def test_the_county_of_a_unit_is_found_by_its_code(world: World) -> None:
    assert counties.county_of_unit("990100101", None) == world.county
    assert counties.county_of_unit("990200", None) == world.other
    with pytest.raises(Refused):
        counties.county_of_unit("nowhere", None)


def test_a_ring_through_what_is_on_record_or_through_the_unit_above_is_one_too(
    world: World, ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    """A row that names nobody goes on reporting where the unit does, else to the unit above it."""
    branch = "990100101-ZB,柳林镇机关党支部,机关支部,branch,990100101,,,,\n"
    assert ask("990100101-DW,中共柳林镇委员会,,committee,990100101,990100101-ZB,,,\n" + branch) == 1
    assert "990100101-DW → 990100101-ZB → 990100101-DW" in capsys.readouterr().out
    station = "990100101-GZ,柳林镇联系群众工作站,镇工作站,station,990100101,,,,\n"
    assert ask("990100101,柳林镇,,township,990100,990100101-GZ,,,\n" + station) == 1
    assert "990100101 → 990100101-GZ → 990100101" in capsys.readouterr().out
    assert ask("990100101-DW,中共柳林镇委员会,,committee,990100101,990100-DW,,,\n" + branch + station) == 0


def test_what_a_unit_stands_under_may_be_named_and_says_of_which_level_it_is(
    world: World, ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        "DZB,党政办公室,,部门,柳林镇,,,,\n"
        "LY,县林业局,,部门,禾阳县,,,,\n"
        "XC-ZB,上河村党支部,,支部,上河村村委会,柳林镇,,,\n"
        "ZB-2,第二党支部,,支部,新设联络站,,,,\n"
        "ZX,新设联络站,,工作站,柳林镇,,,,\n"
    )
    assert ask(text) == 0
    made = {one.code: one for one in Unit.objects.filter(code__in=("DZB", "LY", "XC-ZB", "ZB-2", "ZX"))}
    assert (made["DZB"].kind, made["DZB"].parent) == ("office", world.town)
    assert (made["LY"].kind, made["LY"].parent) == ("department", world.root)
    assert (made["XC-ZB"].parent, made["XC-ZB"].reports_to) == (world.village, world.town)
    assert made["ZB-2"].parent == made["ZX"], "named in the file, below itself"
    assert world.town.code in capsys.readouterr().out, "what a name was read as is said"


def test_a_name_that_several_units_bear_is_asked_about(
    world: World, ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    twins = "Z1,联络站,,工作站,柳林镇,,,,\nZ2,联络站,,工作站,柳林镇,,,,\n"
    assert ask(twins + "ZB-3,第三党支部,,支部,联络站,,,,\n", keep_good=True) == 0
    assert "Z1" in capsys.readouterr().out
    assert not Unit.objects.filter(code="ZB-3").exists()
    assert ask("X,某单位,,衙门,柳林镇,,,,\n") == 1
    assert "office (" not in capsys.readouterr().out, "no code of the program among the words of the reader"


def test_a_unit_may_be_called_like_the_one_above_it_and_names_may_hold_spaces(world: World, ask: Ask) -> None:
    Unit.objects.filter(pk=world.office.pk).update(name="Liulin Building Office", short_name="Building")
    text = (
        "ZX-2,柳林联络站,,工作站,柳 林 镇,Liulin Building Office,,,\n"
        f"ZX-3,二站,,工作站,{world.town.code} 柳林镇,,,,\n"
    )
    assert ask(text) == 0
    assert ask("ZB-4,柳林镇,,支部,柳林镇,,,,\n") == 0
    made = {one.code: one for one in Unit.objects.filter(code__in=("ZB-4", "ZX-2", "ZX-3"))}
    assert {one.parent for one in made.values()} == {world.town}
    assert made["ZX-2"].reports_to == world.office
