"""The official account of a county on WeChat, and until when each who wrote to it may be answered in words."""

from datetime import datetime, timedelta
from typing import Final

from django.db import models

from huiyin.lib.wechat import Seal
from huiyin.orgs.keys import wechat_index
from huiyin.orgs.models import Scoped
from huiyin.people.fields import SealedField

OFFICIAL_API: Final = "https://api.weixin.qq.com"
ANSWERED_WITHIN: Final = timedelta(hours=48)  # WeChat passes words on for so long after a person wrote last


class WeChat(Scoped):
    """The account: how WeChat's calls are told from others, and by what ours are let in there."""

    appid = models.CharField(max_length=32)
    secret = SealedField(blank=True, default="")
    token = SealedField(blank=True, default="", help_text="signs what WeChat sends")
    aes_key = SealedField(blank=True, default="", help_text="of the encrypted mode")
    in_plain = models.BooleanField(default=False, help_text="its messages are not encrypted")
    api = models.CharField(max_length=200, default=OFFICIAL_API)
    template = models.CharField(max_length=64, blank=True)
    number_field = models.CharField(max_length=40, blank=True)
    what_field = models.CharField(max_length=40, blank=True)
    is_on = models.BooleanField(default=False)
    access = SealedField(blank=True, default="", help_text="the access token, while it is valid")
    access_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county"], name="one_wechat_of_a_county")]

    PERSONAL = {
        "appid": "the county's own",
        "secret": "sealed",
        "token": "sealed",
        "aes_key": "sealed",
        "api": "the county's own",
        "template": "the county's own",
        "number_field": "the county's own",
        "what_field": "the county's own",
        "access": "sealed",
    }

    def __str__(self) -> str:
        return self.appid

    @property
    def seal(self) -> Seal | None:
        """Of the encrypted mode, where that is in use."""
        return None if self.in_plain else Seal(self.aes_key, self.appid)


class WeChatWriters(models.QuerySet["WeChatWriter"]):
    """Which who wrote."""

    def lately(self, at: datetime) -> "WeChatWriters":
        """WeChat still passes words on to them."""
        return self.filter(wrote_at__gt=at - ANSWERED_WITHIN)

    def long_ago(self, at: datetime) -> "WeChatWriters":
        """It does so no more."""
        return self.filter(wrote_at__lte=at - ANSWERED_WITHIN)


class WeChatWriter(Scoped):
    """Who wrote to the account by WeChat, by a keyed index, and when last."""

    writer = models.CharField(max_length=64)
    wrote_at = models.DateTimeField()

    objects = WeChatWriters.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "writer"], name="wechat_writer_once")]

    PERSONAL = {"writer": "blind index"}

    def __str__(self) -> str:
        return f"{self.wrote_at:%Y-%m-%d}"


def wechat_kept() -> WeChat | None:
    """The open county's, if it has entered one."""
    return WeChat.objects.first()


def wechat_in_use() -> WeChat | None:
    """The open county's, if it is switched on."""
    return WeChat.objects.filter(is_on=True).first()


def wrote(openid: str, at: datetime) -> None:
    """They wrote just now."""
    WeChatWriter.objects.update_or_create(writer=wechat_index(openid), defaults={"wrote_at": at})


def may_be_answered(openid: str, at: datetime) -> bool:
    """Whether WeChat still passes words on to them."""
    return WeChatWriter.objects.lately(at).filter(writer=wechat_index(openid)).exists()
