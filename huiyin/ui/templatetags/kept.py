"""Parts of a page that a process renders once: what is decided by a few values and the language alone.

What differs from request to request inside such a part (a form's token) stands in {% fresh %} and is rendered each time.
"""

from typing import Any

from django.template import Library, TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.translation import get_language

MOST = 200  # of one part; with more values than that it begins anew

_HOLES = (
    "kept holes"  # where the fresh parts met while rendering are collected; no template can say this name
)
_HOLE = "\x00"  # stands where a fresh part belongs; no page of ours has this character

register = Library()


class Fresh(Node):
    """What is rendered each time, also in the middle of a part that is kept."""

    def __init__(self, inside: NodeList) -> None:
        self.inside = inside

    def render(self, context: Context) -> str:
        """Now; or a hole, when a part that will be kept is being rendered around it."""
        holes = context.get(_HOLES)
        if holes is None:
            return self.inside.render(context)
        holes.append(self)
        return _HOLE


def _filled(said: tuple[list[str], list[Fresh]], context: Context) -> str:
    pieces, holes = said
    if not holes:
        return pieces[0]
    fresh = (hole.render(context) for hole in holes)
    return "".join(part for pair in zip(pieces, [*fresh, ""], strict=True) for part in pair)


class Kept(Node):
    """A part of a template with what it said before, by the values that decide it."""

    def __init__(self, inside: NodeList, deciding: dict[str, FilterExpression]) -> None:
        self.inside = inside
        self.deciding = deciding
        self.said: dict[tuple[Any, ...], tuple[list[str], list[Fresh]]] = {}

    def render(self, context: Context) -> str:
        """As before, or rendered now: with these values and nothing else of the page, so nothing else can be kept."""
        values = {name: value.resolve(context) for name, value in self.deciding.items()}
        key = (get_language(), *values.values())
        if key not in self.said:
            if len(self.said) >= MOST:
                self.said.clear()
            holes: list[Fresh] = []
            text = self.inside.render(context.new(values | {_HOLES: holes}))
            self.said[key] = (text.split(_HOLE), holes)
        return _filled(self.said[key], context)


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """{% kept name other=value … %}…{% endkept %}: rendered once in a process for these values in this language."""
    words = [f"{word}={word}" if word.isidentifier() else word for word in token.split_contents()[1:]]
    deciding = token_kwargs(words, parser)
    if words:
        raise TemplateSyntaxError("kept takes names, and name=value")
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(inside, deciding)


@register.tag
def fresh(parser: Parser, token: Token) -> Fresh:
    """{% fresh %}…{% endfresh %}: rendered each time, with everything the page knows."""
    inside = parser.parse(("endfresh",))
    parser.delete_first_token()
    return Fresh(inside)
