"""Every address as somebody whom a matter is about (I-19): nothing of it is there for them, whatever post they hold."""

import pytest

from huiyin.audit.scope import county_scope
from huiyin.contacts.actions import keep_point_from
from huiyin.matters.models import Matter
from huiyin.notices.models import Notice
from tests.house import doors, questions, tree
from tests.house.conftest import WORDS, Estate, ask, close_the_wall, signed_in
from tests.house.seen import Readers
from tests.house.test_doors import GET_ONLY, OBJECTS, PAGES, readable

ENOUGH = 3  # documents of other things at one address


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


def shown_before(estate: Estate, who: str) -> dict[str, list[str]]:
    """By name of an address, its pages that show this official the matter while it is about nobody, and its documents.

    What never shows them the matter is left out: the desk, the lists and all else that names no thing are asked anyhow.
    """
    readers, found = Readers(estate), dict[str, list[str]]()
    for address in OBJECTS:
        for url in doors.paths(address, estate.values()):
            known = found.setdefault(address.name, [])
            if of_ours(estate, url):
                known.append(url)
            elif address.name in doors.DOCUMENTS:
                known += [url] * (len(known) < ENOUGH and readers.see(who, url).status == 200)
            elif told_in(estate, readers.see(who, url).html):
                known.append(url)
    return found


def of_ours(estate: Estate, url: str) -> bool:
    """Whether an address is one of the matter itself, or of a part of it."""
    return f"/{estate.matter.reference}/" in url


def told_in(estate: Estate, shown: str) -> bool:
    """Whether anything of the matter stands there."""
    return estate.matter.reference in shown or WORDS in shown


@pytest.mark.parametrize("who", ["he", "chen", "gao", "liu", "sun"])
def test_i19_nothing_of_a_matter_is_there_for_whom_it_is_about(estate: Estate, who: str) -> None:
    before, wrong = shown_before(estate, who), []
    complained_of(estate, who)
    client = signed_in(getattr(estate.world, who))
    for url in (url for urls in before.values() for url in urls):
        answer = ask(client, "GET", url)
        if of_ours(estate, url):
            codes = answer.status_code, ask(client, "POST", url).status_code
            if codes[0] not in {404, GET_ONLY} or codes[1] not in {404, GET_ONLY}:
                wrong.append((url, codes))
        elif told_in(estate, readable(answer)):
            wrong.append((url, "shows it"))
    shown = [name for name, urls in before.items() if urls]
    assert len(shown) > 10, shown
    queries = ("?list=open", "?list=pressing", "?q=路灯")
    for url in (url for one in PAGES for url in doors.paths(one, estate.values())):
        for query, answer in questions.each(client, url, queries):
            if told_in(estate, readable(answer)):
                wrong.append((url + query, "shows it"))
    tree.nothing(wrong)
