"""Templates and style sheets are laid out, and laying them out changes nothing that a reader sees."""

import pytest

from tests.house import tree
from tools.markup import __main__ as markup
from tools.markup.layout import lay_out
from tools.markup.sheets import lay_out as lay_out_sheet

LONG = "words that fill the line until it is too wide to be read at once, " * 2


def test_every_template_and_sheet_is_laid_out() -> None:
    tree.nothing([tree.short(path) for path in markup.files() if markup.anew(path) != path.read_text()])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<ul><li>a</li><li>b</li></ul>", "<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>"),
        ("<div>{% if x %}<p>a</p>{% else %}<p>b</p>{% endif %}</div>",
         "<div>\n  {% if x %}\n    <p>a</p>\n  {% else %}\n    <p>b</p>\n  {% endif %}\n</div>"),
        ("<p>{% if x %}a{% endif %}<b>c</b></p>", "<p>{% if x %}a{% endif %}<b>c</b></p>"),
    ],
)  # fmt: skip
def test_one_element_a_line(before: str, after: str) -> None:
    assert lay_out(before + "\n") == after + "\n"


@pytest.mark.parametrize(
    "source",
    [
        f'<p>{LONG}<b>a</b><i>b</i>{{{{ c }}}}{{% if d %}}e{{% endif %}}<a href="f">g</a></p>',
        f"<p>{LONG}{{% for a in b %}}{{{{ a }}}}{{% if c %}}; {{% endif %}}{{% endfor %}}<b>a</b></p>",
        f"<p><button>{LONG}</button><span>a</span></p>",
    ],
)
def test_no_gap_comes_where_none_was(source: str) -> None:
    """Between two things in a line, a space that was not there would be seen, in Chinese above all."""
    laid = lay_out(source)
    assert "\n" in laid
    for glued in (
        "</b><i>",
        "</i>{{ c }}",
        "{{ c }}{% if d %}e{% endif %}<a",
        "{% endfor %}<b>",
        "</button><span>",
    ):
        assert (glued in source) <= (glued in laid)


def test_no_gap_goes_where_one_was() -> None:
    laid = lay_out(f"<p>{LONG}<b>a</b> <i>b</i> {{{{ c }}}}</p>")
    assert " ".join(laid.split()).endswith("<b>a</b> <i>b</i> {{ c }} </p>")


def test_what_keeps_its_lines_is_left_alone() -> None:
    for source in (
        f"<pre>{LONG}\n  a</pre>",
        f'<p class="words">{LONG}{{{{ a }}}}  b</p>',
        "<textarea>\n a</textarea>",
    ):
        inside = source.partition(">")[2].rpartition("<")[0]
        assert inside in lay_out(source)


def test_a_sentence_that_is_too_long_keeps_its_message() -> None:
    laid = lay_out(f'<p>{{% translate "{LONG.strip()}" %}}</p>')
    assert max(map(len, laid.splitlines())) <= 120
    assert f"{{% blocktranslate trimmed %}} {LONG.strip()} {{% endblocktranslate %}}" in " ".join(
        laid.split()
    )


def test_a_sheet_has_one_declaration_a_line() -> None:
    sheet = 'a,b{color:red;background:url("x;y.svg")}\n@media (min-width: 1em){p{margin:0}}'
    assert lay_out_sheet(sheet) == (
        'a,b {\n  color: red;\n  background: url("x;y.svg");\n}\n'
        "@media (min-width: 1em) {\n  p { margin: 0; }\n}\n"
    )
