"""The pages of the estate as everybody sees them: each opened once per process, however many tests look at it.

The estate is the same for every test of a process, and so is what it shows. Who changes anything asks with a client."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.template import Context
from django.test import Client
from django.urls import reverse

from huiyin.audit.scope import county_scope
from huiyin.matters.deeds import DEEDS
from huiyin.matters.models import Matter
from huiyin.matters.rules import life
from huiyin.orgs.models import Official
from tests.house.conftest import Estate, ask, close_the_wall, signed_in
from tests.house.doors import Address
from tests.world import AT

STAFF = ("liu", "gao", "he", "chen", "ma", "sun")
ADMINISTRATORS = {"system": "xi", "security": "an", "audit": "shen"}
STRANGER = "a stranger"
TOLD, ANSWERED = "who has told us something", "who was answered"  # each with the link of the receipt
IN_A_FORMSET = re.compile(r"^([a-z_]+)-\d+-")


@dataclass(frozen=True)
class Seen:
    """One answer; `required` are the inputs that the form classes of the page require."""

    status: int
    is_page: bool
    html: str
    required: frozenset[str]


_SEEN: dict[tuple[str, str, str], Seen] = {}


def readers_of(address: Address) -> tuple[str, ...]:
    """Who of the staff may read an address: those who serve, or the administrators it is for."""
    return tuple(ADMINISTRATORS[duty] for duty in address.administered_by) or STAFF


def administrator(estate: Estate, name: str) -> Official:
    """One of the three, by login name."""
    with county_scope(estate.world.county.pk):
        found: Official = Official.objects.select_related("county").get(username=name)
    close_the_wall()
    return found


class Readers:
    """Everybody who reads the estate, each with a browser of their own from the first time it is needed."""

    def __init__(self, estate: Estate) -> None:
        self.estate = estate
        self._clients: dict[str, Client] = {}

    def client(self, name: str) -> Client:
        """The browser of somebody."""
        if name not in self._clients:
            self._clients[name] = self._open(name)
        return self._clients[name]

    def _open(self, name: str) -> Client:
        world, links = self.estate.world, {TOLD: self.estate.told.link, ANSWERED: self.estate.answered.link}
        if name in STAFF:
            return signed_in(getattr(world, name))
        if name in ADMINISTRATORS.values():
            return signed_in(administrator(self.estate, name))
        client = Client(raise_request_exception=False)
        if name in links:
            assert ask(client, "GET", f"/c/{world.county.slug}/r/{links[name]}/").status_code == 302
            slip = self.estate.values()["slips", "link"][0]  # and whoever this is was given a slip besides
            assert ask(client, "GET", f"/c/{world.county.slug}/come-in/{slip}/").status_code == 302
            groups = self.estate.values()["portal", "slip"][0]
            assert ask(client, "GET", f"/c/{world.county.slug}/groups/{groups}/").status_code == 302
        return client

    def of(self, address: Address, url: str) -> tuple[str, ...]:
        """Who of the staff may read it; a deed's page, who can do the deed: it opens to nobody else (tests/matters/test_table)."""
        names = readers_of(address)
        return (
            tuple(one for one in names if url in self._deeds[one]) if address.name == "matters:do" else names
        )

    @cached_property
    def _deeds(self) -> dict[str, set[str]]:
        world = self.estate.world
        with county_scope(world.county.pk):
            matters = list(Matter.objects.for_lists())
            found = {name: set(_can_do(getattr(world, name), matters)) for name in STAFF}
        close_the_wall()
        return found

    def see(self, name: str, url: str, language: str = "zh-hans") -> Seen:
        """What somebody gets to see at an address."""
        key = name, url, language
        if key not in _SEEN:
            client = self.client(name)
            client.cookies["django_language"] = language
            _SEEN[key] = _kept(ask(client, "GET", url))
        return _SEEN[key]


def _can_do(official: Official, matters: list[Matter]) -> Iterator[str]:
    """The pages of the deeds that somebody can do to these matters as they stand."""
    for matter in matters:
        able = {one.deed for one in life.choices(matter, official, AT) if one.objection is None}
        nouns = (noun for noun, page in DEEDS.items() if page.deed in able)
        yield from (reverse("matters:do", kwargs={"ref": matter.reference, "noun": noun}) for noun in nouns)


def _kept(response: Any) -> Seen:
    is_page = response.status_code == 200 and "text/html" in response["Content-Type"]
    html = response.content.decode() if is_page else ""
    return Seen(response.status_code, is_page, html, frozenset(asked_by_class(response) if is_page else ()))


def asked_by_class(response: Any) -> set[str]:
    """The inputs that the page's form classes require: a formset leaves the mark out of its HTML."""
    parts = [response.context] if isinstance(response.context, Context) else response.context or ()
    given = [value for part in parts for layer in part.dicts for value in layer.values()]
    found = [one for one in given if isinstance(one, BaseForm)]
    found += [one for many in given if isinstance(many, BaseFormSet) for one in many.forms]
    return {
        IN_A_FORMSET.sub(r"\1-", form.add_prefix(name))
        for form in found
        if not form.empty_permitted
        for name, taken in form.fields.items()
        if taken.required and not taken.widget.is_hidden
    }
