"""The county wall around the tables of this room, and what the serving roles may do to them."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("outbox", "0001_initial")]
    operations: ClassVar = [
        *scoped("outbox_howtold", "outbox_wechat"),
        *scoped("outbox_outgoing", clock="SELECT, INSERT, UPDATE, DELETE"),
        *scoped("outbox_wechatwriter", clock="SELECT, INSERT, UPDATE, DELETE"),
        *scoped("outbox_stoppednumber", clock="SELECT"),
        *scoped("outbox_mailbox", "outbox_gateway", clock="SELECT"),
        *scoped("outbox_wording", web="SELECT, INSERT", clock="SELECT"),
    ]
