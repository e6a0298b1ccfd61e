"""Search over the demo county finds exactly what reading every matter finds, for everybody who has matters."""

from datetime import timedelta

from huiyin.lib import grams
from huiyin.matters.models import Matter
from huiyin.matters.models.words import read_in
from huiyin.orgs.models import Official
from huiyin.search import finding
from huiyin.search.asked import Asked
from tests.demo.demos import Loaded
from tests.search.sought import candidates


def test_every_piece_of_every_matter_is_found_as_by_a_scan(demo_county: Loaded) -> None:
    at = Matter.objects.latest("registered_at").registered_at + timedelta(hours=1)
    everything = list(Matter.objects.select_related("place"))
    asked = {part for matter in everything[::7] for part in _parts(matter.title)}
    assert len(asked) > 20
    for login in ("chen", "sun"):
        by = Official.objects.get(username=login)
        seen = set(Matter.objects.visible_to(by, at).values_list("pk", flat=True))
        for text in sorted(asked):
            meant = finding.meant(Asked(text), by, at)
            found = {m.pk for m in finding.shown(meant, candidates(meant, by, at))}
            wanted = {m.pk for m in everything if m.pk in seen and grams.holds(read_in(m), meant.asked.terms)}
            assert found == wanted, (login, text)
        assert seen


def _parts(title: str) -> set[str]:
    """Parts of one, two, three and four characters, out of its middle."""
    middle = len(title) // 2
    return {part for n in (1, 2, 3, 4) if (part := title[middle : middle + n].strip())}
