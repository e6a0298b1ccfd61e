"""Plain makers: a matter brought as far along its life as a test needs, and what a reply holds."""

from datetime import datetime, timedelta
from typing import Any

from huiyin.matters import actions
from huiyin.matters.actions import Lodged
from huiyin.matters.models import Matter, SubTask
from huiyin.orgs.models import Official
from tests.sealed.keys import entered
from tests.world import AT, World

REPLY: dict[str, Any] = {
    "request": "请修好村口的路灯",
    "facts": "三盏路灯线路老化",
    "opinion": "三盏路灯已经换新，当晚亮灯。",
    "outcome": "resolved",
    "basis": "",
    "remedy": "如不满意，可在三十日内要求重新办理。",
    "contact_name": "何平",
    "contact_phone": "0990-3000000",
    "promise_due_on": None,
}

PART = "国道照明线路归县局，请派人核实"


GOES_BY = ("kind", "profile", "printed_on", "printed_hour")


def lodged(world: World, *, at: datetime = AT, **fields: Any) -> Lodged:
    """A matter as it comes in, with its code and link."""
    fields = {
        "body": "村口的路灯坏了三盏，晚上看不见路。",
        "channel": "web",
        "intake_unit": world.town,
        **fields,
    }
    goes_by = {name: fields.pop(name) for name in GOES_BY if name in fields}
    return actions.lodge(at=at, goes_by=actions.GoesBy(**goes_by), **fields)


def matter(world: World, **fields: Any) -> Matter:
    """A matter as it comes in."""
    return lodged(world, **fields).matter


def asked(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Liu asks the person for more."""
    found = matter(world, at=at, **fields)
    questions = "哪一段路？\n从什么时候开始的？"
    actions.ask_more(
        matter=found, questions=questions, told="page", version=found.version, by=world.liu, at=at
    )
    return Matter.objects.get(pk=found.pk)


def routed(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Passed to the building office."""
    found = matter(world, at=at, **fields)
    return actions.route(
        matter=found, to=world.office, topic="streetlight", version=found.version, by=world.liu, at=at
    )


def disputed(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Handed back by Gao, who thinks that it is the county's."""
    return handed_back(world, routed(world, at=at, **fields), at=at)


def handed_back(world: World, found: Matter, *, at: datetime = AT) -> Matter:
    """The same, of one that is there already."""
    reason = "国道照明由县交通局负责"
    actions.hand_back(
        matter=found, reason=reason, proposed=world.traffic, version=found.version, by=world.gao, at=at
    )
    return Matter.objects.get(pk=found.pk)


def accepted(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Taken over by Gao, for He to handle."""
    found = routed(world, at=at, **fields)
    return actions.accept(matter=found, handler=world.he, version=found.version, by=world.gao, at=at)


def started(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Begun by He."""
    found = accepted(world, at=at, **fields)
    return actions.start(matter=found, words="到现场看了线路", version=found.version, by=world.he, at=at)


def more_time_asked(world: World, *, at: datetime = AT, n: int = 10, **fields: Any) -> Matter:
    """He asks Gao for more time."""
    found = started(world, at=at, **fields)
    actions.ask_more_time(
        matter=found, n=n, reason="灯杆要重新采购", version=found.version, by=world.he, at=at
    )
    return Matter.objects.get(pk=found.pk)


def part_asked(world: World, *, at: datetime = AT, days: int = 7, **fields: Any) -> SubTask:
    """He asks the county's traffic department for its part, due so many days on."""
    found = started(world, at=at, **fields)
    return actions.ask_unit(
        matter=found, unit=world.traffic, asked=PART, due_on=at.date() + timedelta(days=days),
        version=found.version, by=world.he, at=at,
    )  # fmt: skip


def part_taken(world: World, *, at: datetime = AT, **fields: Any) -> SubTask:
    """Yu, who heads the department, takes it on for Tu."""
    yu, tu = (Official.objects.get(username=name) for name in ("yu", "tu"))
    return actions.take_part(part=part_asked(world, at=at, **fields), handler=tu, by=yu, at=at)


def put_above(world: World, *, at: datetime = AT, days: int = 7, **fields: Any) -> SubTask:
    """He puts it to the county's traffic department."""
    found = started(world, at=at, **fields)
    return actions.ask_up(
        matter=found, unit=world.traffic, asked="镇里无权维修国道照明", due_on=at.date() + timedelta(days=days),
        version=found.version, by=world.he, at=at,
    )  # fmt: skip


def drafted(world: World, *, at: datetime = AT, reply: dict[str, Any] | None = None, **fields: Any) -> Matter:
    """A reply waits for Gao."""
    found = started(world, at=at, **fields)
    actions.draft_reply(matter=found, version=found.version, by=world.he, at=at, **{**REPLY, **(reply or {})})
    return Matter.objects.get(pk=found.pk)


def replied(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Answered."""
    found = drafted(world, at=at, **fields)
    return actions.approve(matter=found, version=found.version, by=world.gao, at=at)


def to_be_corrected(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Answered; He has written the answer anew, which waits for Gao."""
    return correct(world, replied(world, at=at, **fields), at=at)


def correct(world: World, found: Matter, *, at: datetime = AT) -> Matter:
    """The same, of one that is there already."""
    said = {**REPLY, "opinion": "四盏路灯已经换新，当晚亮灯。", "corrects_why": "原答复少写了一盏"}
    actions.correct_answer(matter=found, version=found.version, by=world.he, at=at, **said)
    return Matter.objects.get(pk=found.pk)


def record_asked(world: World, found: Matter, *, by: Official | None = None, at: datetime = AT) -> Matter:
    """Somebody who holds it says that the place was taken down wrongly."""
    given = {"place": world.village, "why": "登记时听错了村名", "by": by or world.liu}
    actions.ask_record(matter=found, version=found.version, at=at, **given)
    return Matter.objects.get(pk=found.pk)


def to_be_told(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Answered; taken down at the desk for Wang, who is to be told by telephone."""
    return replied(world, at=at, **{"resident": world.wang, "raised_by": world.xia, **fields})


def to_be_called(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Told to Wang by telephone; somebody outside the office is to call her back."""
    found = to_be_told(world, at=at, **fields)
    return actions.deliver(
        matter=found, way="phone", how="本人接听", version=found.version, by=world.he, at=at
    )


def closed(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Answered, rated well the day after, and so closed."""
    found = replied(world, at=at, **fields)
    later = at + timedelta(days=1)
    actions.rate(matter=found, handled="yes", satisfied=4, words="", door="code", at=later)
    return Matter.objects.get(pk=found.pk)


def redirected(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Shown to the arbitration of labour disputes by Liu."""
    found = matter(world, at=at, **fields)
    words = "工资争议由劳动人事争议仲裁委员会处理，请带劳动合同前往，申请时效为一年。"
    notice = {"route": "arbitration", "organ": "河阳县劳动人事争议仲裁委员会", "words": words, "told": "page"}
    actions.redirect(matter=found, version=found.version, by=world.liu, at=at, **notice)
    return Matter.objects.get(pk=found.pk)


def handed_over(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Handed over by Liu to the court, whose receipt is not there yet."""
    found = matter(world, at=at, **fields)
    notice = {
        "way": "letter",
        "organ": "河阳县人民法院",
        "words": "您反映的是法院执行问题，已将材料移送县人民法院，由法院答复您。",
        "told": "page",
    }
    actions.hand_over(matter=found, version=found.version, by=world.liu, at=at, **notice)
    return Matter.objects.get(pk=found.pk)


def urgent(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Flagged by Xia at the desk, who has rung the fire brigade."""
    found = matter(world, at=at, **fields)
    actions.flag_urgent(
        matter=found, kind="fire", words="已报119，并电话报告镇长", version=found.version, by=world.xia, at=at
    )
    return Matter.objects.get(pk=found.pk)


def withdrawn(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Taken back by its resident while He was working on it; by signature where an official had the code in hand first."""
    found = started(world, at=at, **fields)
    if not fields.get("raised_by"):
        return actions.withdraw(matter=found, words="", at=at)
    paper: dict[str, Any] = {"signed_on": at.date(), "words": "撤回申请书，窗口档案"}
    return actions.withdraw_for(matter=found, version=found.version, by=world.liu, at=at, **paper)


def merged(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Merged by Liu with one that He is working on."""
    return merge_into(world, matter(world, at=at, **fields), at=at)


def merge_into(world: World, found: Matter, *, at: datetime = AT) -> Matter:
    """The same, of one that is there already."""
    primary = started(world, at=at)
    given: dict[str, Any] = {"why": "同一处路灯", "version": found.version, "by": world.liu, "at": at}
    actions.merge(matter=found, primary=primary, **given)
    return Matter.objects.get(pk=found.pk)


def merged_to_be_told(world: World, *, at: datetime = AT) -> Matter:
    """Wang's, merged with one that is answered; He is to tell her by telephone."""
    found, primary = matter(world, at=at, resident=world.wang, raised_by=world.xia), replied(world, at=at)
    actions.merge(matter=found, primary=primary, why="同一处路灯", version=found.version, by=world.liu, at=at)
    return Matter.objects.get(pk=found.pk)


def sealed(world: World, *, at: datetime = AT, **fields: Any) -> Matter:
    """Turned out to be a report, and was sealed by Liu for a reader whose key is on record."""
    found = matter(world, at=at, **fields)
    entered(world, at)
    actions.seal(matter=found, version=found.version, by=world.liu, at=at)
    return Matter.objects.get(pk=found.pk)
