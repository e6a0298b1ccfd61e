"""The county wall around the tables of inspections, and what the serving roles may do to them."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("duties", "0003_inspection")]
    operations: ClassVar = [
        *scoped("duties_inspection", "duties_callback", "duties_finding", "duties_rectification"),
        *scoped("duties_calltry", web="SELECT, INSERT"),
    ]
