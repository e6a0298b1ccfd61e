"""Parts of a page that a process renders once: what is decided by a few values and the language alone."""

from typing import Any

from django.template import Library, TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.translation import get_language

MOST = 200  # of one part; with more values than that it begins anew

register = Library()


class Kept(Node):
    """A part of a template with what it said before, by the values that decide it."""

    def __init__(self, inside: NodeList, deciding: dict[str, FilterExpression]) -> None:
        self.inside = inside
        self.deciding = deciding
        self.said: dict[tuple[Any, ...], str] = {}

    def render(self, context: Context) -> str:
        """As before, or rendered now: with these values and nothing else of the page, so nothing else can be kept."""
        values = {name: value.resolve(context) for name, value in self.deciding.items()}
        key = (get_language(), *values.values())
        if key not in self.said:
            if len(self.said) >= MOST:
                self.said.clear()
            self.said[key] = self.inside.render(context.new(values))
        return self.said[key]


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """{% kept name=value … %}…{% endkept %}: rendered once in a process for these values in this language."""
    words = token.split_contents()[1:]
    deciding = token_kwargs(words, parser)
    if words:
        raise TemplateSyntaxError("kept takes name=value and nothing else")
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(inside, deciding)
