import datetime

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import huiyin.audit.scope
import huiyin.lib.sealing
import huiyin.people.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contacts", "0002_walls"),
        ("orgs", "0002_walls"),
        ("people", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Matter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=24, unique=True)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("live", "real work"),
                            ("history", "imported history"),
                            ("sealed", "turned out to be a report, seen by nobody any more"),
                        ],
                        default="live",
                        max_length=8,
                    ),
                ),
                ("channel", models.CharField(max_length=12)),
                ("source", models.CharField(blank=True, max_length=60)),
                ("external_id", models.CharField(blank=True, max_length=120)),
                (
                    "kind",
                    models.CharField(
                        blank=True, help_text="what it is, by the charter's list (S40)", max_length=20
                    ),
                ),
                ("profile", models.CharField(default="contact_matter", max_length=20)),
                (
                    "printed_on",
                    models.DateField(
                        help_text="the latest day that the order it came with states", null=True
                    ),
                ),
                ("printed_hour", models.TimeField(null=True)),
                (
                    "data_key",
                    huiyin.people.fields.SealedField(
                        default=huiyin.lib.sealing.DataKey.new,
                        editable=False,
                        help_text="empty once it is destroyed",
                    ),
                ),
                ("title", huiyin.people.fields.WordsField()),
                ("body", huiyin.people.fields.WordsField()),
                ("topic", models.CharField(blank=True, max_length=60)),
                ("source_org", models.CharField(blank=True, max_length=30)),
                ("place_words", huiyin.people.fields.WordsField(blank=True)),
                ("received_at", models.DateTimeField(null=True)),
                (
                    "received_was",
                    models.DateTimeField(help_text="before it was corrected, once (I-29)", null=True),
                ),
                ("received_corrected_at", models.DateTimeField(null=True)),
                ("registered_at", models.DateTimeField()),
                ("state", models.CharField(default="received", max_length=20)),
                ("level", models.CharField(blank=True, max_length=8)),
                ("outcome", models.CharField(blank=True, max_length=24)),
                ("due_on", models.DateField(null=True)),
                (
                    "promised_on",
                    models.DateField(
                        help_text="the latest date first told to the resident (I-12)", null=True
                    ),
                ),
                ("replied_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "holds_code_since",
                    models.DateTimeField(
                        help_text="the code was on the person's own screen, or opened their page", null=True
                    ),
                ),
                (
                    "to_bring",
                    models.CharField(
                        blank=True,
                        help_text="how, while somebody has to bring the answer, or an opinion, to the person",
                        max_length=6,
                    ),
                ),
                (
                    "to_call",
                    models.CharField(
                        blank=True, help_text="which, while the person is to be called back", max_length=6
                    ),
                ),
                (
                    "right_used",
                    models.BooleanField(default=False, help_text="reopened as of right, by the person"),
                ),
                (
                    "more_asked_at",
                    models.DateTimeField(help_text="when the person was asked for more, once", null=True),
                ),
                (
                    "more_time_asked_at",
                    models.DateTimeField(help_text="while a request for more time waits", null=True),
                ),
                (
                    "correcting_since",
                    models.DateTimeField(help_text="while a corrected answer waits for approval", null=True),
                ),
                (
                    "receipt_noted_at",
                    models.DateTimeField(help_text="of the organ it was handed over to", null=True),
                ),
                (
                    "urgent_at",
                    models.DateTimeField(help_text="when it was flagged as urgent, once", null=True),
                ),
                (
                    "stepped_at",
                    models.DateTimeField(
                        editable=False, help_text="the step that brought it to its present state"
                    ),
                ),
                ("reopened_at", models.DateTimeField(null=True)),
                ("reopened", models.PositiveSmallIntegerField(default=0)),
                ("code_index", models.CharField(blank=True, editable=False, max_length=64)),
                ("link_index", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                (
                    "receipt",
                    huiyin.people.fields.SealedField(
                        blank=True, editable=False, help_text="wiped after 72 h or with the answer"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "accountable_head",
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
                    "complained_official",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complained_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
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
                    "first_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        help_text="an ended matter of the same person to which this adds something new (T26)",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="matters.matter",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handles",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "holding_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="people.household",
                    ),
                ),
                (
                    "intake_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
                (
                    "lead_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
                (
                    "point",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matter",
                        to="contacts.point",
                    ),
                ),
                (
                    "primary",
                    models.ForeignKey(
                        help_text="while it is merged: the matter by which it is answered",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="matters.matter",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "record_asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="people.resident",
                    ),
                ),
                (
                    "sponsor",
                    models.ForeignKey(
                        help_text="the leading official who sees it through",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sponsors",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
                "indexes": [
                    models.Index(
                        fields=["holding_unit", "state", "due_on"], name="matters_mat_holding_f9a350_idx"
                    ),
                    models.Index(
                        fields=["lead_unit", "state", "due_on"], name="matters_mat_lead_un_61f43f_idx"
                    ),
                    models.Index(
                        fields=["intake_unit", "received_at"], name="matters_mat_intake__e41d8d_idx"
                    ),
                    models.Index(
                        models.F("received_was"),
                        condition=models.Q(("received_was__isnull", False)),
                        name="matter_received_was",
                    ),
                    models.Index(fields=["handler", "state"], name="matters_mat_handler_17ec67_idx"),
                    models.Index(
                        condition=models.Q(("origin", "live")),
                        fields=["state", "id"],
                        name="matter_live_by_state",
                    ),
                    models.Index(
                        models.Case(models.When(then=0, urgent_at__isnull=False), default=1),
                        django.db.models.functions.comparison.Coalesce(
                            "due_on",
                            models.Value(datetime.date(9999, 12, 31)),
                            output_field=models.DateField(),
                        ),
                        models.F("id"),
                        condition=models.Q(
                            ("origin", "live"),
                            (
                                "state__in",
                                (
                                    "received",
                                    "return_disputed",
                                    "needs_info",
                                    "routed",
                                    "accepted",
                                    "in_progress",
                                    "pending_approval",
                                ),
                            ),
                        ),
                        name="matter_open_in_turn",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("county", "source", "external_id"),
                        name="matter_imported_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("origin", "live"), _negated=True),
                            ("received_at__isnull", False),
                            _connector="OR",
                        ),
                        name="live_matter_has_its_receipt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("origin", "live"), _negated=True),
                            (
                                "state__in",
                                [
                                    "received",
                                    "needs_info",
                                    "redirected",
                                    "transferred_out",
                                    "withdrawn",
                                    "merged",
                                    "sealed",
                                ],
                            ),
                            ("lead_unit__isnull", False),
                            _connector="OR",
                        ),
                        name="live_routed_matter_has_a_lead",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("origin", "live"), _negated=True),
                            ("lead_unit", None),
                            models.Q(("level", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="live_routed_matter_has_a_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("origin", "live"), _negated=True),
                            (
                                "state__in",
                                [
                                    "received",
                                    "needs_info",
                                    "redirected",
                                    "transferred_out",
                                    "withdrawn",
                                    "merged",
                                    "sealed",
                                    "routed",
                                    "return_disputed",
                                ],
                            ),
                            models.Q(("accountable_head__isnull", False), ("handler__isnull", False)),
                            _connector="OR",
                        ),
                        name="live_accepted_matter_has_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("origin", "live"), _negated=True),
                            models.Q(
                                (
                                    "state__in",
                                    (
                                        "replied",
                                        "closed",
                                        "under_review",
                                        "reviewed",
                                        "under_recheck",
                                        "finalised",
                                    ),
                                ),
                                _negated=True,
                            ),
                            models.Q(("replied_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="no_closing_without_an_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            models.Q(models.Q(("state", "closed"), _negated=True), ("closed_at", None)),
                            models.Q(("origin", "live"), _negated=True),
                            _connector="OR",
                        ),
                        name="closed_matter_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("primary__isnull", False), ("state", "merged")),
                            models.Q(models.Q(("state", "merged"), _negated=True), ("primary", None)),
                            _connector="OR",
                        ),
                        name="merged_matter_has_its_primary",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("more_time_asked_at", None), ("state", "in_progress"), _connector="OR"
                        ),
                        name="more_time_only_while_handled",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("correcting_since", None), ("state__in", ["replied", "closed"]), _connector="OR"
                        ),
                        name="only_an_answer_is_corrected",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_bring", ""),
                            ("state__in", ["replied", "closed", "merged", "reviewed", "finalised"]),
                            _connector="OR",
                        ),
                        name="only_an_answer_is_brought",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_call", ""), ("state__in", ["replied", "closed"]), _connector="OR"
                        ),
                        name="only_of_an_answer_one_calls_back",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("receipt_noted_at", None), ("state", "transferred_out"), _connector="OR"
                        ),
                        name="receipt_only_of_what_was_handed_over",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "needs_info"), _negated=True),
                            ("more_asked_at__isnull", False),
                            _connector="OR",
                        ),
                        name="waits_only_for_what_was_asked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "sealed"), _negated=True),
                                models.Q(("origin", "sealed"), _negated=True),
                            ),
                            models.Q(
                                ("code_index", ""),
                                ("complained_official", None),
                                ("complained_unit", None),
                                ("external_id", ""),
                                ("follows", None),
                                ("household", None),
                                ("link_index", ""),
                                ("origin", "sealed"),
                                ("place", None),
                                ("point", None),
                                ("resident", None),
                                ("source", ""),
                                ("state", "sealed"),
                            ),
                            _connector="OR",
                        ),
                        name="sealed_matter_names_nobody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("origin", "live"), _negated=True),
                            ("received_at__lte", models.F("registered_at")),
                            _connector="OR",
                        ),
                        name="received_not_after_registered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("received_corrected_at", None), ("received_was", None)),
                            models.Q(
                                ("received_corrected_at__isnull", False),
                                ("received_was__isnull", False),
                                ("received_was__lte", models.F("registered_at")),
                            ),
                            _connector="OR",
                        ),
                        name="corrected_receipt_keeps_the_old",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("printed_hour", None), ("printed_on__isnull", False), _connector="OR"
                        ),
                        name="printed_hour_has_its_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallBack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=6)),
                ("began_at", models.DateTimeField()),
                ("result", models.CharField(blank=True, max_length=11)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "caller",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "caller_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
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
                    "handling_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="the desk that rings",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("began_at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unit", models.F("handling_unit")), _negated=True),
                        name="rung_by_another_desk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("caller_unit", None),
                            models.Q(("caller_unit", models.F("handling_unit")), _negated=True),
                            _connector="OR",
                        ),
                        name="caller_is_outside_the_handling_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", ""), ("settled_at", None)),
                            models.Q(models.Q(("result", ""), _negated=True), ("settled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="call_back_settled_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result__in", ["reached", "not_reached", "refused"]), _negated=True),
                            models.Q(("caller__isnull", False), ("caller_unit__isnull", False)),
                            _connector="OR",
                        ),
                        name="call_back_says_who_rang",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallTry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reached", models.BooleanField()),
                ("note", huiyin.people.fields.WordsField(about="matter", blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tries",
                        to="matters.callback",
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
                "ordering": ("at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        help_text="how it is to be brought, and in the end how it was", max_length=6
                    ),
                ),
                ("began_at", models.DateTimeField()),
                (
                    "turns_at",
                    models.DateTimeField(
                        help_text="somebody brings it if the page is not opened by then", null=True
                    ),
                ),
                ("done_at", models.DateTimeField(null=True)),
                ("how", huiyin.people.fields.WordsField(about="matter", blank=True)),
                ("overtaken_at", models.DateTimeField(null=True)),
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
                    "done_by",
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
                        help_text="who brings it; none: the page",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "ordering": ("began_at", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None), ("overtaken_at", None)),
                        fields=["turns_at"],
                        name="delivery_turns",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None), ("overtaken_at", None)),
                        fields=("matter",),
                        name="one_outstanding_delivery",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("done_by", None)),
                            models.Q(("done_at__isnull", False), ("done_by", None), ("way", "page")),
                            models.Q(
                                ("done_at__isnull", False),
                                ("done_by__isnull", False),
                                models.Q(("way", "page"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="delivered_by_somebody_or_opened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done_at", None), ("overtaken_at", None), _connector="OR"),
                        name="delivered_or_overtaken",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at", None), ("done_at__gte", models.F("began_at")), _connector="OR"
                        ),
                        name="delivered_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way__in", ["post", "notice"]), _negated=True),
                            ("done_at", None),
                            models.Q(("how", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="post_and_notice_say_where",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeliveryTry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("note", huiyin.people.fields.WordsField(about="matter", blank=True)),
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
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tries",
                        to="matters.delivery",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
            },
        ),
        migrations.CreateModel(
            name="EffectDraw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_on", models.DateField(help_text="the Monday of the week in which they closed")),
                (
                    "population",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), default=list, size=None
                    ),
                ),
                ("population_sha256", models.CharField(max_length=64)),
                ("seed", models.CharField(max_length=40)),
                (
                    "sample",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), default=list, size=None
                    ),
                ),
                ("drawn_at", models.DateTimeField()),
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
                        default=huiyin.audit.scope.current_county,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.county",
                    ),
                ),
            ],
            options={
                "ordering": ("first_on",),
                "constraints": [
                    models.UniqueConstraint(fields=("county", "first_on"), name="one_effect_draw_of_a_week"),
                ],
            },
        ),
        migrations.AddField(
            model_name="callback",
            name="draw",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="call_backs",
                to="matters.effectdraw",
            ),
        ),
        migrations.CreateModel(
            name="KeptList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20)),
                ("query", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(null=True)),
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
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="kept_list_has_a_name"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at", None)),
                        fields=("official", "name"),
                        name="kept_list_named_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Words",
            fields=[
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="found_by",
                        serialize=False,
                        to="matters.matter",
                    ),
                ),
                (
                    "grams",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["grams"], name="matter_found_by_grams"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandBack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", huiyin.people.fields.WordsField(about="matter")),
                ("at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("upheld", models.BooleanField(help_text="whether it went to another unit", null=True)),
                (
                    "lapsed_at",
                    models.DateTimeField(
                        help_text="when the matter went on before it was decided", null=True
                    ),
                ),
                ("words", huiyin.people.fields.WordsField(about="matter", blank=True)),
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
                    "proposed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hand_backs",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lapsed_at", None)), fields=("matter",), name="handed_back_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="hand_back_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("proposed", models.F("unit")), _negated=True),
                        name="hand_back_names_another_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="hand_back_is_decided_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("upheld", None)),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("lapsed_at", None),
                                ("upheld__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="hand_back_decision_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("asked_at", models.DateTimeField()),
                ("asked_on", models.DateField(help_text="the county's day of that moment")),
                ("n", models.PositiveSmallIntegerField()),
                ("unit", models.CharField(max_length=2)),
                ("reason", huiyin.people.fields.WordsField(about="matter")),
                ("due_was", models.DateField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("granted", models.BooleanField(null=True)),
                (
                    "lapsed_at",
                    models.DateTimeField(
                        help_text="when the matter went on before it was decided", null=True
                    ),
                ),
                ("due_now", models.DateField(null=True)),
                ("why_not", huiyin.people.fields.WordsField(about="matter", blank=True)),
                (
                    "asked_by",
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "ordering": ("asked_at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("granted", True)),
                        fields=("matter", "round"),
                        name="extended_once_a_round",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("granted", None), ("lapsed_at", None)),
                        fields=("matter", "round"),
                        name="one_open_request_a_round",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_on__lte", models.F("due_was"))),
                        name="asked_before_it_was_due",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="decided_by_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("granted", None)),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("granted__isnull", False),
                                ("lapsed_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="extension_decided_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("granted", True), _negated=True),
                            models.Q(("due_now__gt", models.F("due_was")), ("due_now__isnull", False)),
                            _connector="OR",
                        ),
                        name="granted_moves_the_date_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("granted", False), _negated=True),
                            models.Q(("why_not", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="refused_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("round", models.PositiveSmallIntegerField(default=1)),
                (
                    "moment",
                    models.CharField(
                        help_text="what it runs from, in the code of the charter", max_length=12
                    ),
                ),
                ("started_at", models.DateTimeField(help_text="when that was")),
                ("started_on", models.DateField(help_text="the county's day of that moment")),
                ("n", models.PositiveSmallIntegerField()),
                ("unit", models.CharField(max_length=2)),
                (
                    "n_extended",
                    models.PositiveSmallIntegerField(default=0, help_text="what was granted on top of n"),
                ),
                ("unit_extended", models.CharField(blank=True, max_length=2)),
                (
                    "paused_days",
                    models.PositiveSmallIntegerField(default=0, help_text="of a hearing, which do not count"),
                ),
                (
                    "printed_on",
                    models.DateField(
                        help_text="the day that the order states, in place of n days", null=True
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        help_text="the hour of that day, where the order states one", null=True
                    ),
                ),
                ("due_on", models.DateField(help_text="due_legal: rolled to a working day")),
                ("due_conservative_on", models.DateField(help_text="not rolled; reminders count from it")),
                ("is_provisional", models.BooleanField(default=False)),
                (
                    "calendar",
                    models.CharField(
                        help_text="the mark of the days off by which it was reckoned", max_length=12
                    ),
                ),
                (
                    "working",
                    models.JSONField(default=dict, help_text="how the date was reached, per language"),
                ),
                ("source", models.CharField(blank=True, max_length=120)),
                ("remind_at", models.DateTimeField(null=True)),
                ("chase_at", models.DateTimeField(null=True)),
                (
                    "missed_at",
                    models.DateTimeField(help_text="when its day was over and it still ran", null=True),
                ),
                ("rung", models.PositiveSmallIntegerField(default=0)),
                ("stopped_at", models.DateTimeField(null=True)),
                (
                    "put_off_until",
                    models.DateTimeField(help_text="the clock failed at it and tries again then", null=True),
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deadlines",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "ordering": ("due_on", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("stopped_at", None)), fields=["remind_at"], name="deadline_remind"
                    ),
                    models.Index(
                        condition=models.Q(("stopped_at", None)), fields=["chase_at"], name="deadline_chase"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stopped_at", None)),
                        fields=("matter", "kind"),
                        name="one_running_clock_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("due_conservative_on"))),
                        name="legal_not_before_conservative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stopped_at", None),
                            models.Q(("chase_at", None), ("remind_at", None)),
                            _connector="OR",
                        ),
                        name="stopped_clock_is_silent",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="callback",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="call_backs", to="matters.matter"
            ),
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", huiyin.people.fields.WordsField(about="matter")),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_why", huiyin.people.fields.WordsField(about="matter", blank=True)),
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
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="matters.matter",
                    ),
                ),
                (
                    "primary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="matters.matter"
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        help_text="nobody, where the primary was withdrawn by its person",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("matter",),
                        name="merged_into_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("matter", models.F("primary")), _negated=True),
                        name="merged_into_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="merge_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at", None), ("undone_by", None), ("undone_why", "")),
                            models.Q(
                                ("undone_at__isnull", False), models.Q(("undone_why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="undone_merge_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordCorrection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("before", huiyin.people.fields.WordsField(about="matter")),
                ("after", huiyin.people.fields.WordsField(about="matter")),
                ("why", huiyin.people.fields.WordsField(about="matter")),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("granted", models.BooleanField(null=True)),
                ("why_not", huiyin.people.fields.WordsField(about="matter", blank=True)),
                (
                    "asked_by",
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="record_corrections",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "ordering": ("asked_at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("granted", None)),
                        fields=("matter",),
                        name="one_open_correction_of_a_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("granted", None)),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("granted__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="correction_of_a_record_decided_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_record_is_put_right_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("granted", False), _negated=True),
                            models.Q(("why_not", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_record_is_left_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
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
                        default=huiyin.audit.scope.current_county,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.county",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to="matters.matter",
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
            ],
            options={
                "ordering": ("at", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "official"), name="recused_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=12)),
                (
                    "code",
                    models.CharField(
                        help_text="the way of the law or the reason, of the charter; how it was handed over",
                        max_length=30,
                    ),
                ),
                ("organ", models.CharField(blank=True, max_length=80)),
                ("words", huiyin.people.fields.WordsField(about="matter")),
                ("told", models.CharField(max_length=8)),
                ("at", models.DateTimeField()),
                (
                    "receipt_number",
                    models.CharField(blank=True, help_text="of what was handed over", max_length=60),
                ),
                ("receipt_on", models.DateField(null=True)),
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
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referral",
                        to="matters.matter",
                    ),
                ),
                (
                    "receipt_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True), models.Q(("told", ""), _negated=True)
                        ),
                        name="referral_tells_the_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True), name="referral_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "decline"), models.Q(("organ", ""), _negated=True), _connector="OR"
                        ),
                        name="redirect_names_the_organ",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("receipt_by", None), ("receipt_number", ""), ("receipt_on", None)),
                            models.Q(
                                ("kind", "hand_over"),
                                ("receipt_by__isnull", False),
                                ("receipt_on__isnull", False),
                                models.Q(("receipt_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="receipt_whole_and_of_a_hand_over",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("request", huiyin.people.fields.WordsField(about="matter")),
                ("facts", huiyin.people.fields.WordsField(about="matter")),
                ("opinion", huiyin.people.fields.WordsField(about="matter")),
                ("outcome", models.CharField(max_length=24)),
                ("basis", huiyin.people.fields.WordsField(about="matter", blank=True)),
                (
                    "reason",
                    huiyin.people.fields.WordsField(
                        about="matter",
                        blank=True,
                        help_text="why a suggestion is not adopted, or not in full (S66)",
                    ),
                ),
                ("remedy", huiyin.people.fields.WordsField(about="matter")),
                ("contact_name", models.CharField(max_length=40)),
                ("contact_phone", models.CharField(max_length=30)),
                ("promise_due_on", models.DateField(blank=True, null=True)),
                ("drafted_at", models.DateTimeField()),
                ("returned_at", models.DateTimeField(null=True)),
                ("return_reason", huiyin.people.fields.WordsField(about="matter", blank=True)),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "delivered_at",
                    models.DateTimeField(help_text="when it first reached the person", null=True),
                ),
                (
                    "on_the_spot",
                    models.BooleanField(default=False, help_text="said at the desk; nobody approves it"),
                ),
                (
                    "corrects_why",
                    huiyin.people.fields.WordsField(
                        about="matter", blank=True, help_text="what was wrong; the person reads it"
                    ),
                ),
                (
                    "replaced_at",
                    models.DateTimeField(help_text="when a corrected version was approved", null=True),
                ),
                ("is_history", models.BooleanField(default=False)),
                (
                    "approved_by",
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
                    "drafted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="matters.matter",
                    ),
                ),
                (
                    "returned_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
                (
                    "version_of",
                    models.ForeignKey(
                        help_text="the approved answer that this one corrects (T29)",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="matters.reply",
                    ),
                ),
            ],
            options={
                "ordering": ("drafted_at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="approver_is_not_the_drafter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at", None), ("approved_by", None)),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("on_the_spot", False),
                            ),
                            models.Q(
                                ("approved_at__isnull", False), ("approved_by", None), ("on_the_spot", True)
                            ),
                            _connector="OR",
                        ),
                        name="approval_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on_the_spot", False), models.Q(("outcome", ""), _negated=True), _connector="OR"
                        ),
                        name="an_answer_on_the_spot_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delivered_at", None),
                            ("approved_at__isnull", False),
                            ("is_history", True),
                            _connector="OR",
                        ),
                        name="delivered_only_when_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_history", True),
                            models.Q(
                                models.Q(("request", ""), _negated=True),
                                models.Q(("opinion", ""), _negated=True),
                                models.Q(
                                    ("on_the_spot", True),
                                    models.Q(
                                        models.Q(("facts", ""), _negated=True),
                                        models.Q(("remedy", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                models.Q(("contact_name", ""), _negated=True),
                                models.Q(("contact_phone", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reply_has_its_fields",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_history", True),
                            models.Q(
                                ("outcome__in", ("explained_policy", "explained_no_basis", "not_supported")),
                                _negated=True,
                            ),
                            models.Q(("basis", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="refusal_names_its_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_history", True),
                            models.Q(("outcome", "explained_policy"), _negated=True),
                            ("opinion__length__gte", 147),
                            _connector="OR",
                        ),
                        name="explanation_in_plain_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_history", True),
                            models.Q(("outcome__in", ("partly_adopted", "not_adopted")), _negated=True),
                            ("reason__length__gte", 94),
                            _connector="OR",
                        ),
                        name="not_adopted_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "promised"), _negated=True),
                            ("promise_due_on__isnull", False),
                            _connector="OR",
                        ),
                        name="promised_has_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("approved_at", None), ("is_history", False), ("returned_at", None)
                        ),
                        fields=("matter",),
                        name="one_open_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects_why", ""), ("version_of", None)),
                            models.Q(
                                ("version_of__isnull", False), models.Q(("corrects_why", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_version_says_what_was_wrong",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("approved_at__isnull", False)),
                        fields=("version_of",),
                        name="corrected_by_one_version",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_at", None),
                            ("approved_at__lte", models.F("replaced_at")),
                            _connector="OR",
                        ),
                        name="only_what_stood_is_replaced",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "handled",
                    models.CharField(
                        choices=[("yes", "yes, it is handled"), ("partly", "partly"), ("no", "no, not yet")],
                        max_length=6,
                    ),
                ),
                (
                    "satisfied",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (5, "very satisfied"),
                            (4, "satisfied"),
                            (3, "fairly satisfied"),
                            (2, "dissatisfied"),
                            (1, "very dissatisfied"),
                        ]
                    ),
                ),
                ("words", huiyin.people.fields.WordsField(about="matter", blank=True)),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("code", "by reference and code"),
                            ("link", "by link"),
                            ("call", "asked by telephone"),
                        ],
                        max_length=4,
                    ),
                ),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "call",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating",
                        to="matters.callback",
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="matters.matter",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="matters.reply",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("satisfied__gte", 1), ("satisfied__lte", 5)),
                        name="rating_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("call", None), ("door__in", ["code", "link"])),
                            models.Q(("call__isnull", False), ("door", "call")),
                            _connector="OR",
                        ),
                        name="rating_came_through_a_door",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="reply",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="matters.reply",
            ),
        ),
        migrations.AddField(
            model_name="callback",
            name="reply",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="call_backs", to="matters.reply"
            ),
        ),
        migrations.CreateModel(
            name="ReplyChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("field", models.CharField(max_length=20)),
                ("before", huiyin.people.fields.WordsField(about="matter", blank=True)),
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
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="matters.reply",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
            },
        ),
        migrations.CreateModel(
            name="ReplyTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("topic", models.CharField(blank=True, max_length=60)),
                ("outcome", models.CharField(blank=True, max_length=24)),
                ("title", models.CharField(max_length=60)),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
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
                (
                    "retired_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("unit__path", "topic", "title", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("words", ""), _negated=True)
                        ),
                        name="template_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("retired_at", None), ("retired_by", None)),
                            models.Q(("retired_at__isnull", False), ("retired_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="template_retired_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("unit", "topic", "title"),
                        name="template_live_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stage", models.PositiveSmallIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("words", huiyin.people.fields.WordsField(about="matter")),
                ("signed_on", models.DateField(null=True)),
                (
                    "organ",
                    models.CharField(
                        blank=True, help_text="the body above the county that decides it", max_length=80
                    ),
                ),
                ("hearing_from", models.DateField(null=True)),
                ("hearing_to", models.DateField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision", models.CharField(blank=True, max_length=10)),
                ("opinion", huiyin.people.fields.WordsField(about="matter", blank=True)),
                ("basis", huiyin.people.fields.WordsField(about="matter", blank=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
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
                    "entered_by",
                    models.ForeignKey(
                        help_text="of a signed paper",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="matters.matter",
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
                "ordering": ("stage",),
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "stage"), name="each_stage_once"),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", [1, 2])), name="review_or_recheck"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("unit", models.F("answered_by")), _negated=True),
                        name="reviewed_by_another_unit_than_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hearing_from", None), ("hearing_to", None)),
                            models.Q(
                                ("hearing_from__isnull", False),
                                ("hearing_to__gte", models.F("hearing_from")),
                                ("stage", 2),
                            ),
                            _connector="OR",
                        ),
                        name="heard_only_at_the_recheck",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None), ("decided_by", None), ("decision", ""), ("opinion", "")
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("decision", ""), _negated=True),
                                models.Q(("opinion", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="review_decided_whole",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="review",
            field=models.ForeignKey(
                help_text="whose opinion it is",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="matters.review",
            ),
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("deed", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("state_after", models.CharField(max_length=20)),
                ("level_after", models.CharField(blank=True, max_length=8)),
                ("outcome_after", models.CharField(blank=True, max_length=24)),
                ("note", huiyin.people.fields.WordsField(about="matter", blank=True)),
                ("facts", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        help_text="the trip it was done at",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="contacts.contact",
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
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="matters.matter"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
                "indexes": [
                    models.Index(fields=["matter", "at", "id"], name="matters_ste_matter__75fd4b_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                (
                    "who",
                    huiyin.people.fields.WordsField(
                        about="matter", blank=True, help_text="of whom advice is asked, where it is no unit"
                    ),
                ),
                ("asked", huiyin.people.fields.WordsField(about="matter")),
                ("due_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                (
                    "receipt_number",
                    models.CharField(
                        blank=True, help_text="under which the level above took it over", max_length=60
                    ),
                ),
                ("result", models.CharField(blank=True, max_length=12)),
                (
                    "words",
                    huiyin.people.fields.WordsField(
                        about="matter", blank=True, help_text="the answer, or why it ended otherwise"
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("remind_at", models.DateTimeField(null=True)),
                ("chase_at", models.DateTimeField(null=True)),
                ("rung", models.PositiveSmallIntegerField(default=0)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "closed_by",
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
                    "handler",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sub_tasks",
                        to="matters.matter",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
                "indexes": [
                    models.Index(fields=["unit"], name="sub_task_unit"),
                    models.Index(
                        condition=models.Q(("closed_at", None)), fields=["remind_at"], name="sub_task_remind"
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None)), fields=["chase_at"], name="sub_task_chase"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("unit__isnull", False), ("who", "")),
                            models.Q(
                                ("kind", "advice"), ("unit", None), models.Q(("who", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="sub_task_asks_a_unit_or_an_expert",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked", ""), _negated=True), name="sub_task_says_what_is_asked"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at", None), ("accepted_by", None), ("handler", None)),
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("accepted_by__isnull", False),
                                ("handler__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="sub_task_is_accepted_with_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None), ("result", ""), ("words", "")),
                            models.Q(models.Q(("result", ""), _negated=True), ("closed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="sub_task_ends_with_a_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result__in", ["", "overtaken"]),
                            models.Q(
                                ("closed_by__isnull", False),
                                models.Q(
                                    ("result", "taken_over"),
                                    models.Q(("words", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="sub_task_says_how_it_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "answered"), _negated=True),
                            ("unit", None),
                            ("accepted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="sub_task_is_answered_by_who_accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("kind", "upward"),
                                ("result", "taken_over"),
                                models.Q(("receipt_number", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("result", "taken_over"), _negated=True), ("receipt_number", "")
                            ),
                            _connector="OR",
                        ),
                        name="taken_over_above_with_a_receipt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "upward"), ("result", "answered"), _negated=True),
                        name="what_goes_up_is_taken_over_or_comes_back",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None),
                            models.Q(("chase_at", None), ("remind_at", None)),
                            _connector="OR",
                        ),
                        name="closed_sub_task_is_silent",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("matter", "unit", "kind"),
                        name="asked_of_a_unit_once_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None), ("kind", "upward")),
                        fields=("matter",),
                        name="one_way_up_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Supplement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "questions",
                    huiyin.people.fields.WordsField(
                        about="matter", help_text="one a line, as the person reads them"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("words", huiyin.people.fields.WordsField(about="matter", blank=True)),
                ("how", models.CharField(blank=True, max_length=8)),
                ("given_at", models.DateTimeField(null=True)),
                (
                    "lapsed_at",
                    models.DateTimeField(help_text="when the matter went on without an answer", null=True),
                ),
                (
                    "asked_by",
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
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplement",
                        to="matters.matter",
                    ),
                ),
                (
                    "taken_down_by",
                    models.ForeignKey(
                        help_text="empty: the person wrote it",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("questions", ""), _negated=True), name="asked_with_a_question"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_at", None), ("how", ""), ("taken_down_by", None), ("words", "")),
                            models.Q(
                                ("given_at__isnull", False),
                                ("lapsed_at", None),
                                models.Q(("words", ""), _negated=True),
                                models.Q(("how", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="supplement_given_whole_or_not",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Urgency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(help_text="code of the charter", max_length=30)),
                (
                    "words",
                    huiyin.people.fields.WordsField(
                        about="matter", help_text="whom somebody rang, and what was said"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "alert_by",
                    models.DateTimeField(help_text="until when somebody who was told has looked at it"),
                ),
                ("contact_by", models.DateTimeField(help_text="until when the first action is on record")),
                ("contacted_at", models.DateTimeField(null=True)),
                ("next_at", models.DateTimeField(null=True)),
                ("rung", models.PositiveSmallIntegerField(default=0)),
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
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="urgency",
                        to="matters.matter",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["next_at"], name="urgency_next"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", ""), _negated=True), models.Q(("words", ""), _negated=True)
                        ),
                        name="urgent_says_what_and_who_was_rung",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("contacted_at", None), ("next_at", None), _connector="OR"),
                        name="begun_urgency_is_silent",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="callback",
            constraint=models.UniqueConstraint(
                fields=("reply", "kind"), name="one_call_back_of_an_answer_and_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="callback",
            constraint=models.UniqueConstraint(
                condition=models.Q(("result", "")), fields=("matter",), name="one_open_call_back"
            ),
        ),
        migrations.AddConstraint(
            model_name="callback",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "effect"), ("draw__isnull", False)),
                    models.Q(("draw", None), ("kind", "result")),
                    _connector="OR",
                ),
                name="effect_is_drawn",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("overtaken_at", None)),
                fields=("reply", "matter"),
                name="one_delivery_of_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("overtaken_at", None), ("review__isnull", False)),
                fields=("review",),
                name="one_delivery_of_an_opinion",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reply__isnull", False), ("review", None)),
                    models.Q(("reply", None), ("review__isnull", False)),
                    _connector="OR",
                ),
                name="delivers_an_answer_or_an_opinion",
            ),
        ),
        migrations.CreateModel(
            name="FigureChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="the first day of the month of receipt")),
                ("at", models.DateTimeField(help_text="from when on")),
                (
                    "stands",
                    models.CharField(
                        help_text="origin, state, level, charter and outcome, a bar between", max_length=100
                    ),
                ),
                ("is_counted", models.BooleanField(help_text="neither withdrawn nor merged")),
                ("topic", models.CharField(blank=True, max_length=60)),
                ("source_org", models.CharField(blank=True, max_length=30)),
                ("n", models.SmallIntegerField()),
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("n__in", [1, -1])), name="figure_changes_by_one"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureFolding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "until",
                    models.DateTimeField(help_text="every change up to then that was there is in a sum"),
                ),
                ("checked_at", models.DateTimeField()),
                (
                    "drifted",
                    models.PositiveIntegerField(
                        default=0, help_text="sums that the last count had to put right"
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
                    models.UniqueConstraint(fields=("county",), name="one_figure_folding_a_county")
                ],
            },
        ),
        migrations.CreateModel(
            name="FigureSum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="the first day of the month of receipt")),
                (
                    "changed",
                    models.DateField(help_text="the first day of the month in which they came to stand so"),
                ),
                (
                    "of",
                    models.CharField(
                        choices=[("stands", "Stands"), ("topic", "Topic"), ("source", "Source")], max_length=6
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=100)),
                ("n", models.IntegerField()),
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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "unit", "month", "changed", "of", "key"),
                        include=("n",),
                        name="figure_once",
                    )
                ],
            },
        ),
    ]
