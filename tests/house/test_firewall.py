"""Every address as somebody whom a matter is about (I-19): nothing of it is there for them, whatever post they hold."""

from collections import Counter

import pytest

from huiyin.audit.scope import county_scope
from huiyin.contacts.actions import keep_point_from
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from tests.house import doors, questions, tree
from tests.house.conftest import WORDS, Estate, ask, close_the_wall, signed_in
from tests.house.test_doors import GET_ONLY, OBJECTS, PAGES, readable

ENOUGH = 3  # pages of other things at one address


def complained_of(estate: Estate, who: str) -> None:
    """The matter in progress is about this official, as it stands once the deed has noted it."""
    with county_scope(estate.world.county.pk):
        matter = Matter.objects.filter(pk=estate.matter.pk)
        matter.update(complained_official=getattr(estate.world, who))
        assert estate.matter.point is not None
        keep_point_from(point=estate.matter.point, unit=None, official=getattr(estate.world, who))
        told = Notice.objects.filter(about=estate.matter.reference, to__isnull=False)
        told.update(about="", where="/matters/")
    close_the_wall()


@pytest.mark.parametrize("who", ["he", "chen", "gao", "liu", "sun"])
def test_i19_nothing_of_a_matter_is_there_for_whom_it_is_about(estate: Estate, who: str) -> None:
    complained_of(estate, who)
    client, ours, wrong = signed_in(getattr(estate.world, who)), estate.matter.reference, []
    shown_of: Counter[str] = Counter()
    for name, url in ((one.name, url) for one in OBJECTS for url in doors.paths(one, estate.values())):
        if url.startswith(f"/matters/{ours}/") or f"/{ours}/" in url:
            codes = ask(client, "GET", url).status_code, ask(client, "POST", url).status_code
            if codes[0] not in {404, GET_ONLY} or codes[1] not in {404, GET_ONLY}:
                wrong.append((url, codes))
        elif shown_of[name] < ENOUGH:
            answer = ask(client, "GET", url)
            shown_of[name] += answer.status_code == 200
            if ours in (shown := readable(answer)) or WORDS in shown:
                wrong.append((url, "shows it"))
    assert len(shown_of) > 60
    queries = ("?list=open", "?list=pressing", "?q=路灯")
    for url in (url for one in PAGES for url in doors.paths(one, estate.values())):
        for query, answer in questions.each(client, url, queries):
            if ours in (shown := readable(answer)) or WORDS in shown:
                wrong.append((url + query, "shows it"))
    tree.nothing(wrong)
