"""Units from lists as administrations keep them: the kind is written in many ways."""

import pytest

from huiyin.orgs.models import Unit
from tests.sheets.books import UNITS, book, taken
from tests.world import World


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("乡镇", "township"),
        ("镇", "township"),
        ("乡", "township"),
        ("街道办事处", "street"),
        ("township", "township"),
    ],
)
def test_the_kind_of_a_township_is_understood_however_it_is_written(
    world: World, written: str, kind: str
) -> None:
    outcome = taken(world, "units", book(UNITS, [["990100109", "新河镇", written, "990100", ""]]))
    assert outcome.kept, outcome.findings
    assert Unit.objects.get(code="990100109").kind == kind


@pytest.mark.parametrize(
    ("written", "kind"), [("村委会", "village"), ("居委会", "community"), ("社区", "community")]
)
def test_a_village_by_the_name_of_its_committee(world: World, written: str, kind: str) -> None:
    outcome = taken(world, "units", book(UNITS, [["990100101209", "新河村", written, "990100101", ""]]))
    assert outcome.kept, outcome.findings
    assert Unit.objects.get(code="990100101209").kind == kind
