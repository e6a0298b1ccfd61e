"""What an administration is made of, by noun."""

from huiyin.orgs.models.charter import AdoptedCharter
from huiyin.orgs.models.county import County, OnceToken, Scoped
from huiyin.orgs.models.official import Appointment, Official, Post
from huiyin.orgs.models.secondment import Secondment
from huiyin.orgs.models.unit import Succession, Unit

__all__ = [
    "AdoptedCharter",
    "Appointment",
    "County",
    "Official",
    "OnceToken",
    "Post",
    "Scoped",
    "Secondment",
    "Succession",
    "Unit",
]
