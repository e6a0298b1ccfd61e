"""The door of a request about one's own data: its own number and code, or the link of its receipt."""

from django.db.models import QuerySet

from huiyin.orgs.handles import Handles
from huiyin.privacy.models import DataRequest


def _readable() -> QuerySet[DataRequest]:
    return DataRequest.objects.filter(erased_at=None).select_related("county", "unit", "charter")


REQUESTS: Handles[DataRequest] = Handles(
    table="privacy_datarequest",
    found=_readable,
    marks="opened_data_requests",
    sealed_as="privacy.receipt",
    page="portal:data_request_receipt",
    since="entered_at",
)
