"""Several counts in one question to the database."""

from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from huiyin.orgs.models import County


class _Count(Subquery):
    """How many rows a set has, as one value of another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def counts(county: County, **sets: QuerySet[Any]) -> dict[str, int]:
    """How many rows each of these sets has, by its name."""
    asked = {name: _Count(rows.order_by().values("pk")) for name, rows in sets.items()}
    found: Any = County.objects.filter(pk=county.pk).values(**asked).get()
    return {name: found[name] for name in sets}
