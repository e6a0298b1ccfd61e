"""The county wall around what is kept ready of the figures of service: the clock writes it, pages read it."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reports", "0001_initial")]
    operations: ClassVar = [
        *scoped("reports_servicefolding", web="SELECT", clock="SELECT, INSERT, UPDATE"),
        *scoped("reports_servicesum", web="SELECT", clock="SELECT, INSERT, UPDATE, DELETE"),
    ]
