"""The deeds of matters, by the noun in their address: what each asks for, what does it, and what its page says."""

from collections.abc import Mapping

from huiyin.matters.deeds.asking import SUPPLEMENT
from huiyin.matters.deeds.calling import CALLING
from huiyin.matters.deeds.delivery import DELIVERY
from huiyin.matters.deeds.handling import HANDLING
from huiyin.matters.deeds.merging import MERGING
from huiyin.matters.deeds.parts import ASKING
from huiyin.matters.deeds.procedures import PROCEDURES
from huiyin.matters.deeds.record import RECORD
from huiyin.matters.deeds.recusing import RECUSING
from huiyin.matters.deeds.reply import REPLY
from huiyin.matters.deeds.reviewing import REVIEWING
from huiyin.matters.deeds.routing import ROUTING
from huiyin.matters.deeds.sealing import SEALING
from huiyin.matters.deeds.time import TIME
from huiyin.matters.deeds.units import UNITS
from huiyin.matters.deeds.urgent import URGENT
from huiyin.matters.deeds.ways_out import WAYS_OUT
from huiyin.ui.deeds import DeedPage

DEEDS: Mapping[str, DeedPage] = {
    **ROUTING,
    **SUPPLEMENT,
    **UNITS,
    **HANDLING,
    **REPLY,
    **DELIVERY,
    **CALLING,
    **TIME,
    **MERGING,
    **ASKING,
    **PROCEDURES,
    **REVIEWING,
    **WAYS_OUT,
    **URGENT,
    **RECORD,
    **RECUSING,
    **SEALING,
}
NOUNS = {page.deed: noun for noun, page in DEEDS.items()}
