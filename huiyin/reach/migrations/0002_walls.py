"""The county wall around the tables of this room, and what the serving roles may do to them."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reach", "0001_initial")]
    operations: ClassVar = [
        *scoped("reach_areashapes", "reach_counting", "reach_met", "reach_population", "reach_tally"),
        *scoped("reach_populationchange", web="SELECT, INSERT", clock="SELECT"),
    ]
