"""The resident's doors to a matter: number and code, the link, the receipt, and the mark they leave."""

from huiyin.matters.models import Matter
from huiyin.matters.models.matter import Matters
from huiyin.orgs.handles import Handles


def _live() -> Matters:
    return Matter.objects.live().for_lists()


MATTERS: Handles[Matter] = Handles(
    table="matters_matter",
    found=_live,
    marks="opened_matters",
    sealed_as="portal.receipt",
    page="portal:receipt",
    since="registered_at",
)


def followed(found: Matter) -> Matter:
    """The matter by which this one is answered: itself, or the one it is merged with."""
    if found.primary_id is None:
        return found
    return Matter.objects.for_lists().get(pk=found.primary_id)
