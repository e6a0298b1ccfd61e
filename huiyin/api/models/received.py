"""What a system handed in, by its own number: so that the same, sent twice, makes one matter."""

from django.db import models

from huiyin.api.models.system import System
from huiyin.audit.digests import DigestField
from huiyin.orgs.models import Scoped


class Received(Scoped):
    """A number of a system, and a fingerprint of what came under it; both keyed, the matter keeps the number itself."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = DigestField()
    digest = DigestField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "number"], name="number_of_a_system_once")]

    PERSONAL = {"number": "blind index", "digest": "blind index"}

    def __str__(self) -> str:
        return f"received {self.at:%Y-%m-%d %H:%M}"
