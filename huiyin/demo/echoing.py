"""Telling people in the demo what became of what was kept as a suggestion or noted."""

from datetime import date, datetime, time, timedelta

from huiyin.contacts.actions import tell_echo
from huiyin.contacts.models import Echo
from huiyin.demo import texts
from huiyin.demo.days import Days, Life

HOUR = time(16, 40)
AFTER = timedelta(days=12)  # from the contact, as a rule with the next visit or call
LEFT = 11  # of so many, one is told late or not at all
HOWS = ("face", "phone", "face", "meeting")


def tell_back(days: Days, first: date) -> Life:
    """In the afternoon of each working day those are told whose contact lies so long back."""
    words = texts.notes()["echoes"]
    day = days.calendar.next_working(first)
    while True:
        at = datetime.combine(day, HOUR, tzinfo=days.zone)
        yield at
        found = Echo.objects.open().filter(contact__held_on__lte=day - AFTER, official__is_active=True)
        for echo in found.select_related("contact", "official"):
            if echo.pk % LEFT:
                said = {"words": words[echo.pk % len(words)], "told_how": HOWS[echo.pk % len(HOWS)]}
                tell_echo(echo=echo, told_on=day, version=echo.version, by=echo.official, at=at, **said)
        day = days.calendar.next_working(day + timedelta(days=1))
