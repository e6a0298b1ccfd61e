from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("orgs", "0003_secondment")]
    operations: ClassVar = [
        migrations.AddField(
            "appointment",
            "ended_at",
            models.DateTimeField(help_text="when it was noted that it ends", null=True),
        ),
        migrations.AddField(
            "unit",
            "ended_at",
            models.DateTimeField(help_text="when it was noted that it ends", null=True),
        ),
    ]
