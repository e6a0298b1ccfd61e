import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import huiyin.audit.scope


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("orgs", "0001_initial"),
        ("register", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=24, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("month", "monthly note"),
                            ("sheet", "activity sheet"),
                            ("quarter", "quarterly report"),
                            ("half_year", "half-yearly report"),
                        ],
                        max_length=10,
                    ),
                ),
                ("first", models.DateField()),
                ("end", models.DateField()),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "drafted"),
                            ("confirmed", "confirmed"),
                            ("submitted", "submitted"),
                            ("accepted", "taken in"),
                            ("returned", "returned"),
                            ("restated", "restated by a newer version"),
                        ],
                        default="drafted",
                        max_length=10,
                    ),
                ),
                ("due_on", models.DateField()),
                ("remind_on", models.DateField(null=True)),
                ("late_on", models.DateField(null=True)),
                ("drafted_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("empty_reason", models.CharField(blank=True, max_length=200)),
                ("as_of", models.DateTimeField(null=True)),
                ("snapshot", models.JSONField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("return_reason", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "assignment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="register.assignment",
                    ),
                ),
                (
                    "charter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.adoptedcharter",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        default=huiyin.audit.scope.current_county,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.county",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="accounts.account",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("-first", "unit__path", "id"),
                "indexes": [
                    models.Index(fields=["to_unit", "first", "state"], name="accounts_ac_to_unit_c23daa_idx"),
                    models.Index(fields=["official", "-first"], name="accounts_ac_officia_7b800d_idx"),
                    models.Index(
                        condition=models.Q(("remind_on__isnull", False)),
                        fields=["remind_on"],
                        name="account_remind",
                    ),
                    models.Index(
                        condition=models.Q(("late_on__isnull", False)),
                        fields=["late_on"],
                        name="account_late",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "kind", "unit", "official", "assignment", "first", "number"),
                        name="account_version_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("first"))), name="account_runs_forward"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("as_of", None),
                                ("snapshot", None),
                                ("state__in", ["drafted", "confirmed"]),
                                ("submitted_by", None),
                            ),
                            models.Q(
                                ("as_of__isnull", False),
                                ("snapshot__isnull", False),
                                ("state__in", ["submitted", "accepted", "returned", "restated"]),
                                ("submitted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="account_handed_in_is_frozen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["month", "sheet"]), ("official__isnull", False)),
                            models.Q(("kind__in", ["quarter", "half_year"]), ("official", None)),
                            _connector="OR",
                        ),
                        name="account_has_its_author",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("assignment__isnull", False), ("kind", "sheet")),
                            models.Q(models.Q(("kind", "sheet"), _negated=True), ("assignment", None)),
                            _connector="OR",
                        ),
                        name="sheet_is_of_a_household",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("return_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="account_returned_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountSentence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sentence",
                        to="accounts.account",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
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
                        condition=models.Q(("text", ""), _negated=True), name="sentence_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first", models.DateField()),
                ("end", models.DateField()),
                ("counts", models.JSONField()),
                ("step", models.PositiveSmallIntegerField()),
                ("words", models.TextField(blank=True)),
                ("written_at", models.DateTimeField()),
                (
                    "is_read_above",
                    models.BooleanField(default=False, help_text="for nobody else leads the unit"),
                ),
                ("cleared_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "cleared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        default=huiyin.audit.scope.current_county,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.county",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-first", "unit__path"),
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "first"), name="digest_once_a_quarter"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cleared_at", None), ("cleared_by", None)),
                            models.Q(
                                ("cleared_at__isnull", False),
                                ("cleared_by__isnull", False),
                                models.Q(("cleared_by", models.F("written_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="digest_read_by_another",
                    ),
                ],
            },
        ),
    ]
