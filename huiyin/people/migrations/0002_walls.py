"""The county wall around the tables of this room, and what the serving roles may do to them."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0001_initial")]
    operations: ClassVar = [
        *scoped(
            "people_consentrecord",
            "people_groupdeclaration",
            "people_household",
            "people_resemblance",
            "people_resident",
        ),
        *scoped("people_furthernumber", web="SELECT, INSERT, DELETE"),
        *scoped("people_reveal", web="SELECT, INSERT, UPDATE (about)"),
    ]
