import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import huiyin.audit.scope
import huiyin.people.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("orgs", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=24, unique=True)),
                ("kind", models.CharField(default="visit", max_length=16)),
                ("held_on", models.DateField()),
                (
                    "until_on",
                    models.DateField(blank=True, help_text="of an occasion of several days", null=True),
                ),
                (
                    "half",
                    models.CharField(
                        blank=True,
                        choices=[("", "—"), ("am", "morning"), ("pm", "afternoon"), ("day", "whole day")],
                        default="",
                        max_length=3,
                    ),
                ),
                ("begins", models.TimeField(blank=True, null=True)),
                ("ends", models.TimeField(blank=True, null=True)),
                ("subject", models.CharField(blank=True, max_length=120)),
                ("headcount", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "groups",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                (
                    "declared",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        blank=True,
                        default=list,
                        editable=False,
                        help_text="the group in which the household counted when this was recorded; none where it had declared none",
                        size=None,
                    ),
                ),
                (
                    "purposes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                (
                    "means",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                (
                    "help_fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("source_org", models.CharField(blank=True, max_length=30)),
                ("cost_fen", models.PositiveIntegerField(blank=True, null=True)),
                ("cost_note", models.CharField(blank=True, max_length=120)),
                ("late_reason", models.CharField(blank=True, max_length=120)),
                ("note", models.TextField(blank=True)),
                ("differing_view", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(null=True)),
                ("void_reason", models.CharField(blank=True, max_length=200)),
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
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "home_unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="people.household",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.resident",
                    ),
                ),
                (
                    "place",
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
                    "voided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-held_on", "-id"),
                "indexes": [
                    models.Index(fields=["-held_on", "-id"], name="contact_newest_first"),
                    models.Index(fields=["official", "-held_on"], name="contacts_co_officia_79143c_idx"),
                    models.Index(fields=["place", "-held_on"], name="contacts_co_place_i_99f368_idx"),
                    models.Index(fields=["household", "-held_on"], name="contacts_co_househo_48262a_idx"),
                    models.Index(fields=["unit", "-held_on"], name="contacts_co_unit_id_d86c4d_idx"),
                    models.Index(fields=["recorded_at"], name="contact_as_recorded"),
                    models.Index(
                        condition=models.Q(("voided_at__isnull", False)),
                        fields=["voided_at"],
                        name="contact_as_voided",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at", None), ("voided_by", None)),
                            models.Q(
                                ("voided_at__isnull", False),
                                ("voided_by__isnull", False),
                                models.Q(("void_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contact_void_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None), ("until_on__gte", models.F("held_on")), _connector="OR"
                        ),
                        name="contact_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("begins", None),
                            ("ends", None),
                            ("ends__gt", models.F("begins")),
                            _connector="OR",
                        ),
                        name="contact_hours_run_forward",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Course",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("theme", models.CharField(max_length=30)),
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="course",
                        to="contacts.contact",
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
            ],
            options={
                "ordering": ("-contact__held_on", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Echo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField()),
                (
                    "waits_for_minutes",
                    models.BooleanField(
                        default=False,
                        help_text="more may still be kept at the forum: what is told is told of all of it",
                    ),
                ),
                ("reminded_on", models.DateField(null=True)),
                ("chased_on", models.DateField(null=True)),
                ("told_on", models.DateField(help_text="the day on which they were told", null=True)),
                (
                    "told_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("face", "face to face"),
                            ("phone", "by telephone"),
                            ("message", "by message or letter"),
                            ("meeting", "at a meeting, or posted up there"),
                            ("nobody", "to nobody: nobody is known to have raised it"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True, help_text="what became of it, as it was told", max_length=500
                    ),
                ),
                ("told_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="echo",
                        to="contacts.contact",
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
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "told_by",
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
                "ordering": ("due_on", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("told_at", None)),
                        fields=["due_on", "id"],
                        name="echo_open_by_day",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("told_at", None),
                                ("told_by", None),
                                ("told_how", ""),
                                ("told_on", None),
                                ("words", ""),
                            ),
                            models.Q(
                                ("told_at__isnull", False),
                                ("told_by__isnull", False),
                                ("told_on__isnull", False),
                                models.Q(("told_how", ""), _negated=True),
                                models.Q(("words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_echo_is_told_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Point",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("topic", models.CharField(blank=True, max_length=30)),
                (
                    "disposition",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not decided yet"),
                            ("answered", "answered on the spot"),
                            ("matter", "register and route it"),
                            ("suggestion", "keep as a suggestion"),
                            ("noted", "note it"),
                        ],
                        max_length=12,
                    ),
                ),
                ("answer", models.TextField(blank=True)),
                ("entered_at", models.DateTimeField()),
                (
                    "is_agreed",
                    models.BooleanField(help_text="to its being taken out of a personal talk", null=True),
                ),
                (
                    "about_official",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "about_unit",
                    models.ForeignKey(
                        help_text="which reads nothing of it",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="contacts.contact",
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
            ],
            options={
                "ordering": ("contact", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("contact", "number"), name="point_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="point_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("disposition__in", ["", "answered", "matter", "suggestion", "noted"])
                        ),
                        name="point_disposition_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("disposition", "answered"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="answered_point_has_an_answer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=40)),
                ("text", models.CharField(blank=True, max_length=200)),
                ("made_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("kept_at", models.DateTimeField(null=True)),
                ("how_kept", models.CharField(blank=True, max_length=200)),
                ("not_kept_at", models.DateTimeField(null=True)),
                ("why_not_kept", models.CharField(blank=True, max_length=200)),
                ("instead", models.CharField(blank=True, max_length=200)),
                ("voided_at", models.DateTimeField(null=True)),
                ("void_reason", models.CharField(blank=True, max_length=200)),
                (
                    "reminded_on",
                    models.DateField(
                        help_text="told that this day is near; forgotten at a revision", null=True
                    ),
                ),
                ("chased_on", models.DateField(help_text="last told that the day has passed", null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "about_official",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "about_unit",
                    models.ForeignKey(
                        help_text="which reads nothing of it",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.unit",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="contacts.contact",
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
                    "kept_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "not_kept_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
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
                    "voided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("due_on", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("kept_at", None), ("not_kept_at", None), ("voided_at", None)),
                        fields=["due_on", "id"],
                        name="promise_open_by_day",
                    ),
                    models.Index(
                        condition=models.Q(("about", ""), _negated=True),
                        fields=["about"],
                        name="promise_of_matter",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("made_on"))),
                        name="promise_due_not_before_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about", ""), models.Q(("text", ""), _negated=True)),
                            models.Q(models.Q(("about", ""), _negated=True), ("text", "")),
                            _connector="OR",
                        ),
                        name="promise_of_a_matter_leaves_the_words_there",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kept_at", None), ("kept_by", None)),
                            models.Q(("kept_at__isnull", False), ("kept_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="promise_kept_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("instead", ""),
                                ("not_kept_at", None),
                                ("not_kept_by", None),
                                ("why_not_kept", ""),
                            ),
                            models.Q(
                                ("not_kept_at__isnull", False),
                                ("not_kept_by__isnull", False),
                                models.Q(("why_not_kept", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="promise_not_kept_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at", None), ("voided_by", None)),
                            models.Q(
                                ("voided_at__isnull", False),
                                ("voided_by__isnull", False),
                                models.Q(("void_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="promise_void_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kept_at", None), ("not_kept_at", None)),
                            models.Q(("kept_at", None), ("voided_at", None)),
                            models.Q(("not_kept_at", None), ("voided_at", None)),
                            _connector="OR",
                        ),
                        name="promise_ends_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PromisePassing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passings",
                        to="contacts.promise",
                    ),
                ),
            ],
            options={
                "ordering": ("promise", "id"),
            },
        ),
        migrations.CreateModel(
            name="PromiseRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old_due_on", models.DateField()),
                ("new_due_on", models.DateField()),
                ("reason", models.CharField(max_length=200)),
                ("told_on", models.DateField()),
                (
                    "told_how",
                    models.CharField(
                        choices=[
                            ("page", "on the page of the matter"),
                            ("face", "face to face"),
                            ("phone", "by telephone"),
                            ("message", "by message or letter"),
                            ("meeting", "at a meeting"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
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
                        db_index=False,
                        default=huiyin.audit.scope.current_county,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.county",
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="contacts.promise",
                    ),
                ),
            ],
            options={
                "ordering": ("promise", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("new_due_on__gt", models.F("old_due_on"))),
                        name="revision_gives_a_later_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="revision_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResearchTrip",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_meeting_only", models.BooleanField(default=False)),
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="research_trip",
                        to="contacts.contact",
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
            ],
            options={
                "ordering": ("-contact__held_on", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("copied", "nearly the same words at different households"),
                            ("bulk", "many earlier contacts entered shortly before a report was due"),
                            ("night", "many contacts entered in one night"),
                            ("crowded", "more visits than one day usually holds"),
                            ("twice", "a household that is on record already under another number"),
                            (
                                "returned",
                                "a household that withdrew or was taken off seems to be back as a new one",
                            ),
                            ("colleague", "somebody with the telephone or name of an official"),
                            ("table", "figures of who lives where that took the place of others"),
                            ("overlap", "two contacts at the same time"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="what makes it the same signal when it is found again", max_length=80
                    ),
                ),
                ("about_on", models.DateField()),
                (
                    "references",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), size=None
                    ),
                ),
                ("facts", models.JSONField(default=dict)),
                ("found_at", models.DateTimeField()),
                ("explanation", models.CharField(blank=True, max_length=400)),
                ("explained_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                        related_name="signals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-found_at", "-id"),
                "constraints": [
                    models.UniqueConstraint(fields=("official", "kind", "key"), name="signal_found_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("explained_at", None), ("explanation", "")),
                            models.Q(
                                ("explained_at__isnull", False), models.Q(("explanation", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="signal_explained_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignalWatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("looked_until", models.DateTimeField()),
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
                    models.UniqueConstraint(fields=("county",), name="one_signal_watch_per_county"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TalkNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", huiyin.people.fields.SealedField()),
                ("written_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="talk_note",
                        to="contacts.contact",
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
            ],
            options={
                "ordering": ("-written_at", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("text", ""), _negated=True), ("erased_at", None)),
                            models.Q(("erased_at__isnull", False), ("text", "")),
                            _connector="OR",
                        ),
                        name="talk_note_says_something_until_erased",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VillageMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("members", models.PositiveSmallIntegerField()),
                ("present", models.PositiveSmallIntegerField()),
                ("women", models.PositiveSmallIntegerField(null=True)),
                ("representatives", models.PositiveSmallIntegerField(null=True)),
                ("votes_for", models.PositiveSmallIntegerField(null=True)),
                ("votes_against", models.PositiveSmallIntegerField(null=True)),
                ("decisions", models.TextField(blank=True)),
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="village_meeting",
                        to="contacts.contact",
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
            ],
            options={
                "ordering": ("-contact__held_on", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("members__gt", 0)), name="village_meeting_has_members"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("present__lte", models.F("members"))),
                        name="village_meeting_present_are_members",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("women", None), ("women__lte", models.F("members")), _connector="OR"
                        ),
                        name="village_meeting_women_are_members",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("representatives", None),
                            ("representatives__lte", models.F("members")),
                            _connector="OR",
                        ),
                        name="village_meeting_representatives_are_members",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VolunteerService",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event_minutes", models.PositiveIntegerField()),
                ("minutes", models.PositiveIntegerField()),
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteer_service",
                        to="contacts.contact",
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
            ],
            options={
                "ordering": ("-contact__held_on", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0), ("minutes__lte", models.F("event_minutes"))),
                        name="service_fits_into_its_event",
                    ),
                ],
            },
        ),
    ]
