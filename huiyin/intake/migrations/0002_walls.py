"""The county wall around the tables of this room, and what the serving roles may do to them."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("intake", "0001_initial")]
    operations: ClassVar = [
        *scoped("intake_arrival", clock="SELECT, INSERT, UPDATE, DELETE"),
        *scoped("intake_letterbox"),
        *scoped("intake_draft", clock="SELECT, INSERT, UPDATE, DELETE"),
        *scoped("intake_heard", web="SELECT, INSERT", clock="SELECT, DELETE"),
        *scoped("intake_picture", web="SELECT, INSERT, UPDATE, DELETE"),
        *scoped("intake_dutyday", web="SELECT, INSERT, DELETE", clock="SELECT"),
    ]
