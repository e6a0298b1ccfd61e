"""Notes of talks may be erased when they are old; by the clock alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0012_late_reason"),
        ("orgs", "0003_secondment"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="talknote",
            name="talk_note_says_something",
        ),
        migrations.AddField(
            model_name="talknote",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="talknote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("text", ""), _negated=True), ("erased_at", None)),
                    models.Q(("erased_at__isnull", False), ("text", "")),
                    _connector="OR",
                ),
                name="talk_note_says_something_until_erased",
            ),
        ),
        # Still entered once and never changed by anybody who is signed in.
        migrations.RunSQL(
            "GRANT UPDATE ON contacts_talknote TO huiyin_clock",
            "REVOKE UPDATE ON contacts_talknote FROM huiyin_clock",
        ),
    ]
