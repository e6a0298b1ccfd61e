"""The parts of a form that are written down in Python say what Django's own templates, and ours, would say."""

from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from huiyin.ui.drawn import DRAWN
from huiyin.ui.forms import Day, Renderer, Sought, sometimes

NASTY = """<b>"it's" & so on</b>"""
Tags = list[tuple[str, Any]]


class Reader(HTMLParser):
    """The tags with their attributes, and the words between them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Tags = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append(("words", data.strip()))


def read(html: str) -> Tags:
    reader = Reader()
    reader.feed(html)
    return reader.found


CHOICES = [("", "all"), (NASTY, NASTY), ("group & co", [("1", "one"), ("2", mark_safe("<i>two</i>"))])]
WIDGETS: list[tuple[forms.Widget, Any]] = [
    (forms.TextInput({"maxlength": 5, "required": True, "disabled": False}), NASTY),
    (forms.NumberInput(), None),
    (forms.HiddenInput(), 0),
    (forms.PasswordInput(), "secret"),
    (Day(), "2026-03-02"),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.Select(choices=CHOICES), NASTY),
    (forms.Select({"data-x": NASTY}, choices=CHOICES), "2"),
    (forms.SelectMultiple(choices=CHOICES), ["1", "2"]),
]


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
def test_a_widget_is_what_djangos_template_makes_of_it(widget: forms.Widget, value: Any) -> None:
    assert widget.template_name in DRAWN, "else nothing is compared"
    attrs = {"id": "id_one"}
    ours = widget.render("one", value, attrs, renderer=Renderer())
    assert read(ours) == read(widget.render("one", value, attrs, renderer=DjangoTemplates()))


def test_what_is_sought_says_what_else_it_is_found_by_and_brings_its_script() -> None:
    widget = Sought(choices=[("1", "one"), ("2", "two")])
    widget.words = {"2": NASTY}
    found = read(widget.render("one", "1", {}, renderer=Renderer()))
    assert [tag for tag, _attrs in found[:3]] == ["link", "script", "select"]
    options = [attrs for tag, attrs in found if tag == "option"]
    assert options == [{"value": "1", "selected": ""}, {"value": "2", "data-find": NASTY}]


class Form(forms.Form):
    """One of each kind of field."""

    default_renderer = Renderer

    name = forms.CharField(label=NASTY, help_text=NASTY)
    note = forms.CharField(required=False)
    seldom = sometimes(forms.CharField(required=False))
    agreed = forms.BooleanField(label="Agreed")
    way = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect, help_text="which way")


def shown(name: str, data: Any = None) -> Tags:
    return read(Form(data)[name].as_field_group())


def test_a_field_stands_below_its_label_with_its_hint() -> None:
    found = shown("name")
    assert found[:2] == [("div", {"class": "field"}), ("label", {"for": "id_name"})]
    assert found[2] == ("words", NASTY)
    assert ("p", {"class": "hint", "id": "id_name_helptext"}) in found
    assert found[-1][0] == "input"
    assert found[-1][1]["aria-describedby"] == "id_name_helptext"


def test_only_what_may_stay_empty_at_any_time_says_so() -> None:
    marks = {name: ("span", {"class": "optional"}) in shown(name) for name in Form.base_fields}
    assert marks == {"name": False, "note": True, "seldom": False, "agreed": False, "way": False}


def test_a_box_to_tick_stands_in_its_label_and_several_choices_in_a_group() -> None:
    assert [tag for tag, _said in shown("agreed")] == ["div", "label", "input", "span", "words"]
    assert shown("agreed")[0] == ("div", {"class": "field field-check"})
    group = shown("way")
    assert group[0] == ("fieldset", {"class": "field", "aria-describedby": "id_way_helptext"})
    assert group[1][0] == "legend"


def test_what_is_wrong_is_said_beside_the_field() -> None:
    found = shown("name", {"name": ""})
    assert found[0] == ("div", {"class": "field has-error"})
    assert ("div", {"id": "id_name_error"}) in found
    assert ("p", {"class": "field-error"}) in found
    assert shown("agreed", {})[0] == ("div", {"class": "field field-check has-error"})
