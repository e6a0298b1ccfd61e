"""The kit of deeds, as far as it knows nobody: what was sent, trying it, showing it again, turning back."""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import BaseStorage
from django.db import IntegrityError
from django.http import HttpRequest
from django.test import RequestFactory
from psycopg.errors import CheckViolation, UniqueViolation

from huiyin.lib.refusal import Beside, Refused
from huiyin.ui.deeds import DeedPage, attempt, posted, sent_back, shown, turned_back
from huiyin.ui.forms import DeedForm, OnceForm, VersionForm, offer


class WordsForm(OnceForm):
    words = forms.CharField()


def clash(error: Callable[[str], Exception] = UniqueViolation) -> str:
    try:
        raise error("twice")
    except Exception as cause:
        raise IntegrityError from cause


def test_who_was_slower_to_enter_the_same_reads_a_sentence_and_may_send_again() -> None:
    form = WordsForm(asked("post", words="12", once="t").POST)
    assert attempt(asked("post"), form, clash) is None
    assert "entered the same a moment ago" in str(form.non_field_errors())
    assert form.data["once"] != "t", "a fresh token"


def test_what_the_database_refuses_otherwise_is_a_fault_and_no_sentence() -> None:
    form = WordsForm(asked("post", words="12", once="t").POST)
    with pytest.raises(IntegrityError):
        attempt(asked("post"), form, lambda: clash(CheckViolation))


class Kept(BaseStorage):
    """Messages that live as long as the request."""

    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: Any, response: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return []


def asked(method: str = "get", **data: str) -> HttpRequest:
    request: HttpRequest = getattr(RequestFactory(), method)("/page/", data)
    request._messages = Kept(request)  # type: ignore[attr-defined]
    return request


def refuse() -> str:
    raise Refused("Not today.")


def test_a_form_is_made_with_what_was_sent_and_with_nothing_when_it_is_opened() -> None:
    assert posted(asked()) is None
    assert posted(asked("head")) is None
    assert posted(asked("post")) is not None, "an empty form that was sent is not a form that was opened"


def test_a_fresh_form_carries_a_token_of_its_own_that_stays_while_it_is_shown() -> None:
    one, other = WordsForm(), WordsForm()
    assert str(one["once"]) == str(one["once"])
    assert one["once"].value() != other["once"].value()


def test_opening_a_page_does_nothing() -> None:
    def never() -> str:
        raise AssertionError

    for method in ("get", "head"):
        assert attempt(asked(method), WordsForm(), never) is None


def test_what_does_not_hold_is_not_tried() -> None:
    tried: list[int] = []
    request = asked("post", once="t", words="")
    assert attempt(request, WordsForm(posted(request)), lambda: tried.append(1)) is None
    request = asked("post", once="t", words="well")
    beside = WordsForm({"once": "t", "words": ""})
    assert attempt(request, WordsForm(posted(request)), lambda: tried.append(1), beside) is None
    assert tried == []


def test_a_refusal_stands_above_the_form_keeps_the_words_and_lets_them_be_sent_again() -> None:
    request = asked("post", once="used", words="the bridge is down")
    form = WordsForm(posted(request))
    assert attempt(request, form, refuse) is None
    assert form.non_field_errors() == ["Not today."]
    assert form["words"].value() == "the bridge is down"
    assert form["once"].value() not in ("used", "", None)


def test_what_came_of_it_is_handed_back() -> None:
    request = asked("post", once="t", words="well")
    form = WordsForm(posted(request))
    assert attempt(request, form, lambda: f"made of {form.given()}") == "made of {'words': 'well'}"
    assert form["once"].value() == "t"


def test_a_version_is_handed_on_and_held_in_its_bounds() -> None:
    form = VersionForm({"version": "7"})
    assert form.is_valid()
    assert form.given() == {"version": 7}
    for wrong in ("", "-1", str(2**31 - 1), "x"):
        assert not VersionForm({"version": wrong}).is_valid()
    assert VersionForm({"version": str(2**31 - 2)}).is_valid(), (
        "the database's greatest number, less one to count on"
    )


def test_a_form_that_is_shown_again_says_so_by_its_status() -> None:
    for method, wanted in (("get", 200), ("head", 200), ("post", 422)):
        request = asked(method)
        page = "ui/forms/form.html"
        assert shown(request, page, WordsForm(posted(request))).status_code == wanted
        assert shown(request, page, None).status_code == wanted, "and a page whose form is no longer offered"


def test_where_a_deed_has_no_page_of_its_own_what_was_wrong_is_said_where_its_button_stands() -> None:
    request = asked("post", once="t", words="well")
    form = WordsForm(posted(request))
    attempt(request, form, refuse)
    answer = sent_back(request, form, "/there/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/there/")
    assert [(m.level_tag, str(m)) for m in get_messages(request)] == [("warning", "Not today.")]
    opened = asked()
    assert sent_back(opened, WordsForm(posted(opened)), "/there/").status_code == 302
    assert list(get_messages(opened)) == []


def test_a_form_may_know_the_field_that_would_help() -> None:
    class Again(WordsForm):
        def refuse(self, sentence: str) -> None:
            self.add_error("words", sentence)

    request = asked("post", once="t", words="well")
    form = Again(posted(request))
    attempt(request, form, refuse)
    assert form.errors == {"words": ["Not today."]}


@pytest.mark.parametrize(("method", "level"), [("get", "warning"), ("post", "error")])
def test_who_is_turned_back_reads_why(method: str, level: str) -> None:
    request = asked(method)
    answer = turned_back(request, "Somebody else was quicker.", "/there/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/there/")
    assert [(m.level_tag, str(m)) for m in get_messages(request)] == [(level, "Somebody else was quicker.")]


def test_choices_are_offered_as_pairs() -> None:
    class Choosing(DeedForm):
        one = forms.ChoiceField()
        several = forms.MultipleChoiceField()

    form = Choosing({"one": "b", "several": ["a", "b"]})
    for name in ("one", "several"):
        offer(form, name, [("a", "A"), ("b", "B")])
    assert form.is_valid()
    assert not Choosing({"one": "b", "several": ["a"]}).is_valid(), "and to this form alone"


def test_the_heading_stands_on_the_button_unless_the_button_has_words() -> None:
    from django.template import Context, Template

    button = Template("{% firstof page.button page.title %}")
    plain = DeedPage("Close it", DeedForm, refuse)
    worded = DeedPage("Close it", DeedForm, refuse, button="Yes, close it")
    assert [button.render(Context({"page": page})) for page in (plain, worded)] == [
        "Close it",
        "Yes, close it",
    ]


def test_a_refusal_that_names_a_field_stands_beside_it_and_every_other_above() -> None:
    def no() -> str:
        raise Refused(Beside("words", "Rather more."))

    form = WordsForm(asked("post", words="few", once="x").POST)
    assert attempt(asked("post"), form, no) is None
    assert form.errors == {"words": ["Rather more."]}
    other = WordsForm(asked("post", words="few", once="x").POST)
    assert attempt(asked("post"), other, refuse) is None
    assert list(other.non_field_errors()) == ["Not today."]
