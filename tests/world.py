"""The cast: who works where, whom they are in touch with, and who may see none of it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from huiyin.audit.scope import county_scope
from huiyin.lib import charter
from huiyin.orgs import actions as orgs
from huiyin.orgs.models import County, Official, Post, Unit
from huiyin.people import actions as people
from huiyin.people.models import Household, Resident
from huiyin.register.actions import pair
from huiyin.register.models import Assignment

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)  # a Monday; the holidays of that year are known
LONG_AGO = date(2020, 1, 1)
PASSWORD = "a-long-enough-password"


def moment(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A time of that day in the county."""
    return datetime.combine(day, time(hour, minute), SHANGHAI)


@dataclass
class World:
    """Heyang county with two townships; Zhao and Qian are there to be refused."""

    county: County
    root: Unit
    traffic: Unit  # a county department
    town: Unit
    office: Unit  # the township's building office
    village: Unit
    hamlet: Unit  # the other village of the township
    branch: Unit
    committee: Unit  # of the township; the branch accounts to it
    top: Unit  # the committee of the county, to which the township's accounts
    station: Unit
    sibling: Unit  # another township
    far_village: Unit  # the sibling's village
    chen: Official  # officer of the branch, with the Wang household
    liu: Official  # coordinator and clerk of the township
    he: Official  # handles matters in the building office
    gao: Official  # head of the building office
    ma: Official  # head of the township
    sun: Official  # coordinates and supervises at the county
    qian: Official  # coordinator and head of the sibling township: may see none of ours
    zhao: Official  # of another county: may see nothing at all
    xia: Official  # clerk at the township's desk, and nothing else
    other: County
    home: Household
    wang: Resident
    line: Assignment
    second: Household  # of the other village; in nobody's register, and has agreed to nothing
    zhu: Resident  # who lives there, and is only partly content


def charter_text() -> str:
    """The shipped institution."""
    return Path(charter.shipped()["direct-contact"]).read_text(encoding="utf-8")


def county(slug: str, prefix: str, name: str) -> County:
    """A county with the shipped charter in force."""
    made = orgs.found_county(
        slug=slug,
        prefix=prefix,
        name=name,
        division_code="990100",
        phone="0990-1000000",
        started_on=date(2025, 9, 1),
    )
    with county_scope(made.pk):
        at = datetime(2010, 1, 1, tzinfo=SHANGHAI)
        orgs.adopt_charter(text=charter_text(), effective_at=at, by="test", at=at)
    return made


def unit(kind: str, code: str, name: str, parent: Unit | None = None, **fields: object) -> Unit:
    """A unit that has been there for long."""
    fields = {"short_name": name, "valid_from": LONG_AGO, "phone": "0990-2000000", **fields}
    return orgs.raise_unit(by="test", at=AT, parent=parent, code=code, name=name, kind=kind, **fields)


def official(username: str, name: str, where: Unit, title: str, *capacities: str) -> Official:
    """Somebody in a post, who can log in."""
    made = orgs.enrol(username=username, name=name, password=PASSWORD, by="test", at=AT, phone="0990-3000000")
    post = Post.objects.create(unit=where, title=title, capacities=list(capacities), valid_from=LONG_AGO)
    orgs.appoint(official=made, post=post, from_on=LONG_AGO, by="test", at=AT)
    return made


def household(
    place: Unit, code: str, name: str, phone: str, taken_by: Official
) -> tuple[Household, Resident]:
    """A household whose contact person agreed."""
    home = people.enter_household(
        place=place, code=code, address="东头第三户", groups=["farmer"], by="test", at=AT
    )
    person = people.enter_resident(name=name, phone=phone, place=None, household=home, by="test", at=AT)
    people.take_consent(resident=person, method="face", is_adult=True, by=taken_by, at=AT)
    return home, person


def build() -> World:
    """Everybody. Leaves Heyang's scope to the caller."""
    other = county("other", "ZQ", "邻县")
    with county_scope(other.pk):
        root = unit("county", "990200", "邻县")
        zhao = official("zhao", "赵远", root, "主任", "coordinator", "unit_head", "supervisor", "officer")
    ours = county("heyang", "HY", "禾阳县")
    with county_scope(ours.pk):
        return _heyang(ours, other, zhao)


def _heyang(ours: County, other: County, zhao: Official) -> World:
    root = unit("county", "990100", "禾阳县")
    traffic = unit("department", "990100-JT", "禾阳县交通运输局", root, short_name="县交通局")
    town = unit("township", "990100101", "柳林镇", root)
    office = unit("office", "990100101-CJ", "柳林镇村镇建设办公室", town, short_name="镇建设办")
    village = unit("village", "990100101201", "上河村", town)
    hamlet = unit("village", "990100101202", "下河村", town)
    top = unit("committee", "990100-DW", "中共禾阳县委员会", root, short_name="县委")
    committee = unit(
        "committee", "990100101-DW", "中共柳林镇委员会", town, short_name="镇党委", reports_to=top
    )
    branch = unit(
        "branch", "990100101-ZB", "柳林镇机关党支部", town, short_name="机关支部", reports_to=committee
    )
    station = unit("station", "990100101-GZ", "柳林镇联系群众工作站", town, short_name="镇工作站")
    sibling = unit("township", "990100102", "石门镇", root)
    far_village = unit("village", "990100102201", "石门村", sibling)
    chen = official("chen", "陈立", branch, "副镇长", "officer")
    liu = official("liu", "刘芳", town, "党政办主任", "coordinator", "desk_clerk")
    he = official("he", "何平", office, "干事", "officer")
    gao = official("gao", "高峰", office, "主任", "unit_head")
    ma = official("ma", "马成", town, "镇长", "unit_head", "supervisor")
    sun = official("sun", "孙敏", root, "联系办主任", "coordinator", "supervisor")
    official("tu", "涂强", traffic, "干事", "officer")
    official("yu", "于洋", traffic, "局长", "unit_head")
    qian = official("qian", "钱江", sibling, "镇长", "coordinator", "unit_head", "supervisor", "officer")
    xia = official("xia", "夏禾", town, "窗口办事员", "desk_clerk")
    home, wang = household(village, "SH-001", "王秀兰", "19900001234", chen)
    second = people.enter_household(place=hamlet, code="XH-001", address="西头", groups=[], by="test", at=AT)
    zhu = people.enter_resident(
        name="朱有才", phone="19900009876", place=None, household=second, by="test", at=AT
    )
    consent = wang.consents.get()
    line = pair(
        official=chen,
        unit=branch,
        household=home,
        person=wang,
        consent=consent,
        started_on=LONG_AGO,
        by="test",
        at=AT,
    )
    return World(
        county=ours,
        root=root,
        traffic=traffic,
        town=town,
        office=office,
        village=village,
        hamlet=hamlet,
        branch=branch,
        committee=committee,
        top=top,
        station=station,
        sibling=sibling,
        far_village=far_village,
        chen=chen,
        liu=liu,
        he=he,
        gao=gao,
        ma=ma,
        sun=sun,
        qian=qian,
        zhao=zhao,
        xia=xia,
        other=other,
        home=home,
        wang=wang,
        line=line,
        second=second,
        zhu=zhu,
    )
