"""What the administrators of the demo county did last: a new colleague with a slip, a locked account, a system let in."""

from datetime import datetime, timedelta

from huiyin.administration.actions import let_in
from huiyin.api.actions import enter_system
from huiyin.api.models import System
from huiyin.demo import texts
from huiyin.demo.cast import ADMINISTRATORS
from huiyin.demo.founding import Realm
from huiyin.orgs import accounts
from huiyin.orgs.models import Official


def enter_newcomers(realm: Realm, at: datetime) -> None:
    """Each entered by one administrator and let in, or locked, by another."""
    system, security = (
        Official.objects.select_related("county").get(username=ADMINISTRATORS[duty].username)
        for duty in ("system", "security")
    )
    for n, row in enumerate(texts.county()["newcomer"]):
        words = {"login": row["login"], "name": row["name"], "phone": f"0990-{1000580 + n}"}
        new = accounts.enter_official(by=system, at=at, **words)
        if "locked" in row:
            accounts.lock(official=new, reason=row["locked"], by=security, at=at)
            continue
        first = realm.county.day_of(at) - timedelta(days=1)
        unit = realm.units[row["at"]]
        accounts.give_post(
            official=new, unit=unit, title=row["title"], role="", from_on=first, by=system, at=at
        )
        let_in(official=new, by=security, at=at)


def let_systems_in(at: datetime) -> None:
    """Systems that hand matters in and follow them; none has a key yet."""
    security = Official.objects.select_related("county").get(username=ADMINISTRATORS["security"].username)
    may = (System.Scope.LODGE, System.Scope.OWN)
    for row in texts.county()["system"]:
        enter_system(**row, scopes=may, unit=None, per_minute=60, by=security, at=at)
