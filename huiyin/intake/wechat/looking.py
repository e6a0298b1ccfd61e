"""How a matter stands, asked by WeChat with number and code: as on the public page, also in what slows down who guesses."""

from datetime import datetime

from django.utils.translation import gettext as _

from huiyin.intake.wechat.sentences import asking
from huiyin.matters import sentences
from huiyin.matters.doors import MATTERS, followed
from huiyin.orgs.calendar import local_day
from huiyin.orgs.models import County
from huiyin.orgs.trying import not_together, tried_before


def looked_up(reference: str, code: str, *, openid: str, county: County, at: datetime) -> str:
    """Where it stands and where the rest is read, not what was answered; wrong number and wrong code are told alike."""
    from_here = f"wechat:{openid}"
    pair = f"{reference}:{code}" if reference and code else from_here  # what is no pair slows nobody else
    tried = tried_before(pair, from_here, at)
    if tried.left:
        return not_together(tried.left)
    found = MATTERS.by_code(reference, code)
    if found is None:
        tried.note()
        return not_together(0)
    main = followed(found)
    rated = None if main.pk == found.pk else found.rated_at is not None
    told = {
        "reference": found.reference,
        "standing": sentences.standing(main, local_day(at, county), rated=rated),
        "link": asking(county, found.reference),
    }
    return _("Number %(reference)s. %(standing)s\nMore is read here: %(link)s") % told
