"""The county wall; a reader's key that only the owner enters; envelopes that the serving roles add and never read."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import county_wall, grants, scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("sealed", "0001_initial")]
    operations: ClassVar = [
        county_wall("sealed_recipient"),
        grants("sealed_recipient", web="SELECT", sequence=False),
        *scoped(
            "sealed_sealedreport",
        ),
        county_wall("sealed_envelope"),
        grants("sealed_envelope", web="INSERT", clock="", sequence=False),
    ]
