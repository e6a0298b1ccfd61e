"""Nobody is told apart: every public page and file of the demo county, and every page about an area, read and attacked."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Final

import pytest
from django.test import Client

from huiyin.lib import stepping
from huiyin.lib.stepping import Told
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official, Unit
from huiyin.reach.models import Tally
from huiyin.reach.population import living_in
from huiyin.reach.windows import YEAR, kept
from tests.demo.conftest import demo_county as demo_county
from tests.demo.demos import AT, Loaded
from tests.house import doors, tree
from tests.house.attack import Attack, Cell, pinned
from tests.house.conftest import signed_in
from tests.house.machines import FOR_SYSTEMS
from tests.house.published import Everybody, few_in, numbers_in, words_of
from tests.house.telling import Claim, Reading, text_of

K: Final = 5
OPINIONS: Final = ("talked", "differing")
# Pages of breadth that are about no area: one's own, a branch's, a form, and what a figure was counted from.
ELSEWHERE: Final = {"reach:mine", "reach:branch", "reach:shapes", "reach:rows"}
ABOUT_AREAS: Final = sorted(
    one.name for one in doors.STAFF if one.name.startswith("reach:") and one.name not in ELSEWHERE
)
# Public addresses that nothing of the demo county leads to, and why.
APART: Final = {
    "set_language": "a form",
    "login": "for officials",
    "logout": "for officials",
    "health": "for machines",
    "portal:front": "of no county",
    "portal:robots": "of no county",
    "portal:logo": "a picture",
    "portal:groups_ask": "leads to one household's own slip",
    "slips:ask": "leads to somebody's own slip",
    **FOR_SYSTEMS,
}
WINDOWS: Final = [window.code for window in kept(AT.date())]


@pytest.fixture
def stands(demo_county: Loaded, monkeypatch: pytest.MonkeyPatch) -> Loaded:
    """The demo county, at its moment."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT.astimezone(UTC))
    return demo_county


# --- pages about an area ---


class Areas:
    """The county, its townships and villages as whoever coordinates the county may open them."""

    def __init__(self, under: str = "") -> None:
        """`under`: of one township alone, by its code."""
        self.client = signed_in(Official.objects.select_related("county").get(username="sun"))
        self.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        places = Unit.objects.places().valid_on(AT.date()).select_related("parent__parent")
        self.villages = [one for one in places if one.parent and under in (one.parent.code, "")]
        self.groups = {one.words.in_language("en"): one.code for one in charter_of(AT).groups}
        above = {one.parent.code: one.parent for one in self.villages if one.parent}
        tops = {} if under else {one.parent.code: one.parent for one in above.values() if one.parent}
        self.wide = [*tops.values(), *above.values()]
        self.around = {
            one.code: (one.code, *[w.code for w in self.wide if one.path.startswith(w.path)])
            for one in self.villages
        }

    def read(self) -> tuple[list[Claim], list[str]]:
        """What all pages tell, and numbers on them that are told in no steps. A village's own pages tell the same in every
        window as its township's table (tests/reach/test_stepped.py): one of each will do."""
        claims, odd = [], []
        names = {one.short_name: one.code for one in [*self.wide, *self.villages]}
        for unit, window, name in self._pages():
            url = doors.reverse(name) + f"?unit={unit.code}&window={window}"
            answer = self.client.get(url)
            assert answer.status_code == 200, url
            html = answer.content.decode()
            groups = {words: f"group {code}" for words, code in self.groups.items()}
            claims += Reading(unit.code, url, window, names, groups).claims(html)
            odd += [f"{url}: {n}" for n in out_of_step(html)]
        return claims, odd

    def _pages(self) -> Iterator[tuple[Unit, str, str]]:
        for unit in self.wide:
            yield from ((unit, window, "reach:area") for window in WINDOWS)
            yield from ((unit, YEAR, name) for name in ABOUT_AREAS if name != "reach:area")
        yield from ((unit, YEAR, name) for unit in self.villages for name in ABOUT_AREAS)

    def truth(self) -> dict[Cell, int]:
        """What is counted in each village."""
        codes = {one.pk: one.code for one in self.villages}
        found = {}
        for tally in Tally.objects.filter(place__in=codes, window__in=WINDOWS):
            counts = {f"group {code}": tally.groups.get(code, 0) for code in self.groups.values()}
            names = ("households", "undeclared", "is_new", "steady", "contacts", *OPINIONS)
            counts |= {name: getattr(tally, name) for name in names}
            found |= {(codes[tally.place_id], what, tally.window): n for what, n in counts.items()}
        lives = living_in(list(codes), AT.date())
        for window in kept(AT.date()):
            known = lives.known_in(window)
            found |= {(code, "known", window.code): known[pk] for pk, code in codes.items()}
        return found

    def attacked(self, claims: Iterable[Claim], truth: dict[Cell, int]) -> list[str]:
        """The counts of few that a reader of all this works out."""
        attack = Attack(self.around, step_of, [f"group {code}" for code in self.groups.values()])
        attack.told(claims)
        attack.known(cell for cell, n in truth.items() if cell[1] == "households" and n)
        attack.related(WINDOWS)
        whole, *halves = kept(AT.date())
        for half in halves:
            if whole.first <= half.first and half.end <= whole.end:
                attack.within(half.code, whole.code)
        return pinned(attack.ranges(cell for cell, n in truth.items() if 0 < n < K))


def step_of(what: str) -> int:
    """In what steps something is told."""
    return 2 * K if what in OPINIONS else K


def out_of_step(html: str) -> list[str]:
    """Counts that are told as they are: of households and of all that opens its rows."""
    found = re.findall(r'class="figure"[^>]*>(\d+)', html)
    found += re.findall(
        r"(?<!− )\b(\d+) (?:households?|people|contacts?|mentions|promises|matters)\b", text_of(html)
    )
    return [n for n in found if int(n) % K]


def test_no_page_about_an_area_gives_a_count_of_few_away_nor_all_of_them_together(stands: Loaded) -> None:
    areas = Areas()
    claims, odd = areas.read()
    truth = areas.truth()
    tree.nothing(odd, "told in no steps")
    tree.nothing(
        f"{claim}: {whole}"
        for claim in claims
        for whole in [sum(n for cell, n in truth.items() if counts_in(cell, claim, areas))]
        if not claim.span(step_of(claim.what))[0] <= whole <= claim.span(step_of(claim.what))[1]
    )
    assert {claim.what for claim in claims} >= {"households", "known", "undeclared", "steady", "talked"}
    assert sum(0 < n < K for n in truth.values()) > 300
    tree.nothing(areas.attacked(claims, truth), "worked out from all pages together")


def counts_in(cell: Cell, claim: Claim, areas: Areas) -> bool:
    return cell[1:] == (claim.what, claim.window) and claim.unit in areas.around[cell[0]]


def test_the_attack_finds_what_is_told_as_it_is(stands: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    town = Unit.objects.get(code="990326201")

    def as_it_is(count: int, _step: int, _moved: int, *, surely: int = 0) -> Told:
        return Told(count, count, count, count, count)

    monkeypatch.setattr(stepping, "one", as_it_is)
    areas = Areas(town.code)
    claims, odd = areas.read()
    assert odd, "a number that is no whole step is seen"
    assert areas.attacked(claims, areas.truth()), "and leads to counts of few"


# --- public pages and files ---


def test_nothing_public_tells_a_count_of_few_people(stands: Loaded) -> None:
    everybody = Everybody(stands.county.slug)
    pages = everybody.read()
    tree.nothing(few_in(pages))
    tree.nothing(sorted(set(doors.PUBLIC) - set(APART) - everybody.names), "no link leads there")


def test_a_count_of_few_that_is_planted_is_found(stands: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = (
        "<p>3 households were met</p>",
        "<dl><dt>Households that came</dt> <dd>4</dd></dl>",
        "<table><tr><th>Village</th><th>In the pool</th></tr><tr><th>A</th><td>2</td></tr></table>",
    )
    for html in planted:
        page = Client().get(f"/c/{stands.county.slug}/")
        page.content = html.encode()
        assert few_in({"planted": words_of(page)}), html
    assert few_in({"planted": " ".join(numbers_in({"pool": {"old": 2}}))})
    assert not few_in({"planted": "5 households, fewer than 5 people"})
