import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import huiyin.audit.scope


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("orgs", "0002_walls"),
        migrations.swappable_dependency("orgs.Official"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recipient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("organ", models.CharField(max_length=80)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("public_key", models.CharField(max_length=60)),
                ("valid_from", models.DateField()),
                (
                    "county",
                    models.ForeignKey(
                        db_index=False,
                        default=huiyin.audit.scope.current_county,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.county",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organ", ""), _negated=True),
                            models.Q(("public_key", ""), _negated=True),
                        ),
                        name="recipient_has_a_key",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=24, unique=True)),
                ("door", models.CharField(max_length=8)),
                ("received_at", models.DateTimeField()),
                ("sealed_at", models.DateTimeField()),
                ("due_on", models.DateField(help_text="by when it is handed over")),
                ("size", models.PositiveIntegerField(help_text="bytes of the envelope")),
                (
                    "digest",
                    models.CharField(
                        help_text="of the envelope: stands on the receipt, and is printed where it is opened",
                        max_length=64,
                    ),
                ),
                ("handed_over_at", models.DateTimeField(null=True)),
                ("receipt", models.CharField(blank=True, max_length=60)),
                ("late_told_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "county",
                    models.ForeignKey(
                        db_index=False,
                        default=huiyin.audit.scope.current_county,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.county",
                    ),
                ),
                (
                    "handed_over_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sealed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sealed.recipient"
                    ),
                ),
            ],
            options={
                "ordering": ("due_on", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handed_over_at", None), ("handed_over_by", None), ("receipt", "")),
                            models.Q(
                                ("handed_over_at__isnull", False),
                                ("handed_over_by__isnull", False),
                                models.Q(("receipt", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sealed_report_is_handed_over_with_a_receipt",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Envelope",
            fields=[
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="envelope",
                        serialize=False,
                        to="sealed.sealedreport",
                    ),
                ),
                ("content", models.BinaryField()),
                (
                    "county",
                    models.ForeignKey(
                        db_index=False,
                        default=huiyin.audit.scope.current_county,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.county",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
