"""One of everything that stands around contacts, for the sweep of addresses: help, needs, research, villages, briefs."""

from dataclasses import dataclass
from datetime import date

from huiyin.contacts.models import Contact
from huiyin.help import actions
from huiyin.help.actions import Money
from huiyin.help.models import AidPlan, NeedAssessment, Referral
from huiyin.publish import actions as publish_actions
from huiyin.publish.actions import BriefText
from huiyin.publish.asking import collect_question
from huiyin.publish.models import BriefQuestion, PolicyBrief
from huiyin.research import actions as research_actions
from huiyin.research.actions import Question
from huiyin.research.models import Finding, Measure, ResearchPlan
from huiyin.villages import actions as villages_actions
from huiyin.villages.models import VillageIssue
from tests.house.parts import Part
from tests.world import AT, World

LATER = date(2026, 5, 1)
NEED, HELPED, MEASURE = "冬天取暖的煤不够烧", "送去两吨煤并装好炉子", "联系民政办申请取暖补助"
SECRETS = [NEED, HELPED, MEASURE, "缺轮椅一辆", "村里渠道年久失修", "渠道渗漏三处"]


@dataclass
class Around:
    """What stands around the contacts of the estate."""

    plan: AidPlan
    need: NeedAssessment
    referral: Referral
    research: ResearchPlan
    finding: Finding
    measure: Measure
    issue: VillageIssue
    brief: PolicyBrief
    question: BriefQuestion

    def values(self) -> dict[tuple[str, str], list[str]]:
        """What each kwarg stands for."""
        kwargs = {
            "aid": self.plan,
            "need": self.need,
            "referral": self.referral,
            "research": self.research,
            "finding": self.finding,
            "measure": self.measure,
            "issue": self.issue,
            "brief": self.brief,
            "question": self.question,
        }
        return {("*", name): [str(thing.pk)] for name, thing in kwargs.items()}


def aid_plan(world: World) -> AidPlan:
    """Chen and the Wang household, with money given on the day."""
    plan = actions.plan_aid(line=world.line, need=NEED, measure=MEASURE, due_on=LATER, by=world.chen, at=AT)
    money = Money(50000, "镇慈善资金", "S-2026-018")
    actions.note_aid(
        plan=plan,
        done_on=AT.date(),
        text=HELPED,
        means=("funding", "coordination"),
        help_fields=("economy",),
        money=money,
        by=world.chen,
        at=AT,
    )
    return plan


def need(world: World) -> NeedAssessment:
    """The Wang household needs something."""
    return actions.assess_need(
        line=world.line,
        help_needed="缺轮椅一辆",
        needed_by=LATER,
        method="face",
        is_adult=True,
        by=world.chen,
        at=AT,
    )


def research(world: World) -> ResearchPlan:
    """Chen looks into irrigation in the first half of the year."""
    asked = Question("农田灌溉", "渠道为什么总缺水", "上河村、下河村", "入户和座谈", "调研报告一份")
    return research_actions.plan_research(year=2026, half=1, due_on=LATER, asked=asked, by=world.chen, at=AT)


def brief(world: World, **fields: object) -> PolicyBrief:
    """Liu explains a policy; a draft."""
    text = {
        "title": "农村危房改造补助",
        "text": "房子经鉴定为危房的，可以申请补助。",
        "source": "县住建局〔2026〕3号",
        "valid_from": date(2026, 1, 1),
        "reply_route": "镇便民服务中心 0990-2000000",
        **fields,
    }
    return publish_actions.write_brief(text=BriefText(**text), by=world.liu, at=AT)  # type: ignore[arg-type]


def stand(world: World, contact: Contact) -> Part:
    """One of each."""
    around = stand_around(world)
    return Part({**around.values(), ("contacts", "village"): [world.village.code]}, SECRETS)


def stand_around(world: World) -> Around:
    """One of each, to take hold of."""
    found = need(world)
    plan = research(world)
    finding = research_actions.find(plan=plan, text="渠道渗漏三处", is_problem=True, by=world.chen, at=AT)
    measure = research_actions.resolve(
        finding=finding, text="维修渗漏段", who="镇农业办", due_on=LATER, by=world.chen, at=AT
    )
    written = brief(world)
    publish_actions.publish_brief(brief=written, version=1, by=world.liu, at=AT)
    written.refresh_from_db()
    return Around(
        plan=aid_plan(world),
        need=found,
        referral=actions.refer(need=found, organ="县残联", referred_on=AT.date(), by=world.chen, at=AT),
        research=plan,
        finding=finding,
        measure=measure,
        issue=villages_actions.put_forward(
            village=world.village, field="infrastructure", text="村里渠道年久失修", by=world.chen, at=AT
        ),
        brief=written,
        question=collect_question(
            brief=written, text="鉴定要不要钱", answer="", by=world.liu, at=AT, place=world.village
        ),
    )
