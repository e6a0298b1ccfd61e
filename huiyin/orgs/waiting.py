"""How long somebody waits after wrong pairs: a little more each time, never for good."""

from datetime import timedelta

from huiyin.orgs.limits import Slowing

# Five wrong pairs cost nothing: people misread their own handwriting.
GUESSING = Slowing(free=5, within=timedelta(minutes=15), first=5, longest=60)
