"""What stands around the contacts of the demo county: help, needs, research, villages and policies, through the deeds."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from huiyin.contacts import actions as contacts_actions
from huiyin.contacts.details import Details
from huiyin.contacts.models import Contact
from huiyin.demo import texts
from huiyin.demo.days import Days, Life, Timeline
from huiyin.demo.founding import Realm
from huiyin.demo.homes import Line
from huiyin.help import actions as help_actions
from huiyin.help.actions import Money
from huiyin.publish import actions as publish_actions
from huiyin.publish.actions import BriefText
from huiyin.publish.asking import collect_question
from huiyin.publish.models import PolicyBrief
from huiyin.register.models import Assignment
from huiyin.research import actions
from huiyin.research.actions import Question
from huiyin.research.models import Finding, ResearchPlan
from huiyin.research.rules import half_of
from huiyin.villages import actions as villages_actions

DESK = "chen"
OWN_SEED = 1977  # its own dice, so that nothing else of the county changes with it


class Around:
    """Puts it all on the timeline."""

    def __init__(self, realm: Realm, days: Days, timeline: Timeline, lines: dict[str, list[Line]]) -> None:
        self.realm, self.timeline, self.lines = realm, timeline, lines
        self.days = Days(now=days.now, zone=days.zone, calendar=days.calendar, rng=Random(OWN_SEED))  # noqa: S311

    def play(self) -> None:
        """Every row of the file is a life of its own."""
        data = texts.around()
        for kind, life in (
            ("aid", self._aid),
            ("need", self._need),
            ("research", self._research),
            ("issue", self._issue),
            ("brief", self._brief),
        ):
            for row in data[kind]:
                self.timeline.add(life(row))
        self.timeline.add(self._talk(data["talk"]))

    def _line(self, row: dict[str, Any]) -> Assignment:
        """The live line of the register, as far as the official has that many."""
        own = self.lines[row["login"]]
        home = own[row["line"] % len(own)].household
        lines = Assignment.objects.filter(household=home, ended_on=None)
        return lines.select_related("household__place", "person", "consent", "unit", "official").get()

    def _at(self, ago: int) -> Any:
        return self.days.moment(self.days.back(ago))

    def _aid(self, row: dict[str, Any]) -> Life:
        at = self._at(row["ago"])
        yield at
        line = self._line(row)
        by, due_on = line.official, at.date() + timedelta(days=row["due_in"] * 2)
        plan = help_actions.plan_aid(
            line=line, need=row["need"], measure=row["measure"], due_on=due_on, by=by, at=at
        )
        for deed in row.get("action", ()):
            at = self._at(deed["ago"])
            yield at
            money = Money(deed.get("fen"), deed.get("source", ""), deed.get("receipt", ""))
            help_actions.note_aid(
                plan=plan,
                done_on=at.date(),
                text=deed["text"],
                means=tuple(deed["means"]),
                help_fields=tuple(deed["fields"]),
                solves=deed.get("solves", False),
                money=money,
                with_contact=deed["visit"],
                by=by,
                at=at,
            )
        if "done_ago" in row:
            at = self._at(row["done_ago"])
            yield at
            help_actions.end_aid(plan=plan, is_done=True, result=row["result"], version=1, by=by, at=at)

    def _need(self, row: dict[str, Any]) -> Life:
        at = self._at(row["ago"])
        yield at
        line = self._line(row)
        needed_by = at.date() + timedelta(days=row["by_in"] * 2)
        need = help_actions.assess_need(
            line=line,
            help_needed=row["text"],
            needed_by=needed_by,
            method="face",
            is_adult=True,
            by=line.official,
            at=at,
        )
        referral = help_actions.refer(
            need=need, organ=row["organ"], referred_on=at.date(), by=line.official, at=at
        )
        if "receipt" in row:
            at = self._at(row["receipt_ago"])
            yield at
            help_actions.keep_receipt(
                referral=referral, number=row["receipt"], received_on=at.date(), by=line.official, at=at
            )

    def _research(self, row: dict[str, Any]) -> Life:
        at = self._at(row["ago"])
        yield at
        by = self.realm.people[row["login"]]
        year, half = half_of(at.date())
        due_on = date(year, 6, 30) if half == 1 else date(year, 12, 31)
        asked = Question(row["topic"], row["question"], row["places"], row["method"], row.get("output", ""))
        plan = actions.plan_research(year=year, half=half, asked=asked, due_on=due_on, by=by, at=at)
        for trip in row.get("trip", ()):
            at = self._at(trip["ago"])
            yield at
            place = self.realm.units[trip["place"]]
            actions.record_trip(plan=plan, place=place, held_on=at.date(), note=trip["note"], by=by, at=at)
        if "finding" in row:
            yield from self._findings(plan, row)

    def _findings(self, plan: ResearchPlan, row: dict[str, Any]) -> Iterator[Any]:
        by = plan.official
        at = self._at(40)
        yield at
        found: list[tuple[Finding, dict[str, Any]]] = [
            (actions.find(plan=plan, text=f["text"], is_problem=f["problem"], by=by, at=at), f)
            for f in row["finding"]
        ]
        actions.hand_in(plan=plan, summary=row["summary"], nothing_found=False, version=1, by=by, at=at)
        due_on = at.date() + timedelta(days=75)
        measures = [
            (actions.resolve(finding=f, text=r["measure"], who=r["who"], due_on=due_on, by=by, at=at), r)
            for f, r in found
            if "measure" in r
        ]
        at = self._at(14)
        yield at
        for measure, r in measures:
            if "done" in r:
                day = at.date()
                actions.carry_out(measure=measure, how_done=r["done"], done_on=day, version=1, by=by, at=at)
                measure.refresh_from_db()
                actions.look_again(
                    measure=measure, follow_up=r["look"], followed_on=day, version=2, by=by, at=at
                )

    def _issue(self, row: dict[str, Any]) -> Life:
        at = self._at(row["ago"])
        yield at
        village = self.realm.units[row["village"]]
        by = self.realm.people[row["by"]]
        issue = villages_actions.put_forward(
            village=village, field=row["field"], text=row["text"], by=by, at=at
        )
        if "advice" in row:
            at = self.days.after(at, 3)
            yield at
            villages_actions.advise(issue=issue, text=row["advice"], by=by, at=at)
        if "state" in row:
            at = self.days.after(at, 6)
            yield at
            head = self.realm.people[self.realm.heads[row["village"]]]
            villages_actions.decide(
                issue=issue, state=row["state"], decision=row["decision"], version=1, by=head, at=at
            )

    def _brief(self, row: dict[str, Any]) -> Life:
        at = self._at(row["ago"])
        yield at
        by = self.realm.people[DESK]
        text = BriefText(
            title=row["title"],
            text=row["text"],
            source=row["source"],
            valid_from=at.date(),
            valid_until=at.date() + timedelta(days=row["for_days"]),
            reply_route=row["route"],
            kind=row["kind"],
            who_may=row.get("who", ""),
            where=row.get("where", ""),
        )
        brief = publish_actions.write_brief(text=text, by=by, at=at)
        if not row["route"]:
            return  # a draft that still lacks the way to ask back
        publish_actions.publish_brief(brief=brief, version=1, by=by, at=at)
        for asked in row.get("question", ()):
            collect_question(
                brief=brief, text=asked["text"], answer=asked["answer"], is_public=True, by=by, at=at
            )

    def _talk(self, row: dict[str, Any]) -> Life:
        at = self.days.moment(self.days.back(0), morning=True)
        yield at
        by, place = self.realm.people[DESK], self.realm.units[row["place"]]
        details = Details(
            subject=row["title"],
            headcount=row["headcount"],
            means=("information",),
            source_org=row["source"],
        )
        contacts_actions.record(
            place=place,
            held_on=at.date(),
            points=[],
            promises=[],
            kind=Contact.Kind.POLICY_TALK,
            note=row["note"],
            details=details,
            by=by,
            at=at,
        )
        brief = PolicyBrief.objects.get(title=row["title"])
        collect_question(brief=brief, text=row["question"], answer="", place=place, by=by, at=at)
