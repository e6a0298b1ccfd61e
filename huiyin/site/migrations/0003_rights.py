"""What the serving roles may do to the schedule's memory."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import grants


class Migration(migrations.Migration):
    dependencies: ClassVar = [("site", "0002_initial")]
    operations: ClassVar = [grants("site_clockline")]
