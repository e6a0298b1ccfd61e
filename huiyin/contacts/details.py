"""What a form of contact adds to day, place and points: hours, days, people present, purposes, means, cost."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from huiyin.orgs.models import Official, Unit


@dataclass(frozen=True)
class Details:
    """The further columns of one contact; everything may be left out. Codes are those of the charter, cost is in fen."""

    until_on: date | None = None
    half: str = ""
    begins: time | None = None
    ends: time | None = None
    subject: str = ""
    headcount: int | None = None
    groups: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    help_fields: tuple[str, ...] = ()
    source_org: str = ""
    cost_fen: int | None = None
    cost_note: str = ""
    home_unit: Unit | None = None
    entered_by: Official | None = None
    late_reason: str = ""

    def columns(self) -> dict[str, Any]:
        """As the columns of `Contact`."""
        found = dict(self.__dict__)
        for name in ("groups", "purposes", "means", "help_fields"):
            found[name] = list(dict.fromkeys(found[name]))
        for name in ("subject", "cost_note", "late_reason"):
            found[name] = found[name].strip()
        return found

    def last_day(self, held_on: date) -> date:
        """The day on which it ended."""
        return self.until_on or held_on


NO_DETAILS = Details()
