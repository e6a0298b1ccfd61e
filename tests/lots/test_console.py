"""`huiyin draw`: panels from two files, the number drawn in public, the check by anybody."""

import json
from pathlib import Path

import pytest

from huiyin.site.cli import main

CATEGORIES = "category,feature,min,max\nsex,f,2,3\nsex,m,2,3\nage,young,1,4\nage,old,1,4\n"
ROWS = [f"k{n},{'fm'[n % 2]},{'young' if n % 3 else 'old'},{n // 2}" for n in range(24)]
PEOPLE = "\n".join(["key,sex,age,household", *ROWS]) + "\n"


class Desk:
    """The two files, and the command over them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.public, self.full = folder, folder / "public.json", folder / "full.json"
        self.write("categories.csv", CATEGORIES)
        self.write("respondents.csv", PEOPLE)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def make(self, *more: str, size: int = 5) -> int:
        files = [f"--{name}={self.folder / name}.csv" for name in ("categories", "respondents")]
        given = [*files, f"--size={size}", "--panels=50", "--seed=s", "--about=forum", *more]
        return main(["draw", "make", *given, "--full", str(self.full), "-o", str(self.public)])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_panels_are_made_published_drawn_and_checked(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.make("--weighted", str(desk.folder / "weighted.json")) == 0
    said = capsys.readouterr()
    assert "certified bound" in said.out
    assert "可证明的上限" in said.out
    assert "making panels" in said.err
    weighted = json.loads((desk.folder / "weighted.json").read_text(encoding="utf-8"))
    assert sum(weighted["probabilities"]) == pytest.approx(1)
    assert weighted["minimum"] >= 0.999 * weighted["bound"]
    assert main(["draw", "verify", str(desk.public)]) == 0
    checked = capsys.readouterr().out
    assert "The quotas of the panels could not be checked" in checked
    announced = json.loads(desk.public.read_text(encoding="utf-8"))["fingerprint"]
    assert announced in said.out
    assert announced in checked
    assert main(["draw", "verify", str(desk.full)]) == 0
    assert "could not be checked" not in capsys.readouterr().out
    assert main(["draw", "pick", str(desk.public), "17", "-o", str(desk.public)]) == 2
    assert "public file" in capsys.readouterr().err
    assert main(["draw", "pick", str(desk.full), "17", "-o", str(desk.public)]) == 0
    assert "抽出的号码 17" in capsys.readouterr().out
    assert json.loads(desk.public.read_text(encoding="utf-8"))["number"] == 17
    assert main(["draw", "verify", str(desk.public), "--fingerprint", announced]) == 0
    assert "It is the draw that was announced" in capsys.readouterr().out
    assert main(["draw", "verify", str(desk.public), "--fingerprint", "0" * 64]) == 1
    assert "not the draw that was announced" in capsys.readouterr().out
    assert main(["draw", "pick", str(desk.full), "18", "-o", str(desk.public)]) == 2
    assert "was drawn already" in capsys.readouterr().err


def test_a_number_that_no_panel_has_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.make()
    assert main(["draw", "pick", str(desk.full), "50", "-o", str(desk.public)]) == 2
    assert "from 0 to 49" in capsys.readouterr().err


def test_a_changed_file_is_found_and_not_drawn_from(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.make()
    raw = json.loads(desk.full.read_text(encoding="utf-8"))
    raw["panels"][3] = raw["panels"][4]
    desk.full.write_text(json.dumps(raw), encoding="utf-8")
    assert main(["draw", "verify", str(desk.full)]) == 1
    said = capsys.readouterr().out
    assert "与封存的不符" in said
    assert "not those that were sealed" in said
    assert main(["draw", "pick", str(desk.full), "3", "-o", str(desk.public)]) == 2


def test_everybody_finds_themselves(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.make()
    full = json.loads(desk.full.read_text(encoding="utf-8"))
    place = full["keys"].index("k7")
    assert main(["draw", "find", str(desk.public), "k7", full["salts"][place], "m", "young"]) == 0
    assert f"{full['counts'][place]} of 50 panels" in capsys.readouterr().out
    assert main(["draw", "find", str(desk.public), "k7", "salt", "m", "young"]) == 1


def test_quotas_that_nothing_meets_are_explained(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.write("categories.csv", CATEGORIES.replace("old,1,4", "old,9,9"))
    assert desk.make() == 3
    said = capsys.readouterr().out
    assert "没有任何名单能满足这些名额" in said
    assert "Only 8 people have “old”" in said
    assert "from 9–9 to" in said
    assert not desk.public.exists()


def test_bad_rows_are_named_and_nothing_is_drawn(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.write("respondents.csv", PEOPLE + "x,f,ripe,\n")
    assert desk.make() == 1
    assert "respondents.csv:26: “age” has no quota for “ripe”" in capsys.readouterr().err
    assert not desk.public.exists()


def test_a_missing_file_is_said(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    (desk.folder / "respondents.csv").unlink()
    assert desk.make() == 2
    assert "There is no file" in capsys.readouterr().err
    assert main(["draw", "verify", str(desk.folder / "respondents.csv")]) == 2


@pytest.mark.parametrize("text", ["", "{}", "[1]"])
def test_another_file_is_told_apart(desk: Desk, capsys: pytest.CaptureFixture[str], text: str) -> None:
    desk.write("other.json", text)
    assert main(["draw", "verify", str(desk.folder / "other.json")]) == 2
    assert "is not the file of a draw" in capsys.readouterr().err


@pytest.mark.parametrize("again", ["k3", "K3", " ｋ３ "])
def test_one_key_on_two_lines_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str], again: str) -> None:
    desk.write("respondents.csv", PEOPLE + f"{again},f,old,\n")
    assert desk.make() == 1
    assert "respondents.csv:26" in (said := capsys.readouterr().err)
    assert "stands on line 5 already" in said
    assert not desk.public.exists()


def test_the_list_of_a_county_that_names_somebody_twice_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = Path(__file__).parents[1] / "sheets" / "cases"
    given = [
        f"--categories={cases / '17_categories.csv'}",
        f"--respondents={cases / '17_respondents_twice.csv'}",
    ]
    assert (
        main(
            [
                "draw",
                "make",
                *given,
                "--size=10",
                "--panels=50",
                "--full",
                str(desk.full),
                "-o",
                str(desk.public),
            ]
        )
        == 1
    )
    assert "P000" in capsys.readouterr().err
    assert not desk.public.exists()
