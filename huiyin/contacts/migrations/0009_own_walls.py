"""The county wall around the tables of each form's own fields, which are entered once and never changed."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("contacts", "0008_own_fields")]
    operations: ClassVar = [
        *scoped(
            "contacts_talknote",
            "contacts_villagemeeting",
            "contacts_volunteerservice",
            "contacts_researchtrip",
            "contacts_course",
            web="SELECT, INSERT",
        ),
    ]
