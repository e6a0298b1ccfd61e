import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import huiyin.audit.scope
import huiyin.people.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("forums", "0001_initial"),
        ("orgs", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=24, unique=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("forum", "invitations to a forum"),
                            ("representatives", "representatives of the residents"),
                            ("new_household", "somebody new to visit"),
                        ],
                        max_length=16,
                    ),
                ),
                ("subject", models.CharField(max_length=120)),
                ("size", models.PositiveSmallIntegerField()),
                (
                    "panels_count",
                    models.PositiveIntegerField(
                        help_text="how many panels are sealed (charter, lots.panels)"
                    ),
                ),
                (
                    "rest_months",
                    models.PositiveSmallIntegerField(
                        help_text="who was invited within so many months is left out"
                    ),
                ),
                (
                    "quotas",
                    models.JSONField(default=list, help_text="[category, value, least, most] line by line"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("pooled", "pool fixed"),
                            ("computing", "panels being worked out"),
                            ("computed", "panels worked out"),
                            ("published", "panels sealed, number to be drawn"),
                            ("drawn", "drawn"),
                            ("invited", "drawn and invited"),
                            ("closed", "closed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("planned_at", models.DateTimeField()),
                ("pooled_at", models.DateTimeField(null=True)),
                ("pool_size", models.PositiveIntegerField(null=True)),
                ("pool_sha256", models.CharField(blank=True, default="", max_length=64)),
                (
                    "resting",
                    models.PositiveIntegerField(default=0, help_text="left out of the pool: invited lately"),
                ),
                (
                    "let_in",
                    models.PositiveIntegerField(
                        default=0, help_text="invited lately, but the quotas could not do without them"
                    ),
                ),
                (
                    "seed",
                    models.CharField(
                        blank=True, default="", help_text="the panels follow from it", max_length=40
                    ),
                ),
                ("asked_at", models.DateTimeField(null=True)),
                (
                    "beat_at",
                    models.DateTimeField(
                        help_text="when the clock that works on it was last heard of", null=True
                    ),
                ),
                ("claim", models.CharField(blank=True, default="", max_length=32)),
                ("stage", models.CharField(blank=True, default="", max_length=20)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                (
                    "failure",
                    models.JSONField(default=dict, help_text="code and facts of why no panels came out"),
                ),
                (
                    "least_panels",
                    models.PositiveIntegerField(
                        help_text="smallest number of panels anybody sits in", null=True
                    ),
                ),
                ("most_panels", models.PositiveIntegerField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("dice", "ten-sided dice, one for each digit"),
                            ("balls", "balls from a lottery drum"),
                            ("lottery", "the last digits of a public lottery named beforehand"),
                            ("system", "drawn by this system in front of everybody"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("way_words", models.CharField(blank=True, default="", max_length=120)),
                ("draws_on", models.DateField(null=True)),
                ("draws_at", models.TimeField(null=True)),
                ("place_words", models.CharField(blank=True, default="", max_length=120)),
                ("number", models.PositiveIntegerField(null=True)),
                ("drawn_at", models.DateTimeField(null=True)),
                ("witnesses", models.PositiveSmallIntegerField(null=True)),
                ("invited_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancel_reason", models.CharField(blank=True, default="", max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
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
                    "drawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "forum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draws",
                        to="forums.forum",
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="draws", to="orgs.unit"
                    ),
                ),
                (
                    "visitor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-planned_at", "-id"),
                "indexes": [
                    models.Index(fields=["unit", "planned_at"], name="lots_draw_unit_id_55f348_idx"),
                    models.Index(fields=["state", "asked_at"], name="lots_draw_state_910183_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purpose", "forum"), ("forum__isnull", False)),
                            models.Q(models.Q(("purpose", "forum"), _negated=True), ("forum", None)),
                            _connector="OR",
                        ),
                        name="draw_of_a_forum_has_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purpose", "new_household"), ("visitor__isnull", False)),
                            models.Q(
                                models.Q(("purpose", "new_household"), _negated=True), ("visitor", None)
                            ),
                            _connector="OR",
                        ),
                        name="draw_to_visit_has_its_visitor",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "cancelled"), _negated=True),
                        fields=("forum",),
                        name="one_standing_draw_a_forum",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("panels_count__gte", 1), ("size__gte", 1)), name="draw_has_a_size"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["planned", "cancelled"]),
                            models.Q(
                                ("pooled_at__isnull", False),
                                ("pool_size__isnull", False),
                                models.Q(("pool_sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="draw_pool_is_fixed_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["drawn", "invited", "closed"]),
                                ("number__isnull", False),
                                ("drawn_at__isnull", False),
                                ("drawn_by__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state__in", ["drawn", "invited", "closed"]), _negated=True),
                                ("number", None),
                                ("drawn_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="draw_has_its_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", None), ("number__lt", models.F("panels_count")), _connector="OR"
                        ),
                        name="draw_number_names_a_panel",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "cancelled"),
                                ("cancelled_at__isnull", False),
                                models.Q(("cancel_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "cancelled"), _negated=True),
                                ("cancelled_at", None),
                                ("cancel_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="draw_cancelled_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DrawEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "lot",
                    models.PositiveIntegerField(
                        help_text="place among the sorted fingerprints of the pool, from 0, as in the proof"
                    ),
                ),
                ("code", huiyin.people.fields.SealedField()),
                ("commitment", models.CharField(max_length=64)),
                (
                    "values",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), default=list, size=None
                    ),
                ),
                (
                    "panels_in",
                    models.PositiveIntegerField(help_text="in how many of the panels it sits", null=True),
                ),
                ("is_chosen", models.BooleanField(default=False)),
                ("invited_on", models.DateField(null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "has not answered yet"),
                            ("accepted", "comes"),
                            ("declined", "does not come"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
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
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="lots.draw"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.household"
                    ),
                ),
                (
                    "stands_for",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stood_for_by",
                        to="lots.drawentry",
                    ),
                ),
            ],
            options={
                "ordering": ("draw", "lot"),
                "indexes": [
                    models.Index(fields=["household", "invited_on"], name="lot_invited_lately"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "lot"), name="lot_once_a_draw"),
                    models.UniqueConstraint(fields=("draw", "household"), name="household_once_a_draw"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("invited_on", None), ("answer", "")),
                            models.Q(("invited_on__isnull", False), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="lot_answers_when_invited",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DrawPanels",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("panels", models.JSONField(help_text="panel by panel, the lot numbers in it")),
                ("secret", huiyin.people.fields.SealedField()),
                (
                    "seals",
                    models.JSONField(help_text="what the public file says of them, as it was published"),
                ),
                (
                    "sha256",
                    models.CharField(
                        help_text="over everything that is fixed before the number", max_length=64
                    ),
                ),
                ("facts", models.JSONField(default=dict, help_text="bound, chances and how long it took")),
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
                    "draw",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="worked_out", to="lots.draw"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256", ""), _negated=True), name="panels_have_their_hash"
                    ),
                ],
            },
        ),
    ]
