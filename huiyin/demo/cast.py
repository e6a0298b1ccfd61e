"""The people of the demo county whom one can sign in as, and what each is good for."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

PASSWORD = "huiyin-demo-2026"  # noqa: S105 - a demo login, which works on this machine only


@dataclass(frozen=True)
class Login:
    """One demo login."""

    username: str
    name: str
    post: str
    good_for: Any
    password: str = PASSWORD


LOGINS = (
    Login(
        "zhou",
        "周敏",
        "柳河镇 副镇长",
        _("an official with contact households: records visits, keeps promises"),
    ),
    Login("chen", "陈静", "柳河镇 党政办", _("the desk: looks at messages one at a time and passes them on")),
    Login("li", "李卫国", "柳河镇 村镇建设办", _("a handler: takes action and drafts replies")),
    Login("liu", "刘强", "柳河镇 村镇建设办主任", _("a unit head: takes matters over and approves replies")),
    Login(
        "sun",
        "孙晓梅",
        "青禾县 联系群众工作办公室",
        _("the county: sees where things wait, and the work summary"),
    ),
)

# Who administers: an account without a post each, by the duty it carries.
ADMINISTRATORS = {
    "system": Login(
        "xitong", "席林", "系统管理员", _("enters officials, posts and units, keeps charter and calendar")
    ),
    "security": Login(
        "anquan", "安洁", "安全管理员", _("gives capacities and slips to come in with, locks accounts")
    ),
    "audit": Login("shenji", "申明", "审计管理员", _("reads what the other two administrators did")),
}
