"""Whose of the cast a deed is, as the cast was made: what the table of moves is held against."""

from huiyin.matters.models import Matter
from huiyin.matters.models.matter import UNDER
from huiyin.matters.rules.capacity import HOLDS
from huiyin.matters.rules.move import Who
from huiyin.matters.rules.table import MOVES
from huiyin.orgs.models import Official
from tests.world import AT

# Who of the cast that is, for a matter of the township's that the building office leads; before it is routed, nobody leads.
CAST = ("chen", "liu", "he", "gao", "ma", "sun", "qian", "xia", "yu")
HOLDERS: dict[Who, set[str]] = {
    Who.HANDLER: {"he"},
    Who.LEAD_HEAD: {"gao", "ma"},
    Who.BRINGER: set(),  # the three of `BRINGING`
    Who.HOLDER_DESK: {"liu", "sun"},
    Who.INTAKE_OVERSEER: {"liu", "ma", "sun"},
    Who.INTAKE_DESK: {"liu", "sun", "xia"},
    Who.OUTSIDE_CALLER: {"liu", "ma", "sun", "xia"},
    Who.ASKED_ABOVE: {"yu"},
    Who.ASKED: {"yu"},
    Who.COMMON_HEAD: {"ma"},
    Who.STAFF: set(),  # whoever may see it
    Who.REVIEWER: {"sun"},
}
BRINGING = (Who.HANDLER, Who.LEAD_HEAD, Who.INTAKE_DESK)


def people() -> dict[str, Official]:
    """The cast by name."""
    found = {one.username: one for one in Official.objects.filter(username__in=CAST)}
    return {name: found[name] for name in CAST}


class Holders:
    """Whose a matter is as it stands, as the cast was made; each capacity is looked at once."""

    def __init__(self, matter: Matter, cast: dict[str, Official]) -> None:
        self.matter, self.cast = matter, cast
        self._held: dict[Who, set[str]] = {}

    def capable(self, deed: str) -> set[str]:
        """Who of the cast has the capacity for a deed, in whatever state."""
        whose = {who for move in MOVES if move.deed == deed for who in move.who if who in HOLDS}
        return {name for who in whose for name in self.held(who)}

    def held(self, who: Who) -> set[str]:
        """The names of those whose it is."""
        if who not in self._held:
            self._held[who] = self._look(who)
        return self._held[who]

    def _look(self, who: Who) -> set[str]:
        matter = self.matter
        if who == Who.STAFF:
            seen = Matter.objects.filter(pk=matter.pk)
            return {name for name, one in self.cast.items() if seen.visible_to(one, AT).exists()}
        if who == Who.BRINGER:
            return {name for one in BRINGING for name in self.held(one)}
        if who == Who.ASKED and not matter.sub_tasks.open().exists():
            return set()
        if who == Who.ASKED_ABOVE and not matter.sub_tasks.open().filter(kind="upward").exists():
            return set()
        if who == Who.REVIEWER and matter.state not in UNDER:
            return set()
        if matter.state in UNDER and who in (Who.HOLDER_DESK, Who.COMMON_HEAD):
            return {"sun"} if who == Who.HOLDER_DESK else set()  # the county holds it
        led = who in (Who.LEAD_HEAD, Who.COMMON_HEAD)
        if (led and matter.lead_unit is None) or (who == Who.HANDLER and matter.handler is None):
            return set()
        if who == Who.COMMON_HEAD and matter.holding_unit_id == matter.lead_unit_id:
            return HOLDERS[Who.LEAD_HEAD]  # accepted: the unit in the lead holds it itself
        return HOLDERS[who]
