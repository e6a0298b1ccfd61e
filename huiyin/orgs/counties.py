"""Which county a command means: the one named, or the only one that can be meant."""

from django.utils.translation import gettext as _

from huiyin.audit.scope import county_scope
from huiyin.lib.refusal import Refused
from huiyin.orgs.models import County, Unit
from huiyin.ui.listing import in_line


def county_of_unit(code: str, slug: str | None) -> County:
    """The county named, or the only one with a living unit of that code."""
    if slug:
        return county_named(slug)
    found = []
    for county in County.objects.all():
        with county_scope(county.pk):
            if Unit.objects.filter(code=code, valid_to=None).exists():
                found.append(county)
    if len(found) == 1:
        return found[0]
    if found:
        names = in_line(county.slug for county in found)
        raise Refused(
            _("Several counties have a unit with the code “%(code)s”: %(names)s.")
            % {"code": code, "names": names}
        )
    raise Refused(_("There is no unit with the code “%(code)s”.") % {"code": code})


def county_named(slug: str) -> County:
    """The county of that short address; refuses, naming those there are."""
    county = County.objects.filter(slug=slug).first()
    if county is None:
        names = in_line(County.objects.values_list("slug", flat=True)) or "—"
        raise Refused(
            _("There is no county “%(slug)s”; there are: %(names)s.") % {"slug": slug, "names": names}
        )
    return county


def county_asked(slug: str | None) -> County:
    """The county named, or the only one there is."""
    if slug:
        return county_named(slug)
    found = list(County.objects.all()[:2])
    if len(found) != 1:
        names = in_line(County.objects.values_list("slug", flat=True)) or "—"
        raise Refused(_("Please name the county with --county; there are: %(names)s.") % {"names": names})
    return found[0]
