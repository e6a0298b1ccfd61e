"""What a matter is found by: its characters and pairs of characters, each as a number that only this installation makes."""

from collections.abc import Iterable
from functools import lru_cache

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from huiyin.lib import grams
from huiyin.lib.sealing import KeyRing
from huiyin.matters.models.matter import Matter
from huiyin.orgs.keys import ring

KEPT_IN_MEMORY = 200_000  # of the numbers of pieces: a language has not many more that are in use


class Words(models.Model):
    """The index row of one matter. It may be deleted: nothing but the search misses it, and it can be made anew.

    No wall stands before it, because behind one the database may not use an index of arrays (ADR 15). Each county
    has numbers of its own instead, and a row leads to nothing but a matter, which does stand behind the wall.
    """

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.PROTECT, related_name="found_by")
    grams = ArrayField(models.IntegerField())

    class Meta:
        indexes = [GinIndex(fields=["grams"], name="matter_found_by_grams")]

    PERSONAL = {"grams": "blind index"}

    def __str__(self) -> str:
        return f"{len(self.grams)}"

    @classmethod
    def of(cls, matter: Matter) -> "Words":
        """The row of this matter as it reads now; its place has to be at hand."""
        return cls(matter=matter, grams=sorted(numbers(grams.pieces(read_in(matter)), matter.county_id)))


def read_in(matter: Matter) -> str:
    """What somebody who looks for a matter may have in mind: its number, its words, its village."""
    place = (matter.place.name, matter.place.short_name) if matter.place else ()
    return "\n".join((matter.reference, matter.title, matter.body, matter.place_words, *place))


def numbers(pieces: Iterable[str], county: int | None) -> set[int]:
    """The numbers that stand for these pieces in this county."""
    return set(by_number(pieces, county))


def by_number(pieces: Iterable[str], county: int | None) -> dict[int, str]:
    """These pieces, each under the number that stands for it in this county."""
    own = ring()
    return {_number(own, county, piece): piece for piece in pieces}


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _number(own: KeyRing, county: int | None, piece: str) -> int:
    return int(own.blind(f"{county}:{piece}", "matters_words.grams")[:8], 16) - 2**31
