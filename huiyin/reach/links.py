"""From a number to the contacts behind it: addresses of the list of contacts, narrowed to what was counted."""

from dataclasses import dataclass

from django.urls import reverse

from huiyin.reach.windows import Window
from huiyin.ui.address import tail


@dataclass(frozen=True)
class Whose:
    """Whose contacts these are, as the list of contacts understands it: of an official, a branch, or an area."""

    official: int | None = None
    branch: str = ""
    area: str = ""
    opens: bool = True  # whether the reader may open the rows

    def contacts(self, window: Window, **narrower: str) -> str:
        """The list of exactly these contacts; empty where they are not the reader's to open."""
        if not self.opens:
            return ""
        parts: dict[str, object] = {
            "official": self.official or "",
            "unit": self.branch,
            "home": self.area,
            "since": window.first,
            "until": window.last,
            "standing": "1",
            **narrower,
        }
        return f"{reverse('contacts:list')}?{tail(**parts)}"

    def households(self, window: Window, **narrower: str) -> str:
        """Those with a household."""
        return self.contacts(window, **{"home": self.area or "1", **narrower})

    def rows(self, figure: str, window: Window) -> str:
        """The rows of a figure of depth."""
        if not self.opens:
            return ""
        there = {"unit": self.branch or self.area, "window": window.code}
        address = reverse("reach:rows", kwargs={"figure": figure})
        return f"{address}?{tail(**there)}"
