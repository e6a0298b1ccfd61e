"""The county wall around the tables of this room, and what the serving roles may do to them."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("rounds", "0001_initial")]
    operations: ClassVar = [
        *scoped("rounds_site", "rounds_traveltime"),
        *scoped(
            "rounds_round",
            "rounds_roundofficial",
            clock="SELECT, INSERT, UPDATE, DELETE",
            web="SELECT, INSERT, UPDATE",
        ),
        *scoped(
            "rounds_roundstop",
            "rounds_roundwish",
            clock="SELECT, INSERT, UPDATE, DELETE",
            web="SELECT, INSERT, UPDATE, DELETE",
        ),
    ]
