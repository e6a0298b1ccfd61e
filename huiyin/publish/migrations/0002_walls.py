"""The county wall around the tables of this room, and what the serving roles may do to them."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("publish", "0001_initial")]
    operations: ClassVar = [
        *scoped("publish_briefquestion", "publish_policybrief"),
        *scoped(
            "publish_institutiondocument",
            web="SELECT, INSERT, UPDATE (taken_back_by_id, taken_back_at, taken_back_reason)",
            clock="SELECT",
        ),
    ]
