"""`huiyin password LOGIN`: an official's first or new password, typed twice, from the console only."""

import argparse
import getpass
import sys

from django.utils import timezone
from django.utils.translation import gettext as _

from huiyin.audit.scope import county_scope, login_door
from huiyin.lib.refusal import Refused
from huiyin.orgs.many import PASSWORD_LEAST, set_password
from huiyin.orgs.models import Official

BY = "command:password"


def command(args: argparse.Namespace) -> int:
    """Ask twice, then keep it; refuses an unknown login name, two different words, fewer than ten characters."""
    with login_door():
        official = Official.objects.filter(username=args.login).first()
    if official is None:
        raise Refused(_("There is no official with the login name “%(login)s”.") % {"login": args.login})
    asked = _("New password for %(login)s (at least %(n)d characters): ") % {
        "login": args.login,
        "n": PASSWORD_LEAST,
    }
    first = typed_twice(asked)
    with county_scope(official.county_id):
        set_password(official=official, password=first, by=BY, at=timezone.now())
    print(_("The password of %(login)s is set.") % {"login": args.login})
    return 0


def typed_twice(question: str) -> str:
    """A password, asked for twice; refuses two that differ."""
    first, second = _ask(question), _ask(_("The same once more: "))
    if first != second:
        raise Refused(_("The two were not the same; nothing was changed."))
    return first


def _ask(words: str) -> str:
    """Typed without being shown; read as a line where there is no keyboard (a script)."""
    return getpass.getpass(words) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
