from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("matters", "0006_sealed_receipt")]
    operations: ClassVar = [
        migrations.AddField(
            "deadline",
            "put_off_until",
            models.DateTimeField(help_text="the clock failed at it and tries again then", null=True),
        ),
    ]
