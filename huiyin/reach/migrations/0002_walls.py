"""The county wall around this app's tables, and what the serving roles may do to them."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reach", "0001_initial")]
    operations: ClassVar = [
        *scoped("reach_population", "reach_met", "reach_tally", "reach_counting"),
    ]
