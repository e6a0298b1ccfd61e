"""One row of many that time, or a list, works through: what goes wrong with it stays its own."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

log = logging.getLogger("huiyin.clock")


@contextmanager
def apart(row: Model, rows: QuerySet[Any] | None = None, **put_off: datetime) -> Iterator[None]:
    """One bad row neither stops the clock for all the others nor leaves half of anything; it is put off, if said how."""
    try:
        with transaction.atomic():
            yield
    except Exception:
        log.exception("%s %s could not be kept", row._meta.model_name, row.pk)
        if rows is not None:
            rows.update(**put_off)
