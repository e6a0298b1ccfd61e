"""How time is measured in SQL: in working days, by the calendar in use."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Func, IntegerField

from huiyin.orgs.calendar import calendar


def worked_days(first: date, last: date) -> list[int]:
    """For each day from `first` to `last` how many days were worked from the day after `first` to it, itself counted."""
    days, so_far, found = calendar(), 0, [0]
    for n in range(1, (last - first).days + 1):
        so_far += days.is_working(first + timedelta(days=n))
        found.append(so_far)
    return found


class WorkingDay(Func):
    """Which working day a day is, read from the calendar that is handed along as an array."""

    output_field = IntegerField()

    def __init__(self, day: Any, *, first: date, days: list[int]) -> None:
        super().__init__(day)
        self.first, self.days = first, days

    def as_sql(
        self,
        compiler: Any,
        connection: Any,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra: Any,
    ) -> tuple[str, tuple[Any, ...]]:
        """The place of the day in the array; none for a day outside."""
        day, params = compiler.compile(self.source_expressions[0])
        return f"(%s::int[])[({day} - %s::date) + 1]", (self.days, *params, self.first)
