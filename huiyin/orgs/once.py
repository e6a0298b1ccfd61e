"""One-time form tokens: a double click, a retry after a lost line or a reload makes one row, not two."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.crypto import salted_hmac
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from huiyin.audit.scope import current_county
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import OnceToken

if TYPE_CHECKING:
    from huiyin.orgs.doors import PublicRequest, StaffRequest

SALT = "huiyin.orgs.once"


def digest_of(posted: Mapping[str, str], files: object = ()) -> str:
    """A fingerprint of what a form sent, leaving out what differs between two sendings of the same.

    `files` are those it took; each must show what it holds (its `repr`).
    """
    sent = posted.lists() if isinstance(posted, MultiValueDict) else posted.items()
    kept = sorted((name, value) for name, value in sent if name not in ("csrfmiddlewaretoken", "once"))
    return hashlib.sha256(repr((kept, files or ())).encode("utf-8", "surrogatepass")).hexdigest()


def once(*, token: str, scope: str, digest: str, at: datetime, make: Callable[[], str]) -> tuple[str, bool]:
    """Run `make` once per token; returns where its result stands and whether it was made just now.

    `scope` says whose form it is, so that nobody meets another's result. A second sending of the same words waits
    for the first to commit and gets its result; other words under a used token are refused, never swallowed. What is
    kept of the words is keyed with the installation's secret: a name or a number cannot be guessed at from it.
    """
    key = hashlib.sha256(f"{scope}:{token}".encode("utf-8", "surrogatepass")).hexdigest()
    digest = salted_hmac(SALT, digest, algorithm="sha256").hexdigest()
    with transaction.atomic():
        if (row := _first(key, digest, at)) is not None:
            result = make()
            OnceToken.objects.filter(pk=row).update(result=result)
            return result, True
    return _earlier(key, digest), False


def once_sent(
    request: "StaffRequest | PublicRequest", form: Any, make: Callable[[], str]
) -> tuple[str, bool]:
    """Run `make` once for a form that was sent and is valid: that of this page and this official, or of anybody."""
    return once(
        token=form.cleaned_data["once"],
        scope=f"{request.path}:{request.user.pk}",
        digest=digest_of(request.POST, form.cleaned_data.get("files")),
        at=request.at,
        make=make,
    )


_CLAIM = """
INSERT INTO orgs_oncetoken (county_id, token, digest, used_at, result) VALUES (%s, %s, %s, %s, '')
ON CONFLICT (county_id, token) DO NOTHING RETURNING id
"""


def _first(key: str, digest: str, at: datetime) -> int | None:
    """The row of this token, made just now; None where it is there already. Whoever comes second waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [current_county(), bytes.fromhex(key), bytes.fromhex(digest), at])
        row = cursor.fetchone()
    return None if row is None else int(row[0])


def _earlier(key: str, digest: str) -> str:
    row = OnceToken.objects.get(token=key)
    if row.digest != digest:
        raise Refused(_("This page had been sent already, with other words. Please send it once more."))
    return row.result
