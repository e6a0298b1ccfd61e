"""The county wall around the tables of this room, and what the serving roles may do to them."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("contacts", "0001_initial")]
    operations: ClassVar = [
        *scoped(
            "contacts_contact",
            "contacts_echo",
            "contacts_point",
            "contacts_promise",
            "contacts_signal",
            "contacts_signalwatch",
        ),
        *scoped("contacts_talknote", clock="SELECT, INSERT, UPDATE", web="SELECT, INSERT"),
        *scoped(
            "contacts_course",
            "contacts_promisepassing",
            "contacts_promiserevision",
            "contacts_researchtrip",
            "contacts_villagemeeting",
            "contacts_volunteerservice",
            web="SELECT, INSERT",
        ),
    ]
