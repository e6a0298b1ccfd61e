"""`huiyin found`: a county from nothing, to which its first official signs in and whose public pages open."""

import io
import re
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from huiyin.audit.models import Event
from huiyin.audit.scope import county_scope
from huiyin.lib.charter import shipped
from huiyin.lib.refusal import Refused
from huiyin.orgs.found_command import ASKED, command
from huiyin.orgs.founding import Beginning, found, objection_to_founding
from huiyin.orgs.models import AdoptedCharter, County, Unit
from tests.world import AT, World

PASSWORD = "reeds-by-the-weir-4"
OWN = "sparrows-on-the-wire-8"
NEW = Beginning(
    name="白沙县",
    slug="baisha",
    prefix="BS",
    division_code="990327",
    phone="0990-1000999",
    started_on=date(2026, 1, 1),
    login="jiang",
    official="江文",
    post="联系群众工作办公室主任",
    system_login="xitong",
    system_name="席同",
    security_login="anquan",
    security_name="安泉",
    audit_login="shenji",
    audit_name="申吉",
    local_basis="《白沙县办理办法》",
)


def begun(new: Beginning = NEW) -> County:
    charter = shipped()["direct-contact"].read_text(encoding="utf-8")
    return found(new=new, charter=charter, password=PASSWORD, by="test", at=AT).county


@pytest.fixture
def elsewhere(world: World) -> Iterator[World]:
    """A county that stands already; nothing of it is seen from the new one."""
    return world


def test_a_county_begins_and_its_first_official_comes_in(elsewhere: World) -> None:
    county = begun()
    client = Client()
    answer = client.post("/login/", {"username": "jiang", "password": PASSWORD})
    assert answer.status_code == 302
    asked = client.get("/desk/")["Location"]
    words = {"current": PASSWORD, "password": OWN, "again": OWN}
    assert client.post(asked, words)["Location"] == "/desk/"
    for page in (
        "/desk/",
        "/import/",
        "/import/units/template/",
        "/register/",
        "/matters/",
        "/reach/area/",
        "/waiting/",
    ):
        assert client.get(page).status_code == 200, page
    for page in ("", "say/", "receptions/", "about/"):
        assert client.get(f"/c/baisha/{page}").status_code == 200, page
    with county_scope(county.pk):
        assert list(Unit.objects.values_list("code", "kind")) == [("990327", "county")]
        assert AdoptedCharter.objects.in_force(AT).count() == 1
        assert Event.objects.filter(deed="county.founded").count() == 1


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ("slug", "Bai Sha"),
        ("slug", "taken"),
        ("prefix", "b"),
        ("division_code", "99032"),
        ("login", "江文"),
        ("login", "chen"),
        ("post", "很" * 61),
        ("phone", "0" * 31),
        ("name", "  "),
        ("official", ""),
        ("audit_login", "审计"),
        ("system_login", "jiang"),
        ("security_login", "chen"),
        ("audit_name", ""),
        ("local_basis", "办" * 101),
    ],
)
def test_what_cannot_stand_or_stands_already_is_said_by_field(
    elsewhere: World, field: str, word: str
) -> None:
    if (field, word) == ("slug", "taken"):
        word = elsewhere.county.slug
    with county_scope(elsewhere.county.pk):
        objection = objection_to_founding(replace(NEW, **{field: word}), AT)
    assert getattr(objection, "field", None) == field


def test_nothing_stays_of_a_county_that_could_not_begin(elsewhere: World) -> None:
    with pytest.raises(Refused):
        found(new=NEW, charter="slug = 'none'", password=PASSWORD, by="test", at=AT)
    with pytest.raises(Refused):
        found(
            new=NEW,
            charter=shipped()["direct-contact"].read_text(encoding="utf-8"),
            password="short",
            by="test",
            at=AT,
        )
    assert not County.objects.filter(slug="baisha").exists()


def test_the_command_asks_for_what_it_was_not_given(
    elsewhere: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {name: "" for name in ASKED} | {"name": "白沙县", "slug": "baisha", "charter": None}
    typed = [
        "BS",
        "990327",
        "",
        "2026-01-01",
        "《白沙县办理办法》（白办发〔2026〕3号）",
        "江文",
        "jiang",
        "主任",
    ]
    typed += ["席同", "XiTong", "安泉", "anquan", "申吉", "shenji", PASSWORD, PASSWORD]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(typed) + "\n"))
    assert command(Namespace(**given)) == 0
    told = capsys.readouterr().out
    assert "白沙县" in told
    assert "/c/baisha/" in told
    assert (
        len(re.findall(r"(?m)^    (?:xitong|anquan|shenji).*[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{4}", told)) == 3
    )
    county = County.objects.get(slug="baisha")
    assert county.division_code == "990327"
    with county_scope(county.pk):
        assert AdoptedCharter.objects.get().charter.local_basis == "《白沙县办理办法》（白办发〔2026〕3号）"


def test_the_command_says_in_one_sentence_what_is_no_day_and_no_text(
    elsewhere: World, tmp_path: Path
) -> None:
    facts = {name: str(getattr(NEW, name)) for name in ASKED}
    with pytest.raises(Refused, match="2026-12-01"):
        command(Namespace(**facts | {"started_on": "2026年1月"}, charter=None))
    (tmp_path / "charter.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused, match="UTF-8"):
        command(Namespace(**facts, charter=tmp_path / "charter.toml"))


@pytest.mark.parametrize(
    ("year", "stands"), [(1, False), (1999, False), (2000, True), (2027, True), (2028, False)]
)
def test_the_first_day_is_of_these_years(elsewhere: World, year: int, stands: bool) -> None:
    with county_scope(elsewhere.county.pk):
        objection = objection_to_founding(replace(NEW, started_on=date(year, 3, 1)), AT)
    assert (getattr(objection, "field", None) != "started_on") == stands
