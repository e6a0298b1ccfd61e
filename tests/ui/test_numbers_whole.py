"""Numbers that people copy are not broken over two lines: references, numbers of households, telephones, each in one piece."""

import re
from datetime import datetime

import pytest
from django.template import Context, Template

from huiyin.ui.templatetags.ui import journey
from huiyin.ui.whole import whole
from tests.house import tree

_PHONE = re.compile(r"(?<!=\")\{\{ [\w.]*(?<!masked_)phone(?:\|[\w:.]+)* \}\}")
_NUMBER = re.compile(
    r"\{\{ (?:[\w.]*\.)?(?:reference|household\.code|home\.code|(?:notice|promise|row)\.about) \}\}"
)
_HANDED = re.compile(r"\{% blocktranslate\b[^%]*=[\w.]*(?:reference|\bphone)(?!\|whole)[\s%]")
_WHOLE = re.compile(r'class="(?:[\w-]+ )*whole(?: [\w-]+)*">\s*$')
# Elsewhere than in the text of a page: in a sentence of the catalogue, or in a link that is not broken either.
BESIDE = re.compile(
    r"\{% blocktranslate.*?\{% endblocktranslate %\}|<a\b[^>]*>.*?</a>|<input\b[^>]*>", re.DOTALL
)
# What is no line of a page: its title in the browser, what is chosen from a list, read aloud or typed into a console.
UNSEEN = re.compile(
    r"\{% blocktranslate.*?\{% endblocktranslate %\}|\{% block title %\}.*?\{% endblock \w* ?%\}|<option\b.*?</option>"
    r"|<code\b.*?</code>|class=\"sr-only\">[^<]*<",
    re.DOTALL,
)
_TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
REFERENCE = "QH-2026-001417-K"


def broken(template: str) -> list[str]:
    """Telephones, references and numbers of households of a template that may be broken."""
    text = BESIDE.sub("", template)
    phones = [found[0] for found in _PHONE.finditer(text) if not _WHOLE.search(text[: found.start()])]
    text = UNSEEN.sub("", template)
    numbers = []
    for found in _NUMBER.finditer(text):
        before = _TAGS.sub("", text[: found.start()])
        if not _WHOLE.search(before) and before.rfind("<") <= before.rfind(">"):
            numbers.append(found[0])
    return phones + numbers + [found[0] for found in _HANDED.finditer(template)]


def test_numbers_are_set_in_one_piece() -> None:
    found = {tree.short(path): broken(path.read_text(encoding="utf-8")) for path in tree.templates()}
    tree.nothing(f"{name}: {one}" for name, some in found.items() for one in some)


def test_one_that_may_be_broken_is_noticed() -> None:
    assert broken("<p>{{ unit.name }} {{ unit.phone|dash }}</p>") == ["{{ unit.phone|dash }}"]
    assert broken('<p>{{ unit.name }} <span class="whole">{{ unit.phone|dash }}</span></p>') == []
    assert broken("<a href=\"{% url 'x' m.reference %}\">{{ m.reference }}</a>") == ["{{ m.reference }}"]
    assert broken("<p>{{ notice.about }}</p>") == ["{{ notice.about }}"], "what a message is about"
    assert broken('<p data-x="{{ m.reference }}">{{ m.reference|whole }}</p>') == []
    assert broken("{% blocktranslate with ref=m.reference trimmed %}{{ ref }}{% endblocktranslate %}")
    assert not broken("{% blocktranslate with ref=m.reference|whole %}{{ ref }}{% endblocktranslate %}")


@pytest.mark.parametrize("number", [REFERENCE, "QH-101200-001", "0990-8000001", "LL-0001", "12345-6"])
def test_a_number_within_a_sentence_is_one_piece_and_the_words_around_it_are_not(number: str) -> None:
    assert whole(f"编号{number}，已转交") == f'编号<span class="whole">{number}</span>，已转交'


@pytest.mark.parametrize("text", ["face-to-face", "QH", "2026", "-5", "a-", "1-" * 20 + "1", "完-成1"])
def test_what_is_no_number_or_too_long_for_a_phone_stays_as_it_is(text: str) -> None:
    assert whole(text) == text


def test_what_somebody_typed_is_escaped_and_what_is_markup_stays() -> None:
    assert whole("<b>A-1</b>") == '&lt;b&gt;<span class="whole">A-1</span>&lt;/b&gt;'
    marked = Template("{% load ui %}{{ text|linebreaksbr|whole }}").render(
        Context({"text": f"{REFERENCE}\n<i x='a-1'>"})
    )
    assert (
        marked
        == f'<span class="whole">{REFERENCE}</span><br>&lt;i x=&#x27;<span class="whole">a-1</span>&#x27;&gt;'
    )
    assert whole(Template('<i class="col-2">b</i>').render(Context())) == '<i class="col-2">b</i>'


def test_sentences_that_name_numbers_are_drawn_so() -> None:
    steps = [{"at": datetime(2026, 11, 3), "words": f"并入 {REFERENCE}", "note": f"见 {REFERENCE}"}]
    assert journey(steps).count(f'<span class="whole">{REFERENCE}</span>') == 2
    drawn = {
        "ui/templates/ui/parts/messages.html": "{{ message|whole }}",
        "ui/templates/ui/forms/error_summary.html": "{{ problem.sentence|whole }}",
        "site/templates/site/notices.html": "{{ notice.words|whole }}",
        "site/templates/site/desk.html": "{{ notice.words|whole }}",
    }
    tree.nothing(name for name, said in drawn.items() if said not in (tree.HUIYIN / name).read_text())
