"""Addresses found by their first word, so that a page does not wait while two hundred others are asked."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from django.urls import ResolverMatch, URLPattern, URLResolver

Address = URLPattern | URLResolver


class Shelves(URLResolver):
    """Django's list of addresses, of which only those are tried, in their order, that begin with the word asked for."""

    @cached_property
    def _shelves(self) -> dict[str, URLResolver]:
        return {word: self._shelf(word) for word in _first_words(self.url_patterns)}

    @cached_property
    def _rest(self) -> URLResolver:
        return self._shelf("")

    def _shelf(self, word: str) -> URLResolver:
        return URLResolver(self.pattern, list(_beginning(self.url_patterns, word)))

    def resolve(self, path: str) -> ResolverMatch:
        """The view of an address; an unknown one is refused as Django refuses it."""
        asked = str(path)
        return self._shelves.get(asked.partition("/")[0], self._rest).resolve(asked)


def _first_word(address: Address) -> str:
    """What an address begins with; nothing if that is not fixed."""
    word: str = str(address.pattern).partition("/")[0]
    return "" if "<" in word else word


def _first_words(addresses: Iterable[Address]) -> Iterator[str]:
    for address in addresses:
        if word := _first_word(address):
            yield word
        elif isinstance(address, URLResolver):
            yield from _first_words(address.url_patterns)


def _beginning(addresses: Iterable[Address], word: str) -> Iterator[Address]:
    for address in addresses:
        begins = _first_word(address)
        if begins in ("", word):
            if begins or isinstance(address, URLPattern):
                yield address
            elif fitting := list(_beginning(address.url_patterns, word)):
                yield URLResolver(
                    address.pattern,
                    fitting,
                    address.default_kwargs,
                    address.app_name,
                    address.namespace,
                )
