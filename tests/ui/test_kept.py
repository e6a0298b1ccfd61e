"""Parts that are rendered once: decided by the values they name and the language, and by nothing else of the page."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from huiyin.ui.templatetags import kept

PAGE = "{% load i18n kept %}{% kept name=name %}{{ name }}{{ other }} {% translate 'Desk' %}{% endkept %}"


def test_a_part_sees_only_what_it_names_and_is_kept_by_value_and_language() -> None:
    page = Template(PAGE)
    with translation.override("en"):
        assert page.render(Context({"name": "<Li>", "other": "secret"})) == "&lt;Li&gt; Desk"
        assert page.render(Context({"name": "Chen"})) == "Chen Desk"
        assert page.render(Context({"name": "<Li>"})) == "&lt;Li&gt; Desk"
    with translation.override("zh-hans"):
        assert "Desk" not in page.render(Context({"name": "Chen"}))


def test_a_part_is_rendered_once_and_begins_anew_when_there_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    page = Template("{% load kept %}{% kept n=n %}{{ n }}{% endkept %}")
    part = page.nodelist.get_nodes_by_type(kept.Kept)[0]
    for n in (1, 1, 2):
        assert page.render(Context({"n": n})) == str(n)
    assert [key[1] for key in part.said] == [1, 2]
    assert page.render(Context({"n": 3})) == "3"
    assert [key[1] for key in part.said] == [3]


def test_a_part_takes_values_by_name_only() -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% load kept %}{% kept 'place' %}{% endkept %}")
    kept_place = Template("{% load kept %}{% kept place %}{{ place }}{% endkept %}")
    assert kept_place.render(Context({"place": "云溪"})) == "云溪"


def test_what_is_fresh_is_rendered_each_time_inside_a_part_that_is_kept() -> None:
    inner = "{% kept %}{% fresh %}<{{ token }}>{% endfresh %}{% endkept %}"
    outer = "{% kept n %}{{ n }}{% fresh %}[{{ token }}]{% endfresh %}" + inner + "{% endkept %}."
    page = Template("{% load kept %}" + outer)
    part = page.nodelist.get_nodes_by_type(kept.Kept)[0]
    assert page.render(Context({"n": 1, "token": "a"})) == "1[a]<a>."
    assert page.render(Context({"n": 1, "token": "b"})) == "1[b]<b>."
    assert page.render(Context({"n": 2, "token": "c"})) == "2[c]<c>."
    assert len(part.said) == 2, "by the value that decides, not by what is fresh"
    alone = Template("{% load kept %}{% fresh %}{{ token }}{% endfresh %}")
    assert alone.render(Context({"token": "d"})) == "d"
