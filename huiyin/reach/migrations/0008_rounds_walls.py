"""The county wall around rounds and travel; what is only a proposal is written anew, and old plans are forgotten."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped

KEPT, FORGOTTEN = "SELECT, INSERT, UPDATE", "SELECT, INSERT, UPDATE, DELETE"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reach", "0007_rounds")]
    operations: ClassVar = [
        *scoped("reach_site", "reach_traveltime"),
        *scoped("reach_round", "reach_roundofficial", web=KEPT, clock=FORGOTTEN),
        *scoped("reach_roundstop", "reach_roundwish", web=FORGOTTEN, clock=FORGOTTEN),
    ]
