"""Each deed of the table as somebody who may would do it, for the histories."""

import random
from datetime import datetime, timedelta

from huiyin.matters import actions
from huiyin.matters.models import Matter
from huiyin.matters.rules import procedures
from huiyin.orgs.models import Official
from tests import make, make_states
from tests.matters import asking, desk_moves
from tests.world import World


def move(deed: str, found: Matter, world: World, choice: random.Random, at: datetime) -> None:
    """The deed, by somebody who may."""
    version = found.version
    if desk_moves.move(deed, found, world, at):
        return
    match deed:
        case "route":
            to = choice.choice(
                [u for u in (world.office, world.town, world.traffic, world.village) if u != found.lead_unit]
            )
            actions.route(
                matter=found, to=to, topic="", version=version, by=world.liu, at=at, note="村里先看"
            )
        case "recall":
            actions.recall(matter=found, reason="交错了", version=version, by=world.liu, at=at)
        case "hand_back":
            proposed = world.traffic if found.lead_unit != world.traffic else world.office
            reason = "不属于本单位职责"
            by = Official.objects.get(username="yu") if found.lead_unit == world.traffic else world.gao
            by = by if found.lead_unit in (world.traffic, world.office) else world.ma
            actions.hand_back(matter=found, reason=reason, proposed=proposed, version=version, by=by, at=at)
        case "uphold":
            to = choice.choice(
                [u for u in (world.office, world.traffic, world.village) if u != found.lead_unit]
            )
            actions.uphold(matter=found, to=to, version=version, by=world.liu, at=at, note="村里先看")
        case "designate":
            actions.designate(matter=found, words="职责清单写明", version=version, by=world.liu, at=at)
        case "accept":
            head, staff = _people(found, world)
            actions.accept(matter=found, handler=staff[0], version=version, by=head, at=at)
        case "reassign":
            head, staff = _people(found, world)
            other = choice.choice([one for one in staff if one != found.handler])
            actions.reassign(matter=found, handler=other, version=version, by=head, at=at)
        case "start":
            actions.start(matter=found, words="到现场看了", version=version, by=found.handler, at=at)  # type: ignore[arg-type]
        case "note":
            actions.note(matter=found, words="又去看了", version=version, by=found.handler, at=at)  # type: ignore[arg-type]
        case "ask_more_time":
            asked = {"n": choice.randint(1, 15), "reason": "灯杆要重新采购"}
            actions.ask_more_time(matter=found, version=version, by=found.handler, at=at, **asked)  # type: ignore[arg-type]
        case "extend":
            actions.extend(matter=found, version=version, by=_people(found, world)[0], at=at)
        case "refuse_more_time":
            by = _people(found, world)[0]
            actions.refuse_more_time(matter=found, why="库里有灯杆", version=version, by=by, at=at)
        case "ask_unit" | "ask_advice" | "ask_up" | "take_over":
            asking.play(deed, found, world, choice, at)
        case "draft":
            reply = {
                **make.REPLY,
                "outcome": choice.choice([o.code for o in found.charter.charter.outcomes_of(found.profile)]),
                "promise_due_on": at.date() + timedelta(days=20),
                "reason": "字" * 25,
                "basis": "某办法第三条",
                "opinion": "字" * 50,
            }
            actions.draft_reply(matter=found, version=version, by=found.handler, at=at, **reply)  # type: ignore[arg-type]
        case "ask_record":
            given = {"place_words": f"东头{version}", "why": "登记时听错了"}
            by = found.handler or world.liu
            actions.ask_record(matter=found, version=version, by=by, at=at, **given)  # type: ignore[arg-type]
        case "correct_record":
            actions.correct_record(matter=found, version=version, by=world.ma, at=at)
        case "leave_record":
            actions.leave_record(matter=found, why="核对过，没有错", version=version, by=world.ma, at=at)
        case "amend":
            words = found.replies.get(approved_at=None, returned_at=None).facts + "（已核）"
            actions.amend(matter=found, version=version, by=_people(found, world)[0], at=at, facts=words)
        case "correct_answer":
            last = found.replies.filter(approved_at__isnull=False).latest("pk")
            kept = {name: getattr(last, name) for name in (*make.REPLY, "reason")}
            said = {**kept, "facts": last.facts + "。", "corrects_why": "原答复写错了路段"}
            actions.correct_answer(matter=found, version=version, by=found.handler, at=at, **said)  # type: ignore[arg-type]
        case "approve_correction":
            actions.approve_correction(matter=found, version=version, by=_people(found, world)[0], at=at)
        case "return_correction":
            by = _people(found, world)[0]
            actions.return_correction(matter=found, reason="再核实一下", version=version, by=by, at=at)
        case "return":
            actions.return_draft(
                matter=found, reason="再核实一下", version=version, by=_people(found, world)[0], at=at
            )
        case "approve":
            actions.approve(matter=found, version=version, by=_people(found, world)[0], at=at)
        case "deliver":
            by = found.handler or world.he
            actions.deliver(matter=found, way="hand", how="本人", version=version, by=by, at=at)
        case "try_delivery":
            by = found.handler or world.he
            actions.try_delivery(matter=found, words="关机", version=version, by=by, at=at)
        case "call":
            said = {"handled": choice.choice(["yes", "no"]), "satisfied": 2, "reasons": ["too_slow"]}
            actions.call_answered(matter=found, version=version, by=world.sun, at=at, **said)  # type: ignore[arg-type]
        case "try_call":
            who = {"matter": found, "version": version, "by": world.sun, "at": at}
            actions.call_in_vain(outcome="not_reached", words="", **who)  # type: ignore[arg-type]
        case "take_up":
            actions.take_up(matter=found, words="还没解决", version=version, by=world.sun, at=at)
        case "rate":
            rating = {"handled": choice.choice(["yes", "no"]), "satisfied": choice.randint(1, 5)}
            actions.rate(matter=found, words="", door="code", at=at, **rating)  # type: ignore[arg-type]
        case "close":
            actions.close(matter=found, version=version, by=world.liu, at=at)
        case "redirect":
            notice = {"route": "arbitration", "organ": "县仲裁委", "words": "请找仲裁委", "told": "page"}
            actions.redirect(matter=found, version=version, by=world.liu, at=at, **notice)
        case "merge":
            primary = make.matter(world, at=at) if choice.random() < 0.5 else merging_partner(found)
            given = {"primary": primary, "why": "同一处路灯", "version": version}
            actions.merge(matter=found, by=world.liu, at=at, **given)  # type: ignore[arg-type]
        case "unmerge":
            actions.unmerge(matter=found, why="不是同一处", version=version, by=world.liu, at=at)
        case "answer_now":
            actions.answer_now(matter=found, words="周一到周五都能办", version=version, by=world.liu, at=at)
        case "reclassify":
            others = [one.code for one in procedures.offered(found) if one.code != found.profile]
            to_, by = (
                choice.choice(others),
                world.liu if found.state == "received" else _people(found, world)[0],
            )
            actions.reclassify(
                matter=found, profile=to_, words="改按这一程序办", told="post", version=version, by=by, at=at
            )
        case "inform":
            actions.inform(matter=found, words="正在施工", version=version, by=found.handler, at=at)  # type: ignore[arg-type]
        case "ask_review" | "ask_recheck":
            actions.ask_review(matter=found, words="不同意", at=at)
        case "decide_review":
            actions.decide_review(matter=found, version=version, by=world.sun, at=at, **make_states.OPINION)
        case "decide_recheck":
            opinion = {**make_states.OPINION, "organ": "市人民政府"}
            actions.decide_recheck(matter=found, version=version, by=world.sun, at=at, **opinion)
        case "hear":
            day = at.date()
            actions.hear(matter=found, first=day, last=day, version=version, by=world.sun, at=at)
        case "lapse":
            actions.lapse(matter=found, at=at)
        case "withdraw":
            actions.withdraw(matter=found, words="", at=at)
        case "reopen":
            actions.reopen(matter=found, words="还没解决", at=at)
        case _:
            raise AssertionError(f"nobody here does {deed}")


def merging_partner(found: Matter) -> Matter:
    """Any other, also one that does not do."""
    return Matter.objects.exclude(pk=found.pk).order_by("-pk").first() or found


def _people(found: Matter, world: World) -> tuple[Official, list[Official]]:
    """The head of the unit in the lead, and who may handle it there."""
    if found.lead_unit == world.traffic:
        yu, tu = (Official.objects.get(username=name) for name in ("yu", "tu"))
        return yu, [tu, yu]
    return (world.gao if found.lead_unit == world.office else world.ma), [world.he, world.liu, world.xia]
