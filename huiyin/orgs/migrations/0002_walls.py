"""The county wall around the administration, the sequence of references, and what the serving roles may do."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import county_wall, grants, scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("orgs", "0001_initial")]
    operations: ClassVar = [
        grants("orgs_county"),
        grants("orgs_division", web="SELECT", clock="", sequence=False),
        county_wall("orgs_official", door=True),
        grants("orgs_official"),
        *scoped("orgs_appointment", "orgs_post", "orgs_secondment", "orgs_slip", "orgs_unit"),
        *scoped("orgs_oncetoken", clock="SELECT, INSERT, UPDATE, DELETE"),
        *scoped("orgs_adoptedcharter", "orgs_announcedyear", "orgs_succession", web="SELECT, INSERT"),
        *scoped("orgs_logo", web="SELECT, INSERT", clock="SELECT"),
        *scoped("orgs_attempt", clock="SELECT, DELETE", web="SELECT, INSERT"),
        migrations.RunSQL(
            [
                "CREATE SEQUENCE orgs_reference START 1001",
                "GRANT USAGE, SELECT ON SEQUENCE orgs_reference TO huiyin_web, huiyin_clock",
            ],
            ["DROP SEQUENCE orgs_reference"],
        ),
    ]
