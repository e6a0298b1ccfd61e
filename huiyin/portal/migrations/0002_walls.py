"""The county wall around wrong pairs; only the clock may remove them, after a day."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("portal", "0001_initial")]
    operations: ClassVar = [
        *scoped("portal_attempt", web="SELECT, INSERT", clock="SELECT, DELETE"),
    ]
