"""`huiyin found`: a county begins, from the console; what was not given is asked for, one question a line."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.lib.charter import BASE, shipped
from huiyin.lib.refusal import Refused
from huiyin.orgs.command import typed_twice
from huiyin.orgs.founding import LOGINS, Beginning, Founded, found
from huiyin.orgs.founding_door import address
from huiyin.orgs.many import PASSWORD_LEAST

BY = "command:found"

ASKED: dict[str, Any] = {
    "name": gettext_lazy("Name of the county, as it stands on letters"),
    "slug": gettext_lazy("Short name in addresses (small letters, such as qinghe)"),
    "prefix": gettext_lazy("Letters that begin every number (two to four capital letters, such as QH)"),
    "division_code": gettext_lazy("Statistical code of the county (six digits)"),
    "phone": gettext_lazy("Telephone number for the public"),
    "started_on": gettext_lazy("First day (such as 2026-12-01); nothing is due for the time before"),
    "local_basis": gettext_lazy(
        "The county's own document on which its periods rest: title, number, day (may stay empty and be entered later; what "
        "comes in before keeps “name still to be filled in”)"
    ),
    "official": gettext_lazy("Name of the official who brings in all others"),
    "login": gettext_lazy("Their login name (letters and digits)"),
    "post": gettext_lazy("Their post, as it is called"),
    "system_name": gettext_lazy("System administrator (units, posts, officials, charter, calendar): name"),
    "system_login": gettext_lazy("Login name of the system administrator, who holds no post"),
    "security_name": gettext_lazy("Security administrator (capacities, locks, slips to come in with): name"),
    "security_login": gettext_lazy("Login name of the security administrator"),
    "audit_name": gettext_lazy("Audit administrator (reads what the other two did, and nothing else): name"),
    "audit_login": gettext_lazy("Login name of the audit administrator"),
}


def command(args: argparse.Namespace) -> int:
    """Ask, found, and say what comes next; refuses with one sentence and leaves nothing behind."""
    given: dict[str, Any] = {name: getattr(args, name) or _line(str(words)) for name, words in ASKED.items()}
    small = {name: given[name].casefold() for name in LOGINS}
    own = {"is_own_code": getattr(args, "own_code", False), "paper_name": getattr(args, "paper_name", "")}
    new = Beginning(**given | {"started_on": _day(given["started_on"])} | small | own)
    begun = found(
        new=new,
        charter=_charter(args.charter or shipped()[BASE]),
        password=_password(new.login),
        by=BY,
        at=timezone.now(),
    )
    args.slug = new.slug  # what is asked for besides is about this county
    print(_("%(county)s has begun.") % {"county": new.name})
    for line in (*_next(new), *_slips(begun)):
        print("  " + line)
    return 0


def show_door(_args: argparse.Namespace) -> int:
    """The address of the pages that do the same in the browser, for a day and for one county."""
    print(_("To found a county in the browser, within a day, once:"))
    print("  " + settings.HUIYIN_ADDRESS + address(timezone.now()))
    return 0


def _slips(begun: Founded) -> Iterator[str]:
    """For each administrator the way in, shown this once."""
    here = f"/c/{begun.county.slug}/come-in/"
    yield _("The administrators come in at %(address)s, each with a name and a code used once:") % {
        "address": here
    }
    for given in begun.slips:
        facts = {
            "login": given.slip.official.username,
            "code": given.code,
            "day": date_format(begun.county.day_of(given.slip.expires_at), "DATE_FORMAT"),
        }
        yield "  " + _("%(login)s: %(code)s (until %(day)s)") % facts


def _next(new: Beginning) -> tuple[str, ...]:
    facts = {"slug": new.slug, "login": new.login}
    return (
        _("Sign in as %(login)s; another password is asked for first.") % facts,
        _(
            "Units: huiyin import template units -o units.xlsx, fill it in, huiyin import units units.xlsx --county %(slug)s"
        )
        % facts,
        _(
            "Then in the same way: officials, households, register. Each can also be brought on the page “Import”."
        ),
        _(
            "Every official comes in with a slip, which the security administrator gives on the page of the account."
        ),
        _("The public pages: /c/%(slug)s/") % facts,
    )


def _charter(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Refused(_("The charter is not a text in UTF-8: %(path)s") % {"path": path}) from None


def _line(question: str) -> str:
    if sys.stdin.isatty():
        return input(f"{question}: ").strip()
    return sys.stdin.readline().strip()


def _password(login: str) -> str:
    facts = {"login": login, "n": PASSWORD_LEAST}
    return typed_twice(_("First password for %(login)s (at least %(n)d characters): ") % facts)


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise Refused(_("“%(word)s” is not a day; please write it as 2026-12-01.") % {"word": word}) from None
