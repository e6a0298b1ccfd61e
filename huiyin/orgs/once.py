"""One-time form tokens: a double click, a retry after a lost line or a reload makes one row, not two."""

from collections.abc import Callable
from datetime import datetime
from secrets import token_urlsafe

from django.db import IntegrityError, transaction

from huiyin.orgs.models import OnceToken


def new_token() -> str:
    """A token for a freshly shown form."""
    return token_urlsafe(18)


def once(*, token: str, at: datetime, make: Callable[[], str]) -> tuple[str, bool]:
    """Run `make` once per token; returns where its result stands and whether it was made just now.

    A second caller with the same token waits for the first to commit, then gets the first one's result.
    """
    earlier = OnceToken.objects.filter(token=token).first()
    if earlier:
        return earlier.result, False
    try:
        with transaction.atomic():
            row = OnceToken.objects.create(token=token, used_at=at, result="")
            row.result = make()
            row.save(update_fields=["result"])
            return row.result, True
    except IntegrityError:
        earlier = OnceToken.objects.filter(token=token).first()
        if earlier is None:
            raise
        return earlier.result, False
