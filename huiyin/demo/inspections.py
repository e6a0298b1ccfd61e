"""The inspection of the township's branch in the demo: last half-year's to its end, this half-year's on the plan."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from huiyin.contacts.models import Contact
from huiyin.demo.days import Days, Life
from huiyin.demo.founding import Realm
from huiyin.inspection.actions import calling, hearing, inspecting, rectifying
from huiyin.inspection.actions.calling import Said
from huiyin.inspection.models import CallBack, Inspection
from huiyin.inspection.rules import half_years, months
from huiyin.lib.periods import Span
from huiyin.orgs.charter import charter_of
from huiyin.orgs.models import Official

BRANCH, INSPECTOR, MAIN, HEAD = "branch.lh", "sun", "zhou", "wanglx"
NEEDS = 28  # working days from the end of a half-year to a conclusion with its first rectification verified
CRITICAL = 5  # every fifth says to have voiced criticism
MISSED = 9  # every ninth person is not reached


def begin(realm: Realm, days: Days) -> list[Life]:
    """The lives of both inspections, for the timeline."""
    this, *earlier = half_years(days.last, charter_of(days.now), back=3)
    past = next(
        one for one in earlier if days.calendar.add_working_days(one.end, NEEDS).due_legal <= days.last
    )
    found = Visit(realm, days, _texts())
    over = [
        one for one in months(days.last) if days.calendar.add_working_days(one.end, 5).due_legal <= days.last
    ]
    return [found.whole(past), found.planned(this), *(found.small(month) for month in over[:2])]


def _texts() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("inspections.toml").read_text(encoding="utf-8"))


class Visit:
    """One inspector, one branch."""

    def __init__(self, realm: Realm, days: Days, texts: dict[str, Any]) -> None:
        self.realm, self.days, self.texts = realm, days, texts
        self.sun = realm.people[INSPECTOR]

    def planned(self, period: Span) -> Life:
        """Only put on the plan, at the latest just now."""
        day = min(self._after(period.first, 12), self.days.back(2))
        yield self.days.moment(day)
        if period.first <= day:
            self._plan(period, self.days.moment(day))

    def small(self, month: Span) -> Life:
        """A small check of a month: a few records, rung on one day."""
        at = self.days.moment(self._after(month.end, 3), morning=True)
        yield at
        held = Contact.objects.filter(unit=self.realm.units[BRANCH]).held_between(month.first, month.end)
        if not held.exists():
            return
        found = self._plan(month, at, kind=Inspection.Kind.SPOT)
        self._draw(found, at)
        at = self.days.moment(self._after(month.end, 4))
        yield at
        for call in found.call_backs.filter(result="").select_related("contact__person", "inspection"):
            calling.open_number(call_back=call, by=self.sun, at=at)
            calling.answered(call_back=call, said=Said("yes", "yes", critical="no"), by=self.sun, at=at)
        self._step(inspecting.finish_calls, found, at)

    def whole(self, period: Span) -> Life:
        """From the plan to a second look."""
        at = self.days.moment(self._after(period.end, 1), morning=True)
        yield at
        held = Contact.objects.filter(unit=self.realm.units[BRANCH]).held_between(period.first, period.end)
        if not held.exists():  # a demo made so small that nobody of the branch met anybody
            return
        found = self._plan(period, at)
        at = self.days.moment(self._after(period.end, 2))
        yield at
        self._draw(found, at)
        for number in (3, 4, 5):
            at = self.days.moment(self._after(period.end, number))
            yield at
            self._ring(found, at)
        at = self.days.moment(self._after(period.end, 6))
        yield at
        self._ring(found, at)
        if not self._send(found, at):
            return
        at = self.days.moment(self._after(period.end, 9))
        yield at
        self._answer(found, at)
        at = self.days.moment(self._after(period.end, 13))
        yield at
        self._step(inspecting.conclude, found, at)
        yield from self._put_right(found, period)

    def _after(self, day: date, n: int) -> date:
        return self.days.calendar.add_working_days(day - timedelta(days=1), n).due_legal

    def _plan(self, period: Span, at: datetime, kind: str = Inspection.Kind.FULL) -> Inspection:
        branch = self.realm.units[BRANCH]
        branch.refresh_from_db()
        return inspecting.plan(
            branch=branch, period=period, inspector=self.sun, by=self.sun, at=at, kind=kind
        )

    def _step(self, act: Any, found: Inspection, at: datetime, **fields: Any) -> None:
        found.refresh_from_db()
        act(inspection=found, version=found.version, by=self.sun, at=at, **fields)
        found.refresh_from_db()

    def _draw(self, found: Inspection, at: datetime) -> None:
        source = self.texts["source"].format(year=at.year, month=at.month, day=at.day)
        self._step(inspecting.freeze, found, at, way="public", source=source)
        later = at + timedelta(minutes=4)
        self._step(inspecting.give_seed, found, later, number=f"{self.days.rng.randrange(100_000):05}")
        self._step(inspecting.draw, found, later)

    def _ring(self, found: Inspection, at: datetime) -> None:
        """One round: everybody not settled yet is rung once; one record turns out to lack something.

        Who follows somebody that could not be reached answers at once.
        """
        for call in found.call_backs.filter(result="").select_related("contact__person", "inspection"):
            if call.contact.person is None or calling.objection_to_trying(call, at):
                continue
            calling.open_number(call_back=call, by=self.sun, at=at)
            if call.number % MISSED == 0 and call.number <= len(found.sample):
                calling.not_reached(call_back=call, by=self.sun, at=at)
            else:
                calling.answered(call_back=call, said=self._said(found, call), by=self.sun, at=at)

    def _said(self, found: Inspection, call: CallBack) -> Said:
        chosen = self._faulty(found)
        if chosen is not None and call.pk == chosen.pk:
            return Said("yes", "missing", note=self.texts["criticise"]["note"], critical="yes")
        return Said("yes", "yes", critical="yes" if call.number % CRITICAL == 0 else "no")

    def _faulty(self, found: Inspection) -> CallBack | None:
        """The record that lacks something: one of the main official's, else the first that can be asked about."""
        calls = [c for c in found.call_backs.select_related("contact__official") if c.number % MISSED]
        of_main = [c for c in calls if c.contact.official.username == MAIN]
        return next(iter(of_main or calls), None)

    def _send(self, found: Inspection, at: datetime) -> bool:
        faulty = self._faulty(found)
        if faulty is None:
            return False
        self._step(inspecting.finish_calls, found, at)
        calls = list(found.call_backs.filter(result="confirmed").select_related("contact__official"))
        others = [c for c in calls if c.contact.official_id != faulty.contact.official_id] or calls
        if others:
            self._find(found, "commend", others[0].contact.official, [others[0].contact.reference], at)
        self._find(found, "criticise", faulty.contact.official, [faulty.contact.reference], at)
        self._find(found, "improve", None, [c.contact.reference for c in calls[:2]], at)
        self._step(inspecting.send_findings, found, at)
        return True

    def _find(
        self, found: Inspection, kind: str, who: Official | None, records: list[str], at: datetime
    ) -> None:
        words = self.texts[kind]["text"]
        hearing.find(
            inspection=found, kind=kind, text=words, records=records, official=who, by=self.sun, at=at
        )

    def _answer(self, found: Inspection, at: datetime) -> None:
        for finding in found.findings.exclude(kind="commend").select_related(
            "official", "inspection__branch"
        ):
            by = finding.official or self.realm.people[HEAD]
            hearing.answer(finding=finding, words=self.texts[finding.kind]["answer"], by=by, at=at)

    def _put_right(self, found: Inspection, period: Span) -> Life:
        at = self.days.moment(self._after(period.end, 15))
        yield at
        lines, people = [], self.realm.people
        criticised = found.findings.get(kind="criticise")
        owners = (criticised.official or people[MAIN], people[HEAD])
        dues = (self._after(period.end, 23), self._after(self.days.last, 12))
        findings = (criticised, found.findings.get(kind="improve"))
        for words, finding, owner, due in zip(
            self.texts["rectification"], findings, owners, dues, strict=True
        ):
            row = rectifying.list_problem(
                unit=found.branch, problem=words["problem"], finding=finding, by=self.sun, at=at
            )
            given = {"cause": words["cause"], "measure": words["measure"], "owner": owner, "due_on": due}
            rectifying.assign(rectification=row, version=row.version, by=self.sun, at=at, **given)
            lines.append(row)
        first, words = lines[0], self.texts["rectification"][0]
        at = self.days.moment(self._after(period.end, 22))
        yield at
        first.refresh_from_db()
        rectifying.report_effect(
            rectification=first, effect=words["effect"], version=first.version, by=owners[0], at=at
        )
        at = self.days.moment(self._after(period.end, 25))
        yield at
        first.refresh_from_db()
        rectifying.verify(
            rectification=first, verdict=words["verdict"], version=first.version, by=self.sun, at=at
        )
