"""The page of what leaves the house, for who looks after the system; and where a resident says “no more mail”."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.lib.reference import whole
from huiyin.orgs.administrators import SYSTEM
from huiyin.orgs.deeds import deed_page
from huiyin.orgs.doors import PublicRequest, StaffRequest, administration, keep_private, public, staff_deed
from huiyin.outbox import actions, rules
from huiyin.outbox.carrying import in_use
from huiyin.outbox.forms import HowToldForm, MailboxForm
from huiyin.outbox.models import Outgoing, gateway_kept, how_told, mailbox_kept
from huiyin.outbox.wechat.models import wechat_in_use
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
    _("Notices besides the desk"),
    HowToldForm,
    actions.choose,
    _("Kept."),
    _("Keep this"),
    lead=_(
        "Once each working day a message says how many notices wait on your desk, if any do; what they tell stands on the "
        "desk only."
    ),
)


@staff_deed
def mine(request: StaffRequest) -> HttpResponse:
    """How an official is told besides the desk."""
    kept = how_told(request.user)
    first = {"told_by": kept.told_by, "email": kept.email, "mobile": kept.mobile}
    form = HowToldForm(posted(request), initial=first, offered=in_use())
    return deed_page(request, MINE, form, (reverse("notices"), _("Notices")))


@dataclass(frozen=True)
class ListPage:
    """The list of one transport: its title, the buttons above it, and what stands there while it is on, or is not."""

    title: Any
    lead: Any
    tools: tuple[tuple[str, Any], ...]
    stands: Callable[[], str]
    trial: tuple[str, Any]
    off: Any


def _mail_stands() -> str:
    box = mailbox_kept()
    if box is None or not box.is_on:
        return ""
    return gettext("Mail leaves as %(sender)s by %(host)s.") % {"sender": box.sender, "host": box.host}


def _sms_stands() -> str:
    kept = gateway_kept()
    if kept is None or not kept.is_on:
        return ""
    return gettext("SMS leave signed %(sign)s by %(address)s.") % {"sign": kept.sign, "address": kept.address}


def _wechat_stands() -> str:
    kept = wechat_in_use()
    return gettext("Messages leave by the account %(appid)s.") % {"appid": kept.appid} if kept else ""


OF_MAIL = ListPage(
    TITLE,
    _(
        "Who gave an address hears that a matter has come in, that something is asked, and that there is an answer. Neither "
        "what was said nor the address stands here."
    ),
    (
        ("outbox:mailbox", MAILBOX.title),
        ("letters:box", _("Letterbox of the county")),
        ("outbox:words", _("Words of the messages")),
    ),
    _mail_stands,
    ("outbox:trial", TRIAL.title),
    _("No mail is sent: the mailbox is not switched on."),
)
OF_SMS = ListPage(
    _("SMS"),
    _(
        "Who chose it hears by SMS that a matter has come in, that something is asked, and that there is an answer. Neither "
        "what was said nor the number stands here."
    ),
    (("outbox:gateway", _("SMS gateway of the county")), ("outbox:words", _("Words of the messages"))),
    _sms_stands,
    ("outbox:sms_trial", _("Send a trial to the number for trials")),
    _("No SMS is sent: the gateway is not switched on."),
)
OF_WECHAT = ListPage(
    _("Messages by WeChat"),
    _(
        "Who wrote by WeChat hears there that something is asked, and that there is an answer. Neither what was said nor "
        "who it is stands here."
    ),
    (("wechat:account", _("WeChat official account")),),
    _wechat_stands,
    ("wechat:trial", _("Try whether WeChat lets us in")),
    _("Nothing is sent by WeChat: the account is not switched on."),
)
LISTED = {
    rules.MAIL: ("outbox:list", OF_MAIL),
    rules.SMS: ("outbox:sms", OF_SMS),
    rules.WECHAT: ("outbox:wechat", OF_WECHAT),
}


@require_safe
@administration(SYSTEM)
def listed(request: StaffRequest) -> HttpResponse:
    """Each mail that left or is to leave."""
    return _list(request, rules.MAIL)


@require_safe
@administration(SYSTEM)
def sms(request: StaffRequest) -> HttpResponse:
    """Each SMS that left or is to leave."""
    return _list(request, rules.SMS)


@require_safe
@administration(SYSTEM)
def wechat(request: StaffRequest) -> HttpResponse:
    """Each message by WeChat that left or is to leave."""
    return _list(request, rules.WECHAT)


def _list(request: StaffRequest, transport: str) -> HttpResponse:
    """Each message of a transport, the newest first: no address, and nothing of what it is about."""
    lists = {code: str(words) for code, words in LISTS.items()}
    state = chosen(request, "state", lists, "")
    rows = Outgoing.objects.visible_to(request.user).filter(transport=transport)
    if state:
        rows = rows.filter(state=state)
    page = keyset.page(rows, request, "-pk", size=50)
    _address, shown = LISTED[transport]
    context = {
        "title": shown.title,
        "page": shown,
        "tools": [(reverse(name), words) for name, words in shown.tools],
        "stands": shown.stands(),
        "trial": (reverse(shown.trial[0]), shown.trial[1]),
        "lists": choices(request, "state", lists, state),
        "lines": [_line(row) for row in page.rows],
        **page.links,
    }
    return render(request, "outbox/outbox.html", context)


def _line(row: Outgoing) -> dict[str, Any]:
    can = rules.objection_to_sending_again(row.state, row.reason) is None
    return {
        "row": row,
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
    address, shown = LISTED[row.transport]
    back = (reverse(address), shown.title)
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
        messages.success(request, _("Kept: no more mail, SMS or WeChat message comes."))
        return keep_private(redirect(request.path))
    context = {"county": request.county, "is_kept": bool(resident.email or resident.told_by)}
    return keep_private(render(request, "outbox/stop.html", context))


@require_safe
@public
def brief_link(request: PublicRequest, brief: str) -> HttpResponse:
    """The short address of an SMS: to where number and code are asked for, with the number filled in if it is one."""
    found = whole(brief, request.county.prefix)
    there = reverse("portal:ask", kwargs={"county": request.county.slug})
    return keep_private(redirect(f"{there}?{urlencode({'ref': str(found)})}" if found else there))
