"""The county wall; and envelopes that the serving roles can add and can never read."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import county_wall, grants, scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("sealed", "0001_initial")]
    operations: ClassVar = [
        *scoped(
            "sealed_recipient",
            web="SELECT, INSERT",
        ),
        *scoped(
            "sealed_sealedreport",
        ),
        county_wall("sealed_envelope"),
        grants("sealed_envelope", web="INSERT", clock="", sequence=False),
    ]
