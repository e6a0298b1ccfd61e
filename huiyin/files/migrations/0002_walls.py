"""The county wall around files; nobody deletes one."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("files", "0001_initial")]
    operations: ClassVar = [
        *scoped(
            "files_attachment",
        ),
    ]
