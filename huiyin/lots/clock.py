"""What time does to a draw: the panels that were asked for are worked out, outside any transaction, with progress."""

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from huiyin.audit.scope import county_scope
from huiyin.lots import lottery
from huiyin.lots.actions import lines_of, move, reverse_to
from huiyin.lots.models import Draw, DrawPanels
from huiyin.lots.rules import QUIET, Deed
from huiyin.notices.actions import tell
from huiyin.orgs.models import County

log = logging.getLogger("huiyin.reach")
EVERY = 1.0  # seconds between two notes of how far the work is
State = Draw.State


class Abandoned(Exception):
    """The draw was cancelled, or another clock has taken it up."""


def compute(*, at: datetime) -> int:
    """Work out the panels of one waiting draw of each county; the number of draws finished or found impossible.

    Opens and closes its own scopes, so that its progress is seen and nothing stays locked while it works.
    """
    done = 0
    for county in County.objects.order_by("pk"):
        work = claim(county, at=at)
        if work is not None:
            done += work.carry_out()
    return done


def claim(county: County, *, at: datetime) -> "Work | None":
    """Take up the oldest waiting draw by compare-and-set, also one whose clock has not been heard of for long."""
    with county_scope(county.pk):
        found = Draw.objects.waiting(at - QUIET).first()
        if found is None:
            return None
        mine = secrets.token_hex(16)
        taken = Draw.objects.filter(
            pk=found.pk, state=State.COMPUTING, claim=found.claim, version=found.version
        )
        if not taken.update(claim=mine, beat_at=at, stage="", done=0, total=0):
            return None
        return Work(county, found.pk, mine, at, task_of(found))


def task_of(draw: Draw) -> lottery.Task:
    """What is to be worked out, as plain data."""
    rows = draw.entries.order_by("lot").values_list("values", flat=True)
    return lottery.Task(
        categories=draw.categories,
        values=tuple(tuple(values) for values in rows),
        lines=tuple(lines_of(draw)),
        size=draw.size,
        panels=draw.panels_count,
        seed=draw.seed,
    )


@dataclass
class Work:
    """One draw in the hands of one clock."""

    county: County
    draw: int
    claim: str
    at: datetime
    task: lottery.Task
    began: float = field(default_factory=time.monotonic)
    noted: float = 0.0

    @property
    def now(self) -> datetime:
        """The moment it was taken up and the time since."""
        return self.at + timedelta(seconds=time.monotonic() - self.began)

    def carry_out(self) -> bool:
        """Compute, and keep what came out; whatever goes wrong is kept as a sentence. False when it was taken away."""
        try:
            self._keep(self._outcome())
        except Abandoned:
            return False
        return True

    def _outcome(self) -> Callable[[Draw], None]:
        """The work itself, and what is to be written of it; a failure is said on the page, the log has the rest."""
        try:
            worked = lottery.work_out(self.task, self.tell)
        except lottery.NoPanels as no:
            return self._failing({"code": "no_panels", "reasons": no.reasons, "lines": no.lines or []})
        except Abandoned:
            raise
        except Exception as trouble:
            log.exception("draw %s could not be worked out", self.draw)
            return self._failing({"code": "trouble", "what": type(trouble).__name__})
        return lambda row: self._finish(row, worked)

    def tell(self, stage: str, done: int, total: int) -> None:
        """Note how far it is, at most once a second, in a scope of its own. Raises Abandoned when it is ours no longer."""
        if time.monotonic() - self.noted < EVERY:
            return
        self.noted = time.monotonic()
        with county_scope(self.county.pk):
            mine = Draw.objects.filter(pk=self.draw, state=State.COMPUTING, claim=self.claim)
            if not mine.update(beat_at=self.now, stage=stage[:20], done=done, total=total):
                raise Abandoned

    def _keep(self, write: Callable[[Draw], None]) -> None:
        with county_scope(self.county.pk):
            mine = Draw.objects.select_for_update(of=("self",)).select_related("planned_by")
            row = mine.filter(pk=self.draw, state=State.COMPUTING, claim=self.claim).first()
            if row is None:
                raise Abandoned
            write(row)

    def _finish(self, row: Draw, worked: lottery.Worked) -> None:
        secret = secrets.token_hex(32)
        made = lottery.sealed(row, worked.panels, secret)
        DrawPanels.objects.update_or_create(
            draw=row,
            defaults={
                "panels": worked.panels,
                "secret": secret,
                "seals": lottery.kept_seals(made),
                "sha256": made.fingerprint,
                "facts": worked.facts,
            },
        )
        lots: dict[int, list[int]] = {}
        for lot, n in enumerate(worked.counts):
            lots.setdefault(n, []).append(lot)
        for n, some in lots.items():
            row.entries.filter(lot__in=some).update(panels_in=n)
        move(
            row,
            Deed.FINISH,
            at=self.now,
            least_panels=min(worked.counts),
            most_panels=max(worked.counts),
            beat_at=None,
            claim="",
        )
        self._say(row, "draw_ready")

    def _failing(self, failure: dict[str, object]) -> Callable[[Draw], None]:
        def write(row: Draw) -> None:
            move(row, Deed.FAIL, at=self.now, failure=failure, beat_at=None, claim="")
            self._say(row, "draw_failed")

        return write

    def _say(self, row: Draw, kind: str) -> None:
        tell(to=row.planned_by, kind=kind, about=row.reference, at=self.now, where=reverse_to(row))
