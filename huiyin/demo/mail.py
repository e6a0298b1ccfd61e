"""Sealed mail of the demo, once it is there: a reader whose key nobody keeps, two reports, one of them handed over.

Only the owner of the database can enter a reader, so this is a step of its own after the loading.
"""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.db import transaction

from huiyin.audit.scope import county_scope
from huiyin.demo import texts
from huiyin.demo.founding import BY
from huiyin.lib import envelope
from huiyin.orgs import actions as orgs
from huiyin.orgs.calendar import calendar, local_day
from huiyin.orgs.models import County, Official, Post
from huiyin.orgs.tree import county_desk
from huiyin.sealed import actions
from huiyin.sealed.letter import Letter
from huiyin.sealed.models import Recipient

CLERK = "chen"  # who looks at what comes in also carries what is shut


@transaction.atomic
def seal_mail(*, at: datetime) -> None:
    """Once in each demo county."""
    county = County.objects.filter(is_demo=True).first()
    if county is None:
        return
    with county_scope(county.pk):
        if Recipient.objects.exists():
            return
        said, clerk = texts.ready()["report"], Official.objects.get(username=CLERK)
        day = calendar().before(local_day(at, county), 3)
        began = datetime.combine(day, at.astimezone(county.zone).time(), tzinfo=county.zone)
        post = Post.objects.create(
            unit=county_desk(), title=said["clerk"], capacities=["sealed_clerk"], valid_from=day
        )
        orgs.appoint(official=clerk, post=post, from_on=day, by=BY, at=began)
        _private, public = envelope.make_pair(token_urlsafe(24))
        actions.enter_recipient(
            organ=said["organ"], phone=said["phone"], public_key=public, county=county, at=began
        )
        later = began + timedelta(hours=1)
        first = actions.receive(letter=Letter(said["words"], later), county=county, at=later)
        actions.hand_over(
            report=first,
            receipt=said["receipt"],
            version=first.version,
            by=clerk,
            at=later + timedelta(hours=2),
        )
        last = at - timedelta(hours=2)
        actions.receive(letter=Letter(said["again"], last), county=county, at=last)
