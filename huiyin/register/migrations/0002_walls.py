"""The county wall around the tables of this room, and what the serving roles may do to them."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("register", "0001_initial")]
    operations: ClassVar = [
        *scoped("register_assignment", "register_exemption", "register_standin"),
        # who gave a slip, to whom and when stays as it was; the clock ends those of whom it erases
        *scoped(
            "register_groupslip",
            web="SELECT, INSERT, UPDATE (used_at, ended_at)",
            clock="SELECT, UPDATE (ended_at)",
        ),
    ]
