"""What the tests of the digest upward share: a quarter with households that raised something, and a sheet of it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from huiyin.accounts import digests
from huiyin.accounts.models import Digest
from huiyin.matters.models import Matter
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from huiyin.people import actions as people
from huiyin.people.models import Household
from tests import make
from tests.world import AT, World

LATER = AT + timedelta(days=60)  # the quarter of the cast is over
WORDS = "群众主要反映夜间照明不足，集中在沿河几个村。"


def heads() -> list[str]:
    """The topics that stand at the head of others."""
    return [topic.code for topic in charter_of(AT).topics if not topic.parent]


def homes(world: World, many: int) -> list[Household]:
    """So many households of the village."""
    begun = Household.objects.count()
    return [
        people.enter_household(
            place=world.village, code=f"Z-{begun + n}", address="", groups=[], by="test", at=AT
        )
        for n in range(many)
    ]


def raised(world: World, topic: str, by: Iterable[Household | None]) -> None:
    """A matter of this topic by each of them; None has no name."""
    for home in by:
        found = make.matter(world)
        Matter.objects.filter(pk=found.pk).update(topic=topic, household=home)


def heard(world: World) -> dict[str, int]:
    """How many households, before they are told in steps."""
    return digests.heard(world.town, digests.quarter_before(LATER.date()), world.county, LATER)


def written(world: World, words: str = WORDS, version: int = 0) -> Digest:
    """By Liu, who coordinates the township."""
    return digests.write_digest(unit=world.town, words=words, version=version, by=world.liu, at=LATER)


def clear(digest: Digest, by: Official, **words: Any) -> None:
    """Let it go up."""
    given: dict[str, Any] = {"is_read": True, "version": digest.version, "by": by, "at": LATER, **words}
    digests.clear_digest(digest=digest, **given)
