"""A form of contact is said once: the charter has its words and where it may be held, one row what is its own."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from huiyin.contacts.actions import record
from huiyin.contacts.models import Contact, Course
from huiyin.contacts.models.contact import form_name
from huiyin.contacts.models.own import OwnRow, own_of, row_of
from huiyin.duties.doing import way_to
from huiyin.lib.charter import Named, Words, shipped_list
from huiyin.lib.refusal import Refused
from huiyin.recording.forms import FORMS
from tests.world import AT, World

LISTED = {form.code: form for form in shipped_list("form")}


def test_every_form_that_the_code_knows_stands_in_the_charter() -> None:
    rows = [row.form for row in OwnRow.__subclasses__()]
    assert len(rows) == len(set(rows)) >= 5
    assert {*rows, *FORMS, *Contact.Kind.values} <= set(LISTED)


def test_forms_that_gather_people_may_be_held_at_a_seat() -> None:
    anywhere = {code for code, form in LISTED.items() if form.anywhere}
    gathering = {"reception", "forum", "research", "volunteering", "policy_talk", "public_course"}
    assert anywhere == {*gathering, "other"}


@pytest.mark.parametrize(
    ("kind", "place", "refused"),
    [("visit", "town", True), ("other", "town", False), ("visit", "village", False)],
)
def test_a_visit_needs_a_village(world: World, kind: str, place: str, refused: bool) -> None:
    def kept() -> Contact:
        where = getattr(world, place)
        return record(
            kind=kind,
            place=where,
            held_on=AT.date(),
            points=[],
            promises=[],
            note="看了",
            by=world.chen,
            at=AT,
        )

    if refused:
        with pytest.raises(Refused, match="village or community"):
            kept()
    else:
        assert kept().get_kind_display() == form_name(kind)


def test_a_form_that_the_institution_does_not_have_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="not part of the institution"):
        record(
            kind="parade", place=world.village, held_on=AT.date(), points=[], promises=[], note="看了",
            by=world.chen, at=AT,
        )  # fmt: skip
    assert not Contact.objects.exists()


def test_a_form_is_called_as_the_program_says_it_else_as_the_charter_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parade = Named("parade", Words("巡游", "Parade"))
    monkeypatch.setattr("huiyin.contacts.models.contact.shipped_list", lambda _name: (parade,))
    with override("en"):
        assert form_name("village_meeting") == "village representatives' meeting"
        assert [form_name("parade"), Contact(kind="parade").get_kind_display()] == ["Parade", "Parade"]
        assert form_name("gone") == "gone"
    with override("zh-hans"):
        assert form_name("parade") == "巡游"


def test_what_a_form_adds_is_found_from_its_contact(world: World) -> None:
    course = record(
        kind="public_course", place=world.town, held_on=AT.date(), points=[], promises=[],
        own=Course(theme="skills"), by=world.chen, at=AT,
    )  # fmt: skip
    assert own_of(course) == course.course
    assert row_of("visit") is None


def test_what_counts_for_a_duty_is_one_tap_away_whatever_its_form() -> None:
    for code in LISTED:
        way = way_to(code)
        assert reverse(way.url)
        if code in FORMS and code != "visit":
            assert (way.url, way.query) == ("intake:visit", (("form", code),))
    assert not way_to("visit").query
    assert {way_to(code).url for code in ("forum", "reception")} == {"forums:plan", "receptions:list"}


def test_no_field_of_a_form_hides_what_its_page_asks_for() -> None:
    """A template looks for a field before it looks for a property of the same name."""
    assert [name for form in FORMS.values() for name in form.base_fields if hasattr(form, name)] == []
