"""The name with which a unit heads and signs its papers is what the county entered; left empty it follows from the full name."""

import io
from argparse import Namespace
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.utils.translation import override
from docx import Document

from huiyin.administration.founding import FoundingForm
from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.matters import letter
from huiyin.orgs.models import Unit
from huiyin.orgs.taking import organ_of_county
from huiyin.sheets import command
from tests import make
from tests.administration.conftest import Enter
from tests.orgs.test_founding import NEW, begun
from tests.world import World, unit

OWN = "河阳县柳林镇人民政府"
HEAD = "code,name,kind,parent_code,公文署名\n"


def read(content: bytes) -> str:
    """All that a document says, its first head too."""
    paper = Document(io.BytesIO(content))
    return "\n".join(one.text for one in [*paper.sections[0].first_page_header.paragraphs, *paper.paragraphs])


def brought(tmp_path: Path, text: str) -> int:
    """The command with a list of units."""
    path = tmp_path / "units.csv"
    path.write_text(HEAD + text, encoding="utf-8-sig")
    words = {"kind": "units", "county": "heyang", "keep_good": False, "preview": False, "rejected": None}
    return command.command(Namespace(file=path, sheet=None, without_hidden=False, **words))


def test_it_is_entered_on_the_page_of_the_unit_and_the_trail_says_so(world: World, enter_as: Enter) -> None:
    system, page = enter_as("system"), f"/administration/units/{world.town.pk}/"
    words = {"name": "柳林镇", "short_name": "柳林镇", "phone": "", "address": ""}
    assert system.post(page + "details/", words).status_code == 302
    town = Unit.objects.get(pk=world.town.pk)
    assert town.on_paper == "柳林镇人民政府", "it follows from the name"
    assert "由全称推出" in system.get(page).content.decode()
    assert system.post(page + "details/", words | {"paper_name": OWN}).status_code == 302
    town.refresh_from_db()
    assert (town.name, town.on_paper) == ("柳林镇", OWN)
    said = system.get(page).content.decode()
    assert OWN in said
    assert "由全称推出" not in said
    assert f'value="{OWN}"' in system.get(page + "details/").content.decode()
    assert Event.objects.filter(deed="unit.revised").last().facts == {
        "signed_before": "",
        "signed_after": OWN,
    }  # type: ignore[union-attr]
    assert "改后的公文署名" in enter_as("audit").get("/administration/trail/").content.decode()


def test_a_list_brings_it_and_leaves_it_where_the_cell_is_empty(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        brought(tmp_path, f"990100101,柳林镇,township,990100,{OWN}\n990100103,新桥镇,township,990100,\n") == 0
    )
    assert Unit.objects.get(code="990100101").on_paper == OWN
    assert Unit.objects.get(code="990100103").on_paper == "新桥镇人民政府"
    capsys.readouterr()
    assert brought(tmp_path, "990100101,柳林街道,township,990100,\n") == 0
    assert OWN in capsys.readouterr().out, "another name of the unit says that its papers keep theirs"
    assert Unit.objects.get(code="990100101").on_paper == OWN


def test_a_county_is_founded_with_it(world: World) -> None:
    county = begun(replace(NEW, paper_name="白沙县联系群众工作委员会"))
    with county_scope(county.pk):
        assert organ_of_county(county) == "白沙县联系群众工作委员会"
        unit("township", "990327101", "沙口镇", Unit.objects.get(), valid_from=date(2026, 1, 1))
        assert organ_of_county(county) == "白沙县联系群众工作委员会"
    others = {"login": "jiang2", "system_login": "xt2", "security_login": "aq2", "audit_login": "sj2"}
    other = begun(replace(NEW, slug="heisha", prefix="HS", name="黑沙县", division_code="990328", **others))
    with county_scope(other.pk):
        assert organ_of_county(other) == "黑沙县人民政府"


def test_what_is_said_of_an_empty_name_holds_for_a_development_zone_too(world: World) -> None:
    zone = begun(replace(NEW, name="白沙经济开发区"))
    with county_scope(zone.pk):
        assert organ_of_county(zone) == "白沙经济开发区", "no government of its own follows from such a name"
    with override("zh-hans"):
        said = str(FoundingForm.base_fields["paper_name"].help_text)
    assert said == "不填则由县名推出：县、市、区的名称后加上人民政府"


def test_letters_and_slips_bear_it(world: World, enter_as: Enter) -> None:
    Unit.objects.filter(pk=world.office.pk).update(paper_name="柳林镇综合建设中心")
    Unit.objects.filter(pk=world.root.pk).update(paper_name="中共河阳县委办公室")
    row = make.replied(world)
    answer = letter.last_answer(row)
    assert answer is not None
    said = read(letter.docx(answer, row))
    assert said.count("柳林镇综合建设中心") == 3, (
        "at its head, where it says who looked into it, and at its end"
    )
    security = enter_as("security")
    shown = security.post(f"/administration/officials/{world.he.pk}/slip/")["Location"]
    assert "中共河阳县委办公室" in read(security.get(shown + "docx/").content)
