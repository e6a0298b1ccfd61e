"""Several matters, everybody of the cast, the clocks, and what goes wrong between two steps: after each the invariants.

Rules draw small numbers, which choose among what is there; so a history can be made shorter until what breaks it is seen.
"""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import DatabaseError, connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from huiyin.lib.refusal import Refused
from huiyin.matters import adding_up, figures
from huiyin.matters.deeds import NOUNS
from huiyin.matters.models import Matter
from huiyin.matters.rules import life
from huiyin.matters.rules.capacity import HOLDS
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import Official
from huiyin.reports.kpis import counting
from huiyin.reports.kpis.declared import KPIS
from tests import make
from tests.matters import every_invariant, plausible, standing
from tests.matters.crashing import Crash, crashing
from tests.matters.kept import Before, Kept, broken
from tests.matters.red import HELD_BY_THE_DATABASE, Broken, snapshot
from tests.matters.test_histories import check_sums, chosen
from tests.matters.ticking import CLOCKS
from tests.sealed.keys import entered
from tests.world import AT, World, charter_text

CAST = ("chen", "liu", "he", "gao", "ma", "sun", "qian", "xia", "yu", "tu")
MOST = 3
ASKED = every_invariant.MODULES
seeds = st.integers(0, 9999)


class Casework(RuleBasedStateMachine):
    """What happens to matters, in any order."""

    world: ClassVar[World]
    done: ClassVar[Counter[str]] = Counter()
    refused: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.at, self.moments, self.turn = AT, [AT], 0
        self.mine: list[int] = []
        self.remembered: dict[int, Before] = {}
        entered(self.world)
        standing.let_the_clock()
        self.people = {one.username: one for one in Official.objects.filter(username__in=CAST)}

    def teardown(self) -> None:
        """The sums at three moments, and then it has never been."""
        try:
            for moment in self.moments[:: max(1, len(self.moments) // 3)][:3]:
                check_sums(self.world, moment)
            self.check_shares()
            assert adding_up.drift()[1] == [], "the figures say what the trails tell"
        except AssertionError as no:
            raise Broken(f"I-03, I-31: {no}") from no
        finally:
            self.undo()

    def undo(self) -> None:
        """Back to before the first step."""
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def check_shares(self) -> None:
        """Every numerator lies in its denominator."""
        period = figures.Extent(self.world.root, date(2026, 1, 1), date(2027, 1, 1), self.at)
        for one in counting.readings(KPIS.values(), period, self.world.county).values():
            if one.kpi.measure == "share":
                assert one.numerator + one.partly <= one.denominator, one

    @initialize(first=st.sampled_from(("page", "village", "told")), seed=seeds)
    def begin(self, first: str, seed: int) -> None:
        """Nothing can be done before somebody said something; and in every history something is done."""
        self.lodge(first)
        self.work([seed + n for n in range(14)])

    @precondition(lambda self: len(self.mine) < MOST)
    @rule(how=st.sampled_from(("page", "village", "told")))
    def lodge(self, how: str) -> None:
        """Somebody says something: on the page; in a village, some hours ago; to an official, with name and number."""
        said: dict[str, dict[str, Any]] = {
            "page": {},
            "village": {"place": self.world.village, "received_at": self.at - timedelta(hours=30)},
            "told": {"resident": self.world.wang, "household": self.world.home, "raised_by": self.world.xia},
        }
        self.mine.append(make.matter(self.world, at=self.at, **said[how]).pk)
        self.look(self.mine[-1])

    @rule(hours=st.sampled_from([1, 5, 20, 50, 120]))
    def wait(self, hours: int) -> None:
        """Time passes."""
        self.at += timedelta(hours=hours)

    @precondition(lambda self: self.mine)
    @rule(seeds=st.lists(seeds, min_size=4, max_size=12))
    def work(self, seeds: list[int]) -> None:
        """Deeds of the table by those whose they are, some hours apart; now and then the same page is sent again."""
        for seed in seeds:
            choice = self.chance(seed)
            found = self.pick(choice)
            if name := chosen(found, choice):
                self.at += timedelta(hours=choice.randint(1, 30))
                by = self.somebody(name, found, choice)
                self.attempt(name, found, by, choice)
                now = Matter.objects.get(pk=found.pk)
                if by is not None and not seed % 3 and now.version != found.version:
                    self.refuse_old_page(name, found, by)

    @precondition(lambda self: self.mine)
    @rule(seed=seeds)
    def meddle(self, seed: int) -> None:
        """Any deed by anybody: it does not follow, or it is not theirs, or it is, after all."""
        choice = self.chance(seed)
        name = choice.choice(sorted(str(deed) for deed in life.STAFF_DEEDS))
        self.attempt(name, self.pick(choice), choice.choice(list(self.people.values())), choice)

    @precondition(lambda self: self.mine)
    @rule(seed=seeds, after=st.integers(0, 9))
    def crash(self, seed: int, after: int) -> None:
        """A deed, and the power fails in the middle: nothing of it is there."""
        choice = self.chance(seed)
        found = self.pick(choice)
        name = chosen(found, choice)
        before = snapshot(found)
        if not name:
            return
        try:
            with transaction.atomic(), crashing(after):
                self.act(name, found, self.somebody(name, found, choice), choice)
                raise Crash
        except (Crash, Refused):
            pass
        if snapshot(found) != before:
            raise Broken(f"crash: something of “{name}” was left behind")

    @precondition(lambda self: self.mine)
    @rule(lines=st.sampled_from(range(len(CLOCKS) + 1)))
    def run_clocks(self, lines: int) -> None:
        """Everything that time does, or a part of it; a second run at the same moment finds nothing to do."""
        for line in CLOCKS[:lines] or CLOCKS:
            line(at=self.at)
            if line(at=self.at):
                raise Broken(f"clocks: {line.__name__} did it twice")
        for pk in self.mine:
            self.look(pk)

    @precondition(lambda self: self.mine and self.at > AT and not hasattr(self, "adopted"))
    @rule()
    def another_charter(self) -> None:
        """The institution is changed; what came in before goes on by the old one."""
        text = charter_text().replace('version = "1.0"', 'version = "1.1"')
        for before, now in (
            ("sign = { n = 1,", "sign = { n = 2,"),
            ("handle = { n = 30,", "handle = { n = 44,"),
        ):
            text = text.replace(before, now)
        self.adopted = orgs.adopt_charter(text=text, effective_at=self.at, by="test", at=self.at)

    def chance(self, seed: int) -> random.Random:
        """What chance has in store this time: the same seed chooses otherwise at the next turn."""
        self.turn += 1
        return random.Random(f"{seed} {self.turn}")

    def pick(self, choice: random.Random) -> Matter:
        """One of the matters, rather one that goes on."""
        found = list(Matter.objects.filter(pk__in=self.mine).order_by("pk"))
        return choice.choice([one for one in found if not one.has_left] or found)

    def somebody(self, deed: str, found: Matter, choice: random.Random) -> Official | None:
        """One who has the capacity; nobody of the staff where it is, or may be, the resident's or the clock's."""
        move = life.move_of(found.state, deed)
        outside = move is not None and any(one not in HOLDS for one in move.who)
        if deed not in NOUNS or (outside and choice.random() < 0.5):
            return None
        able = [one for one in self.people.values() if life.may(deed, found, one, self.at)]
        free = [one for one in able if choice.random() < 0.2 or not life.objection(deed, found, one, self.at)]
        return choice.choice(free or able or list(self.people.values()))

    def attempt(self, deed: str, found: Matter, by: Official | None, choice: random.Random) -> None:
        """Do it; refused as the page says it is, and not otherwise."""
        said = None if by is None else life.objection(deed, found, by, self.at)
        told = self.tried(deed, lambda: self.act(deed, found, by, choice))
        if said is not None and told != said:
            raise Broken(f"sentence: {deed}: “{told}” and not “{said}”")
        self.look(found.pk)

    def tried(self, deed: str, act: Callable[[], object]) -> str | None:
        """What was said against it; None: it was done, and the database holds it."""
        try:
            with transaction.atomic():
                act()
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except Refused as no:
            self.refused[deed] += 1
            return no.sentence
        except DatabaseError as no:
            held = (number for words, number in HELD_BY_THE_DATABASE.items() if words in str(no))
            raise Broken(f"{next(held, 'database')}: {deed} is refused by the database: {no}") from no
        self.done[deed] += 1
        return None

    def act(self, deed: str, found: Matter, by: Official | None, choice: random.Random) -> None:
        """The deed itself; by who has no page for it, with anything."""
        if by is not None and life.objection(deed, found, by, self.at) is not None:
            plausible.act(deed, found, plausible.anything(deed, found, by, self.at), by=by, at=self.at)
        else:
            plausible.do(deed, found, self.world, by=by, at=self.at, choice=choice)

    def refuse_old_page(self, deed: str, found: Matter, by: Official) -> None:
        """The same page sent again: somebody was quicker."""
        before = snapshot(found)
        try:
            with transaction.atomic():
                plausible.act(deed, found, plausible.anything(deed, found, by, self.at), by=by, at=self.at)
        except Refused:
            pass
        else:
            raise Broken(f"retry: {deed} was done twice from one page")
        if snapshot(found) != before:
            raise Broken(f"retry: {deed} left something behind")

    def look(self, pk: int) -> None:
        """Whether everything holds of this matter; and remember it for the next time."""
        found = Matter.objects.select_related("charter", "lead_unit", "county").get(pk=pk)
        fresh = Before(found.promised_on, found.due_on, found.charter_id, 0)
        wrong = broken(Kept(found, self.remembered.get(pk, fresh), self.at))
        if wrong:
            raise Broken("; ".join(wrong))
        self.remembered[pk] = Before(found.promised_on, found.due_on, found.charter_id, found.steps.count())
        if self.moments[-1] != self.at:
            self.moments.append(self.at)
