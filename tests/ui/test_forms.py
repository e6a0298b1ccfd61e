"""How fields look to a reader: label, example, error and choices belong together."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template
from django.utils import translation

from huiyin.ui.forms import ChipRadio, ChipSelect, Day, Prose, Renderer, SlipCode


class Sample(forms.Form):
    default_renderer = Renderer
    kind = forms.ChoiceField(choices=[("v", "Visit"), ("f", "Forum")], widget=ChipRadio)
    groups = forms.MultipleChoiceField(
        choices=[(str(n), f"Group {n}") for n in range(9)], widget=ChipSelect, required=False, help_text="Any"
    )
    on = forms.DateField(widget=Day)
    place = forms.CharField(help_text="such as <the mill>")
    words = forms.CharField(widget=Prose, required=False)
    agree = forms.BooleanField(required=False)
    once = forms.CharField(widget=forms.HiddenInput)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def shown(name: str, data: dict[str, str] | None = None) -> str:
    return str(Sample(data)[name].as_field_group())


def test_a_label_stands_before_its_field_and_the_example_between() -> None:
    html = shown("place")
    assert html.index("<label") < html.index('class="hint"') < html.index("<input")
    assert 'for="id_place"' in html
    assert 'aria-describedby="id_place_helptext"' in html
    assert "&lt;the mill&gt;" in html


def test_only_optional_fields_say_so() -> None:
    assert "optional" in shown("words")
    assert "optional" in shown("groups")
    assert "optional" not in shown("place")


def test_an_error_is_tied_to_its_field() -> None:
    html = shown("place", {})
    assert 'aria-invalid="true"' in html
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described
    assert described[1].split() == ["id_place_helptext", "id_place_error"]
    assert 'id="id_place_error"' in html


def test_choices_are_a_group_with_a_legend_and_described_by_its_error() -> None:
    html = shown("kind", {})
    assert "<fieldset" in html
    assert re.search(r"<legend>\s*Kind", html)
    assert 'aria-describedby="id_kind_error"' in html
    assert html.count('type="radio"') == html.count('class="chip"') == 2
    assert 'for="id_kind_1"' in html


def test_many_choices_become_a_list() -> None:
    assert "chips-list" in shown("groups")
    assert "chips-list" not in shown("kind")


def test_a_single_tick_has_its_label_beside_it() -> None:
    assert re.search(r'<label for="id_agree"><input type="checkbox".*<span>Agree', shown("agree"), re.DOTALL)


def test_days_use_the_native_picker_and_keep_what_was_given() -> None:
    assert 'type="date"' in shown("on")
    assert 'value="2026-05-18"' in str(Sample(initial={"on": date(2026, 5, 18)})["on"])


def test_the_summary_leads_to_each_field_and_takes_the_focus() -> None:
    html = str(Sample({}))
    summary = html.split("</ul></div>" if "</ul></div>" in html else "</ul>")[0]
    assert 'tabindex="-1"' in summary
    assert 'role="alert"' in summary
    for target in ("id_kind_0", "id_on", "id_place"):
        assert f'href="#{target}"' in summary
        assert f'id="{target}"' in html
    assert "href" not in re.split(r"</a>\s*</li>", summary)[-1], "what is hidden cannot be walked to"
    assert html.count('name="once"') == 1


def test_a_fresh_form_has_no_summary() -> None:
    assert "error-summary" not in str(Sample())


def test_one_summary_can_speak_for_several_forms() -> None:
    html = Template("{% load ui %}{% error_summary one two %}").render(
        Context({"one": Sample({}), "two": Sample({}, prefix="b")})
    )
    assert 'href="#id_place"' in html
    assert 'href="#id_b-place"' in html


def test_a_list_to_choose_from_says_what_djangos_own_says() -> None:
    choices = [("", "choose <one>"), ("Towns", [("a&b", "A & B"), ("c", "C")]), ("d", "D")]
    for widget, value in ((forms.Select, "c"), (forms.SelectMultiple, ["a&b", "d"])):
        list_ = widget(choices=choices, attrs={"id": "it", "required": True})
        ours, djangos = (
            re.sub(r">\s+<", "><", list_.render("it", value, renderer=renderer))
            for renderer in (Renderer(), DjangoTemplates())
        )
        assert ours.strip() == djangos.strip()
        assert "selected" in ours


class Measured(forms.Form):
    long = forms.CharField(max_length=3)
    short = forms.CharField(min_length=30)
    much = forms.IntegerField(max_value=15)
    little = forms.IntegerField(min_value=1)
    number = forms.DecimalField()
    hour = forms.TimeField()
    nul = forms.CharField()


def test_what_a_field_does_not_take_is_said_in_plain_words() -> None:
    sent = {
        "long": "太长的话",
        "short": "短",
        "much": "16",
        "little": "0",
        "number": "x",
        "hour": "x",
        "nul": "字\0",
    }
    with translation.override("zh-hans"):
        said = {name: str(sentences[0]) for name, sentences in Measured(sent).errors.items()}
    assert said == {
        "long": "最多写3个字，现在有4个字，请删短一些。",
        "short": "至少写30个字，现在只有1个字，请再写一些。",
        "much": "最大是15，请改小一些。",
        "little": "最小是1，请改大一些。",
        "number": "请写一个数字。",
        "hour": "请写时间，例如 09:30。",
        "nul": "文字里有看不见的特殊字符，请删掉后再试。",
    }


@pytest.mark.parametrize("typed", ["7KQ4-2M9X-ACDE", " 7kq4 2m9x acde", "７ＫＱ４２Ｍ９ＸＡＣＤＥ"])
def test_the_code_of_a_slip_is_read_however_it_is_typed(typed: str) -> None:
    assert SlipCode().clean(typed) == "7KQ4-2M9X-ACDE"


@pytest.mark.parametrize("typed", ["7KQ4-2M9X", "7KQ4-2M9X-ACD1", "7KQ4-2M9X-ACDE-7"])
def test_what_is_no_code_of_a_slip_is_told_by_what_one_is(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="has twelve letters and digits"):
        SlipCode().clean(typed)
