"""The charter by fields: what is filled in stands in the text that is adopted, and nothing else of it is otherwise."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from huiyin.administration.charter_fields import next_version
from huiyin.lib.charter import made_whole, parse, shipped
from huiyin.lib.charter_entries import WrittenOtherwise, with_entries
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import AdoptedCharter
from tests.administration.conftest import Enter
from tests.world import AT, World

PAGE = "/administration/charter/fields/"
LIVE = Path(shipped()["direct-contact"]).read_text(encoding="utf-8")
HANDLE, LEAST = "clock.contact_matter.handle", "figure.contact.households_min"
DAY = "2026-03-03"


def filled(client: Client) -> dict[str, str]:
    """What a browser would send: every field as the page shows it."""
    form = client.get(PAGE).context["form"]
    found = {}
    for name in form.fields:
        value = form.get_initial_for_field(form.fields[name], name)
        if value is True:
            found[name] = "on"
        elif value not in (None, False):
            found[name] = str(value)
    return found | {"effective_on": DAY}


def adopted(client: Client, **changed: str) -> AdoptedCharter:
    """First what changes is shown, then it is adopted."""
    said = filled(client) | changed
    first = client.post(PAGE, said)
    assert first.status_code == 422
    assert first.context["changes"] is not None
    seen = first.context["form"].data["seen"]
    assert client.post(PAGE, said | {"is_read": "on", "seen": seen}).status_code == 302
    return AdoptedCharter.objects.order_by("-pk")[0]


def test_a_period_a_figure_and_the_basis_are_changed_and_nothing_else(world: World, enter_as: Enter) -> None:
    client = enter_as("system")
    before = AdoptedCharter.objects.get()
    said = {HANDLE: "20", LEAST: "2", "basis_name": "《禾阳县办理办法》", "basis_number": "禾办发〔2026〕3号"}
    said |= {"basis_day": "2026-01-15", "local-clock.inquiry.handle": "on"}
    page = client.post(PAGE, filled(client) | said)
    told = {one.about: (one.before, one.now) for one in page.context["changes"]}
    assert len(told) == 4
    assert told["联系群众事项 · 办结"] == ("30 个工作日", "20 个工作日")
    after = adopted(client, **said).charter
    assert after.clocks["contact_matter.handle"].n == 20
    assert after.figures["contact.households_min"].value == 2
    assert after.local_basis == "《禾阳县办理办法》（禾办发〔2026〕3号，2026年1月15日）"
    assert after.clocks["inquiry.handle"].source == after.local_basis
    same = {name: one.n for name, one in after.clocks.items() if name != "contact_matter.handle"}
    assert same == {
        name: one.n for name, one in before.charter.clocks.items() if name != "contact_matter.handle"
    }
    assert after.version == "1.1"


def test_a_basis_that_holds_from_tomorrow_is_no_longer_missing(world: World, enter_as: Enter) -> None:
    client = enter_as("system")
    home = client.get("/administration/").content.decode()
    assert "在这里填本县文件的名称" in home
    adopted(client, basis_name="禾阳县办理办法")
    home = client.get("/administration/").content.decode()
    assert "《禾阳县办理办法》，2026年3月3日起" in home
    assert "在这里填本县文件的名称" not in home


def test_what_was_made_whole_is_changed_by_fields_again(world: World, enter_as: Enter) -> None:
    client = enter_as("system")
    adopted(client, **{HANDLE: "20"})
    again = client.post(PAGE, filled(client) | {HANDLE: "25", "effective_on": "2026-03-04", "version": "9.9"})
    assert [(one.before, one.now) for one in again.context["changes"]] == [("20 个工作日", "25 个工作日")]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("clock.petition.notify", "16"), (HANDLE, "0"), (HANDLE, "x"), ("figure.reopening.handle_share", "1.5"),
        ("figure.meetings.village_rep_per_year", "3"), ("basis_number", "禾办发1号"), ("version", ""),
        (LEAST, "9"),
    ],
)  # fmt: skip
def test_what_the_law_or_the_program_does_not_allow_is_said_and_nothing_is_lost(
    world: World, enter_as: Enter, place: str, value: str
) -> None:
    client = enter_as("system")
    sent = client.post(
        PAGE, filled(client) | {place: value, "clock.suggestion.handle": "17", "is_read": "on"}
    )
    assert sent.status_code == 422
    assert sent.context["form"].errors
    html = sent.content.decode()
    assert re.search(
        r'name="clock\.suggestion\.handle"[^>]*value="17"|value="17"[^>]*name="clock\.suggestion', html
    )
    assert AdoptedCharter.objects.count() == 1


def test_the_page_names_source_range_and_procedure_of_each_and_offers_no_tick_where_the_law_decides(
    world: World, enter_as: Enter
) -> None:
    page = enter_as("system").get(PAGE)
    html = page.content.decode()
    assert "《信访工作条例》第23条" in html
    assert "可填1至15；法律规定：收到之日起15日内书面告知是否受理" in html
    headings = [heading for heading, _rows, _wrong in page.context["form"].groups]
    assert headings[:2] == ["联系群众事项", "咨询"]
    assert "local-clock.petition.notify" not in page.context["form"].fields
    assert page.context["form"].initial["local-clock.contact_matter.handle"] is True
    assert enter_as("security").get(PAGE).status_code == 404


def test_entries_are_set_in_both_ways_in_which_a_text_has_them() -> None:
    whole = made_whole(re.sub(r"(?m)^slip_days = .*\n", "", LIVE))
    assert "[figure.administration.slip_days]" in whole
    places = {
        "figure.administration.slip_days": {"value": 9},
        "clock.contact_matter.route": {"n": 4, "source": '县里的“规定”, n = 5, "x"'},
    }
    made = parse(with_entries(whole, places, "7.7"))
    assert made.figures["administration.slip_days"].value == 9
    assert made.clocks["contact_matter.route"].n == 4
    assert made.clocks["contact_matter.route"].source == '县里的“规定”, n = 5, "x"'
    assert made.version == "7.7"


ODD = LIVE.replace("decline = { n = 5,", "decline = { 'n' = 5,")


def test_a_text_that_is_written_otherwise_is_left_alone() -> None:
    assert parse(ODD).clocks["contact_matter.decline"].n == 5
    with pytest.raises(WrittenOtherwise):
        with_entries(ODD, {"clock.contact_matter.decline": {"n": 4}})


def test_a_text_in_force_that_is_written_otherwise_is_one_sentence(world: World, enter_as: Enter) -> None:
    text = ODD.replace('version = "1.0"', 'version = "1.0.1"', 1)
    orgs.adopt_charter(text=text, effective_at=AT - timedelta(days=1), by="test", at=AT)
    client = enter_as("system")
    sent = client.post(PAGE, filled(client) | {"clock.contact_matter.decline": "4"})
    assert sent.status_code == 422
    assert "不能逐项改，请用“在文本里改”" in str(sent.context["form"].non_field_errors())


@pytest.mark.parametrize(
    ("version", "after"), [("1.0", "1.1"), ("2026", "2026.1"), ("1.9", "1.10"), ("x", "x.1"), ("0.9", "0.10")]
)
def test_the_next_version_is_proposed(world: World, version: str, after: str) -> None:
    assert next_version(version) == after


def test_looking_with_a_value_that_cannot_be_shows_the_page_with_the_sentence(
    world: World, enter_as: Enter
) -> None:
    client = enter_as("system")
    sent = client.post(PAGE, filled(client) | {HANDLE: "0", "look": "changes"})
    assert sent.status_code == 422, "something stands against it, and the page says what"
    assert str(sent.context["form"].errors[HANDLE][0]) in sent.content.decode()
    assert sent["Content-Type"].startswith("text/html")
    assert '<form method="post"' in sent.content.decode()


def test_what_changes_is_looked_at_first_and_nothing_is_called_wrong(world: World, enter_as: Enter) -> None:
    client = enter_as("system")
    assert "is_read" not in [field.name for field in client.get(PAGE).context["form"].foot]
    said = filled(client) | {HANDLE: "20"}
    looked = client.post(PAGE, said | {"look": "changes", "is_read": "on"})
    assert looked.status_code == 200, "what was asked for"
    assert [one.about for one in looked.context["changes"]] == ["联系群众事项 · 办结"]
    assert not looked.context["form"].errors
    assert "is_read" in [field.name for field in looked.context["form"].foot]
    assert AdoptedCharter.objects.count() == 1, "looking adopts nothing"
    seen = looked.context["form"].data["seen"]
    gone = client.post(PAGE, said | {"is_read": "on", "seen": seen})
    made = AdoptedCharter.objects.order_by("-pk")[0]
    assert gone.headers["Location"] == f"/administration/charter/?version={made.pk}"
    assert "版本 1.1" in client.get(gone.headers["Location"]).content.decode()
