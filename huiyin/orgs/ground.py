"""What a page stands on: the county's units and the charters it has adopted."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from huiyin.lib.charter import Charter
from huiyin.orgs.charter import in_force
from huiyin.orgs.models import AdoptedCharter
from huiyin.orgs.tree import Tree


@dataclass(frozen=True)
class Ground:
    """Both are read once, when first asked; whoever answers a part of the page is handed it instead of reading again."""

    tree: Tree = field(default_factory=Tree)

    @cached_property
    def adopted(self) -> list[AdoptedCharter]:
        """Every version the county has adopted, the oldest first; texts are fetched only where not known yet."""
        return list(AdoptedCharter.objects.order_by("effective_at", "pk").defer("text"))

    def charter_at(self, at: datetime) -> AdoptedCharter | None:
        """The version in force at that moment, if there was one."""
        return next((one for one in reversed(self.adopted) if one.effective_at <= at), None)

    def charter_of(self, at: datetime) -> Charter:
        """Its rules; refuses when there are none."""
        return in_force(self.charter_at(at)).charter
