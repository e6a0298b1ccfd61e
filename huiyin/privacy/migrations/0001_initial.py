import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import huiyin.audit.scope
import huiyin.people.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("orgs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DataRequest",
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
                            ("access", "to see what is held of me, and have a copy"),
                            ("correct", "to have it put right"),
                            ("erase", "to have it erased"),
                            ("withdraw", "to take my consent back"),
                            ("explain", "to have it explained how it is handled"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "speaks",
                    models.CharField(
                        choices=[
                            ("self", "for oneself"),
                            ("guardian", "as a guardian"),
                            ("relative", "as a near relative of somebody who has died"),
                        ],
                        default="self",
                        max_length=8,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "public form"),
                            ("counter", "visit to the counter"),
                            ("phone", "telephone call"),
                            ("letter", "letter"),
                        ],
                        max_length=8,
                    ),
                ),
                ("name", huiyin.people.fields.SealedField(blank=True, default="", help_text="of who asks")),
                ("phone", huiyin.people.fields.SealedField(blank=True, default="")),
                ("phone_index", models.CharField(blank=True, default="", editable=False, max_length=64)),
                (
                    "whose",
                    huiyin.people.fields.SealedField(
                        blank=True,
                        default="",
                        help_text="the name of the person it is about, if not who asks",
                    ),
                ),
                (
                    "ground",
                    huiyin.people.fields.SealedField(
                        blank=True, default="", help_text="on which ground somebody asks for another"
                    ),
                ),
                ("words", huiyin.people.fields.SealedField(blank=True, default="")),
                (
                    "numbers",
                    models.CharField(
                        blank=True, help_text="of matters and homes that were named", max_length=120
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                ("late_reason", models.CharField(blank=True, max_length=120)),
                (
                    "started_on",
                    models.DateField(help_text="the county's day of the receipt, from which its time runs"),
                ),
                ("n", models.PositiveSmallIntegerField()),
                ("n_unit", models.CharField(max_length=2)),
                ("source", models.CharField(blank=True, max_length=120)),
                ("due_on", models.DateField()),
                ("is_provisional", models.BooleanField(default=False)),
                (
                    "working",
                    models.JSONField(default=dict, help_text="how the date was reached, per language"),
                ),
                ("reminded_on", models.DateField(null=True)),
                ("chased_on", models.DateField(null=True)),
                ("rung", models.PositiveSmallIntegerField(default=0)),
                (
                    "proof",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("code", "opened with number and code of a matter of theirs"),
                            ("paper", "showed a paper at the counter; nothing of it is kept"),
                            ("rung", "was rung back at the number on record"),
                        ],
                        max_length=6,
                    ),
                ),
                ("proven_at", models.DateTimeField(null=True)),
                (
                    "missing",
                    huiyin.people.fields.SealedField(
                        blank=True, default="", help_text="what the person was told is missing"
                    ),
                ),
                ("missing_at", models.DateTimeField(null=True)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("granted", "done as asked"),
                            ("partly", "done in part"),
                            ("refused", "refused"),
                        ],
                        max_length=8,
                    ),
                ),
                ("answer", huiyin.people.fields.SealedField(blank=True, default="")),
                (
                    "statement",
                    huiyin.people.fields.SealedField(
                        blank=True, default="", help_text="what was held, as it was told"
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("page", "on the person's page"),
                            ("hand", "handed over in person"),
                            ("post", "by post"),
                        ],
                        max_length=6,
                    ),
                ),
                ("delivered_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
                ("code_index", models.CharField(blank=True, default="", editable=False, max_length=64)),
                (
                    "link_index",
                    models.CharField(blank=True, db_index=True, default="", editable=False, max_length=64),
                ),
                ("receipt", huiyin.people.fields.SealedField(blank=True, default="", editable=False)),
                ("from_index", models.CharField(blank=True, default="", editable=False, max_length=64)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "delivered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proven_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="the county's desk",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("due_on", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at", None)), fields=["due_on"], name="data_request_open"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "web"), ("taken_by", None)),
                            models.Q(
                                models.Q(("channel", "web"), _negated=True), ("taken_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="data_request_says_who_took_it",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_at__lte", models.F("entered_at"))),
                        name="data_request_received_before_entered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proof", ""), ("proven_at", None), ("proven_by", None)),
                            models.Q(("proof", "code"), ("proven_at__isnull", False), ("proven_by", None)),
                            models.Q(
                                ("proof__in", ["paper", "rung"]),
                                ("proven_at__isnull", False),
                                ("proven_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="data_request_check_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_at", None),
                                ("answered_by", None),
                                ("result", ""),
                                ("statement", ""),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("result", ""), _negated=True),
                                models.Q(
                                    models.Q(("answer", ""), _negated=True),
                                    ("erased_at__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="data_request_answer_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result__in", ["", "refused"]),
                            models.Q(("proof", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="nothing_is_shown_without_a_check",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("delivered_at", None), ("way", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("delivered_at__isnull", False),
                                ("way__in", ["page", "hand", "post"]),
                            ),
                            _connector="OR",
                        ),
                        name="data_request_delivery_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("erased_at", None),
                            models.Q(
                                ("answer", ""),
                                ("answered_at__isnull", False),
                                ("code_index", ""),
                                ("ground", ""),
                                ("link_index", ""),
                                ("missing", ""),
                                ("name", ""),
                                ("numbers", ""),
                                ("phone", ""),
                                ("phone_index", ""),
                                ("receipt", ""),
                                ("statement", ""),
                                ("whose", ""),
                                ("words", ""),
                            ),
                            _connector="OR",
                        ),
                        name="erased_data_request_says_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptFrom",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
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
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kept_from",
                        to="privacy.datarequest",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("request", "official"), name="kept_from_each_once"),
                ],
            },
        ),
    ]
