"""Keeping a narrowed list under a name of one's own, and no longer keeping it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.audit.actions import record
from huiyin.lib.refusal import Refused
from huiyin.matters.models import KeptList
from huiyin.orgs.models import Official

MOST = 12  # more than one reads at a glance


@transaction.atomic
def keep_list(*, name: str, query: str, by: Official, at: datetime) -> KeptList:
    """Under this name from now on, for this official alone."""
    if not query:
        raise Refused(_("Nothing is chosen that could be kept; please narrow the list first."))
    if KeptList.objects.visible_to(by, at).count() >= MOST:
        raise Refused(_("You keep %(n)d lists already; please drop one first.") % {"n": MOST})
    row = KeptList.objects.create(official=by, name=name.strip(), query=query, at=at)
    record(by=by.key, deed="list.kept", on=f"list:{row.pk}", at=at)
    return row


@transaction.atomic
def drop_lists(*, lists: Collection[str], by: Official, at: datetime) -> int:
    """These of one's own are kept no longer; gives how many they were."""
    keys = [int(key) for key in lists]
    dropped = KeptList.objects.visible_to(by, at).filter(pk__in=keys).update(dropped_at=at)
    record(by=by.key, deed="list.dropped", on=by.key, at=at, lists=keys)
    return dropped
