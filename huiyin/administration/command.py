"""`huiyin administrator`, `huiyin slip`, `huiyin unlock`: what no administrator may do alone in the browser (ADR 17)."""

import argparse

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiyin.administration import divisions, letting
from huiyin.audit.scope import county_scope, login_door
from huiyin.lib.refusal import Refused
from huiyin.orgs.accounts import back_in_use
from huiyin.orgs.administrators import name_administrator
from huiyin.orgs.models import County, Official
from huiyin.orgs.slips import Given, give_slip
from huiyin.ui.listing import in_line


def name(args: argparse.Namespace) -> int:
    """Say which duties of administration somebody carries; whoever now carries one gets a new way in.

    What they came in with before ends with it: somebody else may have read it.
    """
    official, at = _of(args.login), timezone.now()
    with county_scope(official.county.pk), transaction.atomic():
        by = "command:administrator"
        name_administrator(official=official, duties=args.duties, by=by, at=at)
        given = give_slip(official=official, by=by, at=at) if args.duties else None
    labels = [str(Official.Administers(duty).label) for duty in official.administers]
    words = _("%(login)s: %(duties)s.") if labels else _("%(login)s administers nothing any more.")
    print(words % {"login": official.username, "duties": in_line(labels)})
    if given:
        _show(given)
    return 0


def slip(args: argparse.Namespace) -> int:
    """A new way in for anybody, administrators too."""
    official = _of(args.login)
    with county_scope(official.county.pk):
        _show(letting.give(official=official, by="command:slip", at=timezone.now()))
    return 0


def unlock(args: argparse.Namespace) -> int:
    """A locked account is in use again."""
    official = _of(args.login)
    with county_scope(official.county.pk):
        back_in_use(official=official, by="command:unlock", at=timezone.now())
    print(_("%(login)s is in use again.") % {"login": official.username})
    return 0


def places(args: argparse.Namespace) -> int:
    """Every township and village of the county that has just begun (`slug`), from the list of divisions."""
    county, at = County.objects.get(slug=args.slug), timezone.now()
    with county_scope(county.pk):
        every = divisions.offered(county)
        if not every:
            words = _(
                "There is nothing under the code %(code)s in the list of divisions; no unit was entered."
            )
            raise Refused(words % {"code": county.division_code})
        codes = [one.code for town in every for one in town.places]
        since = min(county.started_on, county.day_of(at))
        divisions.enter_divisions(
            chosen=every, codes=codes, valid_from=since, by="command:found", county=county, at=at
        )
    print(
        _("Townships and streets: %(towns)d; villages and communities: %(places)d.")
        % {"towns": len(every), "places": len(codes)}
    )
    return 0


def _of(login: str) -> Official:
    with login_door():
        official: Official | None = Official.objects.filter(username=login.strip().casefold()).first()
    if official is None:
        raise Refused(_("There is no official with the login name “%(login)s”.") % {"login": login})
    return official


def _show(given: Given) -> None:
    """Once: nobody can read the code again."""
    official = given.slip.official
    print(_("To come in at %(address)s:") % {"address": f"/c/{official.county.slug}/come-in/"})
    facts = {
        "login": official.username,
        "code": given.code,
        "day": date_format(official.county.day_of(given.slip.expires_at), "DATE_FORMAT"),
    }
    print("  " + _("%(login)s: %(code)s (until %(day)s)") % facts)
