"""A row that a deed changes: as it stood on the page of who does it, or refused, for somebody else was quicker."""

from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet
from django.utils.translation import gettext_lazy as _

from huiyin.lib.refusal import Refused

T = TypeVar("T", bound=Model)
CHANGED = _("This has been changed in the meantime; please look again.")


def claim(rows: "QuerySet[T]", found: T, version: int | None, *, no_key: bool = False) -> T:
    """The row as it is now, locked, with what `rows` brings along; `version` is that of the page, None: of no page."""
    row = rows.select_for_update(of=("self",), no_key=no_key).get(pk=found.pk)
    unchanged(row, version)
    return row


def unchanged(row: Any, version: int | None) -> None:
    """Refuse where somebody has moved it since the page was shown."""
    if version is not None and row.version != version:
        raise Refused(str(CHANGED))


def changed_to(rows: "QuerySet[T]", version: int, **columns: Any) -> None:
    """Write these columns into the one row of `rows`, if it still stands as it did on the page."""
    if not rows.filter(version=version).update(version=F("version") + 1, **columns):
        raise Refused(str(CHANGED))
