"""Reading what a deed left behind: the words of a page, and who was told of it."""

from typing import Any

from huiyin.matters.models import Matter
from huiyin.matters.rules import life
from huiyin.notices.models import Notice
from huiyin.orgs.models import Official
from tests.world import AT

BESIDE_EVERY_STEP = {"flag_urgent", "recuse", "ask_record", "correct_record", "leave_record"}


def words_of(page: Any) -> str:
    """A page as text, once it opened."""
    assert page.status_code == 200
    text: str = page.content.decode()
    return text


def told(found: Matter, kind: str) -> list[str]:
    """Who was told of it, each as often as told."""
    rows = Notice.objects.filter(about=found.reference, kind=kind)
    return sorted(rows.values_list("to__username", flat=True))


def next_deeds(found: Matter, who: Official) -> list[str]:
    """What the page offers to somebody, besides what lies beside every step: urgency, keeping out, the record."""
    return [
        str(choice.deed) for choice in life.choices(found, who, AT) if choice.deed not in BESIDE_EVERY_STEP
    ]
