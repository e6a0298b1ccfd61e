"""Where a message leads: to where number and code of a matter are asked for; and what fills the gaps of its words."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from huiyin.lib.reference import brief
from huiyin.orgs.models import County
from huiyin.outbox.gaps import COUNTY, LINK, NUMBER, PHONE
from huiyin.outbox.rules import SMS


def link(transport: str, reference: str, county: County) -> str:
    """With the number filled in; in an SMS as short as it can be."""
    if transport == SMS:
        there = reverse("portal:brief_link", kwargs={"county": county.slug, "brief": brief(reference)})
        return settings.HUIYIN_ADDRESS + there
    there = reverse("portal:ask", kwargs={"county": county.slug})
    return f"{settings.HUIYIN_ADDRESS}{there}?{urlencode({'ref': reference})}"


def facts_of(transport: str, reference: str, county: County) -> dict[str, str]:
    """Number, link, county and its telephone: nothing else comes into a message."""
    return {
        NUMBER: reference,
        LINK: link(transport, reference, county),
        COUNTY: county.name,
        PHONE: county.phone,
    }
