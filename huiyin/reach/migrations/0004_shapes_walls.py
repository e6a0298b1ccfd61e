"""The county wall around the shapes of areas, and what the serving roles may do to them."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("reach", "0003_shapes")]
    operations: ClassVar = [
        *scoped("reach_areashapes"),
    ]
