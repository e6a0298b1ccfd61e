"""An account as its echo line: drafted, handed in, taken in; with who holds it and the days used."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiyin.accounts.models import Account
from huiyin.orgs.calendar import calendar
from huiyin.ui.echo import EchoLine, Stage, State, Tone, short_day


def line_of(account: Account, today: date) -> EchoLine:
    """The line of an account that came with `for_lists()`; no query."""
    drafted, sent, taken = (_day(at) for at in (account.drafted_at, account.as_of, account.decided_at))
    is_in = account.as_of is not None
    stages = [
        Stage(pgettext("stage of a report", "Drafted"), drafted, "done"),
        Stage(pgettext("stage of a report", "Handed in"), sent or account.due_on, "done" if is_in else "now"),
    ]
    if account.state == Account.State.RETURNED:
        stages.append(Stage(pgettext("stage of a report", "Sent back"), taken, "done"))
    elif account.to_unit_id is not None and account.kind != Account.Kind.SHEET:
        state: State = "done" if account.state == Account.State.ACCEPTED else "now" if is_in else "todo"
        stages.append(Stage(pgettext("stage of a report", "Taken in"), taken, state))
    days, tone = calendar(), _tone(account, today)
    return EchoLine(
        stages=tuple(stages),
        holder=_holder(account),
        used=max(0, days.between(account.last, today)) if account.is_open else None,
        given=days.between(account.last, account.due_on) if account.is_open else None,
        unit=_("working days"),
        next_words=_next(account),
        tone=tone,
        word=account.get_state_display() if tone == "done" else "",
    )


def _day(moment) -> date | None:  # type: ignore[no-untyped-def]
    return timezone.localtime(moment).date() if moment else None


def _holder(account: Account) -> str:
    if account.state == Account.State.SUBMITTED and account.to_unit is not None:
        return account.to_unit.short_name
    return account.whose


def _next(account: Account) -> str:
    match account.state:
        case Account.State.DRAFTED:
            return _("To be handed in by %(day)s") % {"day": short_day(account.due_on)}
        case Account.State.CONFIRMED:
            return _("Confirmed, to be handed in by %(day)s") % {"day": short_day(account.due_on)}
        case Account.State.SUBMITTED if account.to_unit_id is not None and account.kind != Account.Kind.SHEET:
            return _("Waiting to be taken in")
        case Account.State.RETURNED | Account.State.RESTATED:
            return _("A newer version goes on")
    return ""


def _tone(account: Account, today: date) -> Tone:
    if not account.is_open:
        return "done"
    if account.due_on < today:
        return "overdue"
    soon = int(account.charter.charter.figure("keeping.account_soon_wd").value)
    return "soon" if calendar().between(today, account.due_on) <= soon else "calm"
