"""The way to the demo county for the commands: is it there, load it, its logins in lines."""

from django.utils import timezone

from huiyin import demo
from huiyin.demo import mail
from huiyin.orgs.models import County

THERE, OTHER, NOTHING = 0, 1, 3


def state() -> int:
    """THERE: a demo county exists. OTHER: counties, none of them a demo. NOTHING: no county yet."""
    if demo.exists():
        return THERE
    return OTHER if County.objects.exists() else NOTHING


def load() -> None:
    """Load the demo county as of now; all of it or nothing."""
    demo.load(at=timezone.now())


def seal_mail() -> None:
    """The sealed mail of a demo county; as the owner of the database, who alone enters its reader."""
    mail.seal_mail(at=timezone.now())


def logins() -> list[str]:
    """One line for each demo login and what it is good for; none without a demo."""
    if state() != THERE:
        return []
    lines = []
    for one in demo.logins():
        lines.append(f"  {one.username:<8}{one.password}  {one.name}, {one.post}: {one.good_for}")
    return lines
