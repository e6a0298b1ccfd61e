"""Forums to which nobody was invited before their day, and crowds counted by their author, are marked where they count (6)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from huiyin.accounts import words as words_of_accounts
from huiyin.contacts.actions import record
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact
from huiyin.duties import figures
from huiyin.duties.owed import owed
from huiyin.forums.counting import tallies
from huiyin.forums.models import Forum
from huiyin.lib import periods
from huiyin.matters.figures import Extent
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official
from huiyin.reports.words import remarks
from huiyin.reports.work_summary import build
from tests.reach.made import POINT
from tests.world import AT, World


def held(world: World, days: int | None) -> Contact:
    """A forum of the township with its invitations so many days before it; None: entered by who held it."""
    details = Details(headcount=600, groups=("farmer",), subject="座谈")
    found = record(
        kind="forum", place=world.village, held_on=AT.date(), points=[POINT], promises=[], details=details,
        by=world.chen, at=AT,
    )  # fmt: skip
    if days is not None:
        Forum.objects.create(
            reference="HYZ-T-1", called_by=world.chen, unit=world.branch, chair=world.chen, subject="座谈",
            planned_on=AT.date(), begins="09:00", place=world.village, invited_at=AT - timedelta(days=days),
            contact=found, state="held", held_at=AT,
        )  # fmt: skip
    return found


@pytest.mark.parametrize(("days", "uncalled"), [(None, 1), (0, 1), (1, 0)])
def test_6_a_forum_that_nobody_was_called_to_is_marked(
    world: World, enter: Callable[[Official], Client], days: int | None, uncalled: int
) -> None:
    forum = held(world, days)
    (tally,) = tallies([(forum.unit_id, "b")], AT.date(), charter_of(AT))
    assert (tally.held, tally.uncalled) == (1, uncalled)
    english = {"accept-language": "en"}
    page = enter(world.chen).get(f"/forums/?half={forum.unit_id}", headers=english).content.decode()
    assert ("of them with nobody invited" in page) == bool(uncalled)
    assert ("nobody was invited before its day" in page) == bool(uncalled)
    alone = enter(world.chen).get(f"/contacts/{forum.reference}/", headers=english).content.decode()
    assert "own count" in alone


@pytest.mark.parametrize(("days", "uncalled"), [(None, 1), (0, 1), (1, 0)])
def test_6_it_is_marked_in_duties_accounts_and_the_work_summary(
    world: World, enter: Callable[[Official], Client], days: int | None, uncalled: int
) -> None:
    forum = held(world, days)
    later = AT + timedelta(hours=8)
    half = periods.of("half_year", AT.date())
    (owes,) = [
        one
        for one in owed([world.ma.pk], [half], county=world.county, at=later)[world.ma.pk]
        if one.duty.code == "forum"
    ]
    assert (owes.counted, owes.uncalled) == (1, uncalled)
    client = enter(world.ma)
    for url in ("/duties/", f"/duties/{world.ma.pk}/rows/forum/?period={half.key}"):
        words = "of them with nobody invited" if url == "/duties/" else "nobody was invited before its day"
        page = client.get(url, headers={"accept-language": "en"}).content.decode()
        assert (words in page) == bool(uncalled), url
    month = periods.of("month", AT.date())
    own = figures.known([world.chen.pk], month, county=world.county, as_of=later)[world.chen.pk].snapshot()
    assert own["sums"].get(figures.UNCALLED, 0) == uncalled
    assert own["rows"].get(figures.UNCALLED, []) == [forum.reference] * uncalled
    said = [entry.label for entry in words_of_accounts.entries(own, charter_of(AT))]
    assert any("nobody invited" in label for label in said) == bool(uncalled)
    summary = build(Extent(world.town, month.first, month.end, later), world.county)
    assert summary.forums_uncalled == uncalled
    assert any("nobody was invited" in remark for remark in remarks(summary)) == bool(uncalled)
