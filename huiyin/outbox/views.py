"""The page of what leaves the house, for who looks after the system; and where a resident says “no more mail”."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.orgs.administrators import SYSTEM
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import PublicRequest, StaffRequest, administration, keep_private, public, staff_deed
from huiyin.outbox import actions, rules
from huiyin.outbox.forms import HowToldForm, MailboxForm
from huiyin.outbox.models import Outgoing, how_told, mailbox_kept
from huiyin.outbox.wording import behind
from huiyin.people.actions import stop_word
from huiyin.ui import keyset
from huiyin.ui.address import choices, chosen
from huiyin.ui.deeds import DeedPage, posted
from huiyin.ui.forms import DeedForm

TITLE = _("Mail")
LISTS = {"": _("Everything"), "waiting": _("Waits"), "given_up": _("Not sent")}
MAILBOX = DeedPage(
    _("Mailbox of the county"),
    MailboxForm,
    actions.keep_mailbox,
    _("Kept; mail leaves by it from now on."),
    _("Keep this mailbox"),
    lead=_("By this account residents who gave an address hear that there is an answer; never what it says."),
)
TRIAL = DeedPage(
    _("Send a trial to this mailbox"),
    DeedForm,
    actions.try_mailbox,
    _("The trial leaves within a minute; how it went stands here then."),
    lead=_("It goes to the mailbox's own address, the way of every message."),
)
AGAIN = DeedPage(
    _("Send again"),
    DeedForm,
    actions.send_again,
    _("It is tried again."),
    lead=_("It is tried from the beginning, under the same number."),
)


MINE = DeedPage(
    _("Notices by mail"),
    HowToldForm,
    actions.choose,
    _("Kept."),
    _("Keep this"),
    lead=_(
        "Once each working day a mail says how many notices wait on your desk, if any do; what they tell stands on the "
        "desk only."
    ),
)


@staff_deed
def mine(request: StaffRequest) -> HttpResponse:
    """Where an official is told besides the desk."""
    form = MINE.form(posted(request), initial={"email": how_told(request.user)})
    return deed_page(request, MINE, form, (reverse("notices"), _("Notices")))


@require_safe
@administration(SYSTEM)
def listed(request: StaffRequest) -> HttpResponse:
    """Each message that left or is to leave, the newest first: no address, and nothing of what it is about."""
    lists = {code: str(words) for code, words in LISTS.items()}
    state = chosen(request, "state", lists, "")
    rows = Outgoing.objects.visible_to(request.user)
    if state:
        rows = rows.filter(state=state)
    page = keyset.page(rows, request, "-pk", size=50)
    context = {
        "title": TITLE,
        "box": mailbox_kept(),
        "lists": choices(request, "state", lists, state),
        "lines": [_line(row) for row in page.rows],
        **page.links,
    }
    return render(request, "outbox/outbox.html", context)


def _line(row: Outgoing) -> dict[str, Any]:
    can = rules.objection_to_sending_again(row.state, row.reason) is None
    return {
        "row": row,
        "transport": rules.TRANSPORTS[row.transport],
        "kind": rules.KINDS[row.kind],
        "reason": rules.REASONS.get(row.reason, ""),
        "again": reverse("outbox:again", args=[row.pk]) if can else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def mailbox(request: StaffRequest) -> HttpResponse:
    """Which account the county sends by."""
    form = MAILBOX.form(posted(request), initial=MailboxForm.initial_of(mailbox_kept()))
    return deed_page(request, MAILBOX, form, (reverse("outbox:list"), TITLE))


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def trial(request: StaffRequest) -> HttpResponse:
    """Send the mailbox a message of its own."""
    return deed_page(request, TRIAL, TRIAL.form(posted(request)), (reverse("outbox:list"), TITLE))


@require_http_methods(["GET", "HEAD", "POST"])
@administration(SYSTEM)
def again(request: StaffRequest, outgoing: int) -> HttpResponse:
    """Try once more what was given up."""
    row = get_object_or_404(Outgoing.objects.visible_to(request.user), pk=outgoing)
    back = (reverse("outbox:list"), TITLE)
    return deed_page(request, AGAIN, AGAIN.form(posted(request)), back, outgoing=row)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def stop(request: PublicRequest, token: str) -> HttpResponse:
    """“No more mail”: shown first, since programs open links too; done with a button."""
    resident = behind(token)
    if resident is None:
        raise Http404
    if request.method == "POST":
        stop_word(resident=resident, at=request.at)
        messages.success(request, _("Your address is deleted here; no more mail comes."))
        return keep_private(redirect(request.path))
    context = {"county": request.county, "is_kept": bool(resident.email)}
    return keep_private(render(request, "outbox/stop.html", context))
