"""Telling somebody of a request about one's own data."""

from datetime import datetime

from django.urls import reverse

from huiyin.notices import actions as notices
from huiyin.notices.models import Notice
from huiyin.orgs.administrators import SECURITY, administering
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import Official
from huiyin.privacy import rules
from huiyin.privacy.models import LAST, DataRequest


def tell(*, to: Official, kind: str, of: DataRequest, at: datetime) -> None:
    """A line on a desk, which opens the request; for who hears of its delay only, the page with the numbers."""
    here = rules.may_answer(of, to, at)
    where = reverse("privacy:request", kwargs={"ref": of.reference}) if here else reverse("privacy:requests")
    notices.tell(to=to, kind=kind, about=of.reference, at=at, where=where, due=of.due_on.isoformat())


def reached(of: DataRequest, at: datetime) -> bool:
    """Whether any who may answer it now was told of it; where nobody may, whether all who can name somebody were.

    Who was told once and may answer it no more, or administered then, does not count.
    """
    told = Notice.objects.filter(about=of.reference)
    if readers := rules.answering(of, at):
        return told.filter(kind="data_request", to__in=readers).exists()
    said = set(told.filter(kind="data_request_nobody").values_list("to", flat=True))
    return {one.pk for one in administering(SECURITY)} <= said


def tell_readers(of: DataRequest, at: datetime) -> None:
    """Whoever answers it has it on their desk; where nobody may, those who can name somebody hear that, and no more."""
    readers = rules.answering(of, at)
    for reader in readers:
        tell(to=reader, kind="data_request", of=of, at=at)
    if not readers:
        day, kept = local_day(at, of.unit.county), of.kept_from.values("official")
        told = Notice.objects.filter(about=of.reference, kind="data_request_idle").values("to")
        for above in Official.objects.holding(LAST, of.unit, day).exclude(pk__in=kept).exclude(pk__in=told):
            tell(to=above, kind="data_request_idle", of=of, at=at)
    say_if_nobody(of, bool(readers), at)


def say_if_nobody(of: DataRequest, is_read: bool, at: datetime) -> None:
    """The administrators of security read that nobody is left to answer one, not which nor of whom, until somebody is."""
    for administrator in administering(SECURITY):
        said = Notice.objects.visible_to(administrator).filter(kind="data_request_nobody", about=of.reference)
        if is_read or of.answered_at is not None:
            if said.exists():
                notices.forget(about=of.reference, to=administrator, at=at)
        elif not said.exists():
            here = reverse("administration:overview")
            notices.tell(to=administrator, kind="data_request_nobody", about=of.reference, at=at, where=here)
