"""The machine room is no room of officials: schedule, forms counted, fingerprints and commands of a console."""

import re

import pytest

from tests.house import tree
from tests.house.conftest import Estate
from tests.house.seen import ADMINISTRATORS, STAFF, Readers

FOLDED = re.compile(r"<details\b.*?</details>", re.S)
OF_MACHINES = re.compile(r"<code[^>]*>(\{\{ [^}]*(sha256|commitment)|huiyin )")
SHOWN_TO_WITNESSES = {
    "lots/room.html",
    "inspection/verification.html",
}  # read out, or the page made for checking


@pytest.mark.parametrize("url", ["/-/clock/", "/reports/burden/"])
def test_whoever_looks_after_the_system_sees_how_it_runs_and_officials_do_not(
    estate: Estate, url: str
) -> None:
    readers = Readers(estate)
    statuses = {who: readers.see(who, url).status for who in (*STAFF, *ADMINISTRATORS.values())}
    assert {who for who, status in statuses.items() if status == 200} == {"xi", "shen"}
    for who in STAFF:
        assert url not in readers.see(who, "/desk/").html, who


def test_fingerprints_and_commands_are_folded_away_until_somebody_wants_to_check() -> None:
    found = []
    for path in tree.templates():
        name = "/".join(path.parts[-2:])
        if OF_MACHINES.search(FOLDED.sub("", path.read_text("utf-8"))) and name not in SHOWN_TO_WITNESSES:
            found.append(name)
    tree.nothing(found, "fold it away")
