"""`huiyin import divisions`: lists as they are published come in quickly, again and again, and lose nothing."""

import argparse
import gzip
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from huiyin.lib.refusal import Refused
from huiyin.orgs import divisions_command
from huiyin.orgs.division_files import found_in
from huiyin.orgs.divisions import load
from huiyin.orgs.models import Division
from huiyin.site import cli
from tests.orgs import lists
from tests.sealed.keys import owner_may

L = Division.Level
VILLAGES = lists.LISTS["villages"][1]
CODES = ("990327100201", "990327100299", "9903271002", "990327999201", "990327100298", "990327100297")


@pytest.fixture
def owner(db: None) -> Iterator[None]:
    """What the owner of the database may, within the test's transaction."""
    with owner_may("INSERT, UPDATE", "orgs_division"):
        yield


def brought(path: Path | None, *, keep_good: bool = False) -> int:
    """What the command answers."""
    return divisions_command.command(argparse.Namespace(path=path and str(path), keep_good=keep_good))


@pytest.mark.usefixtures("owner")
def test_the_folder_comes_in_and_each_level_is_found_under_the_one_above(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brought(lists.write(tmp_path / "package" / "dist").parent.parent) == 0
    assert f"new: {lists.EVERY}; updated: 0; unchanged: 0; rejected: 0." in capsys.readouterr().out
    assert Division.objects.count() == lists.EVERY
    assert [one.name for one in Division.objects.under("", L.PROVINCE)] == ["江源省"]
    assert [one.name for one in Division.objects.under("99", L.CITY)] == ["平川市", "泽州市"]
    assert [one.code for one in Division.objects.under("990327100", L.VILLAGE)] == [
        "990327100001",
        "990327100201",
        "990327100202",
        "990327100203",
    ]


@pytest.mark.usefixtures("owner")
def test_a_second_time_changes_what_changed_and_loses_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brought(lists.write(tmp_path))
    assert brought(tmp_path) == 0
    assert f"new: 0; updated: 0; unchanged: {lists.EVERY};" in capsys.readouterr().out
    renamed = [(*row[:1], "柳塘社区", *row[2:]) if row[0] == "990327100001" else row for row in VILLAGES[1:]]
    assert brought(lists.write(tmp_path, villages=renamed)) == 0
    said = capsys.readouterr().out
    assert "new: 0; updated: 1;" in said
    assert "left here: 1." in said, "the one that is gone from the lists is told"
    assert Division.objects.get(pk="990327100001").name == "柳塘社区"
    assert Division.objects.filter(pk=VILLAGES[0][0]).exists()


@pytest.mark.usefixtures("owner")
def test_bad_rows_are_told_by_line_and_reason_and_nothing_is_kept_unless_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad: list[tuple[str, ...]] = [
        (CODES[0], "上河村村委会"),
        (CODES[0], "上河村村委会"),
        (CODES[1], ""),
        (CODES[2], "短村"),
        (CODES[3], "无处村"),
        (CODES[4], "很" * 61),
        (CODES[5], "乱\x07村"),
    ]
    lists.write(tmp_path, villages=[(*row, "", "", "", "") for row in bad])
    assert brought(tmp_path) == 1
    said = capsys.readouterr().out
    for line in range(3, 9):
        assert f"villages.csv, line {line}: " in said
    assert not Division.objects.exists()
    assert brought(tmp_path, keep_good=True) == 0
    assert [one.pk for one in Division.objects.under("990327", L.VILLAGE)] == [CODES[0]]


@pytest.mark.usefixtures("owner")
def test_a_rare_character_without_a_number_is_taken_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lists.write(tmp_path, villages=[("990327100201", "高\ue170村委会", "", "", "", "")])
    assert brought(tmp_path) == 0
    assert "990327100201" in capsys.readouterr().out
    assert Division.objects.get(pk="990327100201").name == "高\ue170村委会"


@pytest.mark.usefixtures("owner")
def test_json_one_list_alone_and_the_packed_archive_come_in_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dist = lists.write(tmp_path / "package" / "dist")
    for name, (head, rows) in lists.LISTS.items():
        entries: list[Any] = [dict(zip(head, row, strict=True)) for row in rows]
        (dist / f"{name}.json").write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
    with tarfile.open(tmp_path / "china-division-2.7.0.tgz", "w:gz") as packed:
        for path in sorted(dist.iterdir()):
            packed.add(path, f"package/dist/{path.name}")
    assert brought(dist / "villages.json") == 1, "its townships are not there yet"
    for name in ("provinces", "cities", "areas", "streets", "villages"):
        assert brought(dist / f"{name}.json") == 0
    assert Division.objects.count() == lists.EVERY
    monkeypatch.chdir(tmp_path)
    assert brought(None) == 0, "what npm pack leaves in the folder one stands in"


@pytest.mark.django_db
def test_what_is_no_list_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="npm pack china-division"):
        brought(tmp_path)
    (tmp_path / "villages.csv").write_text("行政区划,名称\n1,2\n", encoding="utf-8")
    (tmp_path / "areas.json").write_text('{"11": "北京"}', encoding="utf-8")
    (tmp_path / "streets.csv").write_bytes("code,name\n110101001,东".encode("gb18030"))
    (tmp_path / "x.tgz").write_bytes(b"no archive")
    for name in ("villages.csv", "areas.json", "streets.csv", "x.tgz"):
        with pytest.raises(Refused, match=name):
            brought(tmp_path / name)


@pytest.mark.django_db
def test_who_serves_only_reads_them() -> None:
    for said in (
        "INSERT INTO orgs_division (code, name, level) VALUES ('11', '北京市', 2)",
        "UPDATE orgs_division SET name = ''",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(said)


def test_the_command_works_as_the_owner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    staged: list[str | None] = []

    class Stage:
        def __init__(self, role: str | None = None, **more: bool) -> None:
            staged.append(role)

        def __enter__(self) -> None:
            return None

        def __exit__(self, *rest: object) -> None:
            return None

    monkeypatch.setattr(cli, "_stage", Stage)
    monkeypatch.setattr(divisions_command, "command", lambda args: 0 if args.path == str(tmp_path) else 1)
    assert cli.main(["import", "divisions", str(tmp_path)]) == 0
    assert staged == ["owner"]


@pytest.mark.usefixtures("owner")
def test_progress_is_told_while_rows_come_in(tmp_path: Path) -> None:
    told: list[int] = []
    load(found_in(lists.write(tmp_path)).rows, progress=told.append)
    assert told == list(range(1, lists.EVERY + 1))


@pytest.mark.parametrize("name", ["nowhere.csv", "nowhere.tgz", "broken.tgz"])
def test_a_file_that_is_not_there_or_torn_is_one_sentence(tmp_path: Path, name: str) -> None:
    there = tmp_path / name
    if name == "broken.tgz":
        whole = gzip.compress(bytes(2000))
        there.write_bytes(whole[:10] + bytes(len(whole) - 10))
    with pytest.raises(Refused, match=name):
        list(found_in(there).rows)
