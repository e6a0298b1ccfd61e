"""An account up the line as a paper."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from huiyin.accounts import papers, snapshots
from huiyin.accounts.models import Account
from huiyin.accounts.rows import shown
from huiyin.orgs.doors import StaffRequest, staff
from huiyin.orgs.taking import file_name, taken


@require_safe
@staff
def account(request: StaffRequest, ref: str) -> HttpResponse:
    """The frozen account as docx (or the draft, which says so); that it was taken is on record."""
    seen = Account.objects.visible_to(request.user, request.at)
    seen = seen.select_related("official", "unit", "charter", "assignment__household").defer("charter__text")
    account = get_object_or_404(seen, reference=ref)
    said = account.frozen or snapshots.taken(account, county=request.county, at=request.at)
    content = papers.document(
        account, shown(said, request.user, request.at), request.county, request.user, request.at
    )
    return taken(
        request,
        content,
        file_name(account.get_kind_display(), account.reference),
        on=account.reference,
        of=account.unit,
    )
