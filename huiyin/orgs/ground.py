"""What a page stands on: the county's units and the charters it has adopted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from huiyin.lib.charter import Charter
from huiyin.orgs.charter import in_force
from huiyin.orgs.models import AdoptedCharter
from huiyin.orgs.tree import Stood, Tree


@dataclass(frozen=True)
class Ground:
    """Both are read once, when first asked; whoever answers a part of the page is handed it instead of reading again."""

    tree: Tree = field(default_factory=Tree)

    @staticmethod
    def sets() -> dict[str, QuerySet[Any]]:
        """What is read of both, for whoever asks for it along with something else."""
        return {"stood": Tree.all_that_stood(), "adopted": _all_adopted()}

    @classmethod
    def of(cls, stood: Iterable[Sequence[Any]], adopted: Iterable[AdoptedCharter]) -> "Ground":
        """From what was read so."""
        ground = cls()
        ground.tree.__dict__["rows"] = [Stood(*row) for row in stood]
        ground.__dict__["adopted"] = list(adopted)
        return ground

    @cached_property
    def adopted(self) -> list[AdoptedCharter]:
        """Every version the county has adopted, the oldest first; texts are fetched only where not known yet."""
        return list(_all_adopted())

    def charter_at(self, at: datetime) -> AdoptedCharter | None:
        """The version in force at that moment, if there was one."""
        return next((one for one in reversed(self.adopted) if one.effective_at <= at), None)

    def charter_of(self, at: datetime) -> Charter:
        """Its rules; refuses when there are none."""
        return in_force(self.charter_at(at)).charter


def _all_adopted() -> QuerySet[AdoptedCharter]:
    return AdoptedCharter.objects.order_by("effective_at", "pk").defer("text")
