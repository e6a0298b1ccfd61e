"""Every period and figure of the charter is a field with unit, range and source, or is named with why it is none."""

import pytest

from huiyin.administration.charter_fields import IN_TEXT, FieldsForm
from huiyin.lib.charter import parse, shipped
from huiyin.lib.charter_shape import FIGURES, OPTIONAL_FIGURES
from huiyin.orgs.models import AdoptedCharter
from tests.administration.conftest import Enter
from tests.administration.test_charter_fields import PAGE, adopted
from tests.house import tree
from tests.world import World

SHIPPED = parse(shipped()["direct-contact"].read_text(encoding="utf-8"))


def test_each_figure_that_a_charter_may_state_is_a_field_or_stands_in_the_text_for_a_reason(
    world: World, enter_as: Enter
) -> None:
    page = enter_as("system").get(PAGE)
    form = page.context["form"]
    assert isinstance(form, FieldsForm)
    known = {
        f"{part}.{name}"
        for all_ in (FIGURES, OPTIONAL_FIGURES)
        for part, names in all_.items()
        for name in names
    }
    asked = {place.removeprefix("figure.") for place in form.places if place.startswith("figure.")}
    tree.nothing(sorted(known ^ (asked | IN_TEXT.keys())))
    assert not asked & IN_TEXT.keys()
    assert {place.removeprefix("clock.") for place in form.places} >= SHIPPED.clocks.keys()
    rows = [row for _heading, rows, _wrong in form.groups for row in rows]
    assert len(rows) == len(form.places)
    tree.nothing(row.field.name for row in rows if not (row.source and row.allowed))
    html = page.content.decode()
    for name in IN_TEXT:
        assert SHIPPED.figures[name].words.zh_hans in html
    assert "先后按两个最小格值公布的统计表" in html


@pytest.mark.parametrize(
    ("place", "unit"),
    [
        ("figure.rounds.visit_minutes", "分钟"), ("figure.urgent.first_contact_hours", "小时"),
        ("figure.lots.rest_months", "个月"), ("figure.rounds.speed_kmh", "公里/小时"), ("figure.inspection.answer_wd", "个工作日"),
        ("figure.signals.copied_share", "（1为全部）"), ("figure.signals.night_begins", "点"), ("figure.lots.panels", ""),
    ],
)  # fmt: skip
def test_a_figure_says_in_what_it_is_counted(world: World, enter_as: Enter, place: str, unit: str) -> None:
    form = enter_as("system").get(PAGE).context["form"]
    (row,) = [row for _heading, rows, _wrong in form.groups for row in rows if row.field.name == place]
    assert row.unit == unit


def test_what_only_the_text_had_before_is_changed_by_its_field(world: World, enter_as: Enter) -> None:
    said = {
        "figure.rounds.visit_minutes": "45",
        "figure.signals.copied_share": "0.8",
        "figure.lots.panels": "500",
    }
    found = adopted(enter_as("system"), **said).charter.figures
    assert (found["rounds.visit_minutes"].value, found["signals.copied_share"].value) == (45, 0.8)
    assert found["lots.panels"].value == 500
    assert AdoptedCharter.objects.count() == 2
