import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import huiyin.audit.digests
import huiyin.audit.scope
import huiyin.orgs.models.county


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="County",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("prefix", models.CharField(max_length=4, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("division_code", models.CharField(max_length=6)),
                ("timezone", models.CharField(default="Asia/Shanghai", max_length=40)),
                ("phone", models.CharField(blank=True, max_length=30)),
                (
                    "hotlines",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="further numbers for the public, a line each: number, tab, name",
                    ),
                ),
                (
                    "logo",
                    models.CharField(
                        blank=True, default="", help_text="digest of the one that is shown", max_length=16
                    ),
                ),
                ("started_on", models.DateField()),
                ("is_demo", models.BooleanField(default=False)),
                (
                    "notices",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="which notice of each year holds, as 2027:12 2028:15",
                    ),
                ),
                (
                    "tree",
                    models.CharField(
                        default=huiyin.orgs.models.county.new_mark,
                        editable=False,
                        help_text="another word whenever a unit is added or moved: by it a process knows that the tree is as it read it",
                        max_length=16,
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="AnnouncedYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("source", models.CharField(help_text="the title or number of the notice", max_length=120)),
                (
                    "off",
                    models.JSONField(help_text="which days are off, with the festival in both languages"),
                ),
                ("work", models.JSONField(help_text="which weekend days are worked")),
                ("adopted_at", models.DateTimeField()),
                ("adopted_by", models.CharField(max_length=80)),
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
                "ordering": ("-adopted_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Official",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("username", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=40)),
                (
                    "name_key",
                    models.CharField(editable=False, help_text="pinyin, for sorting", max_length=300),
                ),
                ("phone", models.CharField(blank=True, max_length=30)),
                (
                    "own_number",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        editable=False,
                        help_text="blind index of a mobile phone",
                        max_length=64,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "locked_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("away", "away for long"),
                            ("left", "has left the service"),
                            ("lost", "device or password lost"),
                            ("misuse", "use that has to be looked into"),
                        ],
                        editable=False,
                        max_length=8,
                    ),
                ),
                (
                    "locks",
                    models.PositiveSmallIntegerField(
                        default=0,
                        editable=False,
                        help_text="how often it was locked: sessions from before the last lock are over",
                    ),
                ),
                (
                    "administers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("system", "system administrator"),
                                ("security", "security administrator"),
                                ("audit", "audit administrator"),
                            ],
                            max_length=8,
                        ),
                        blank=True,
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                ("failures", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("locked_until", models.DateTimeField(editable=False, null=True)),
                (
                    "password_is_given",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="set by somebody else: to be changed before anything else",
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
                "ordering": ("name_key", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("administers__contained_by", ["system", "security", "audit"])),
                        name="official_administers_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_active", False), ("locked_for", ""), _connector="OR"),
                        name="official_in_use_is_not_locked",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Division",
            fields=[
                ("code", models.CharField(max_length=12, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                (
                    "level",
                    models.SmallIntegerField(
                        choices=[
                            (2, "province"),
                            (4, "city or prefecture"),
                            (6, "county or district"),
                            (9, "township or street"),
                            (12, "village or community"),
                        ]
                    ),
                ),
            ],
            options={
                "ordering": ("code",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("level__lte", 6)),
                        fields=["level"],
                        name="division_down_to_county",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Logo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(help_text="of the picture; it stands in its address", max_length=16),
                ),
                ("content", models.BinaryField()),
                ("entered_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("county", "digest"), name="logo_kept_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OnceToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", huiyin.audit.digests.DigestField()),
                ("digest", huiyin.audit.digests.DigestField()),
                ("used_at", models.DateTimeField()),
                ("result", models.CharField(max_length=400)),
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
                    models.UniqueConstraint(fields=("county", "token"), name="once_token_used_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=60)),
                (
                    "capacities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("officer", "officer (contacts households)"),
                                ("desk_clerk", "desk clerk"),
                                ("coordinator", "coordinator"),
                                ("unit_head", "unit head"),
                                ("supervisor", "supervisor"),
                                ("sealed_clerk", "carrier of sealed reports"),
                                ("data_officer", "person responsible for personal data"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[("", "—"), ("head", "head"), ("deputy", "deputy"), ("member", "member")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
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
                "ordering": ("unit__path", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "capacities__contained_by",
                                [
                                    "officer",
                                    "desk_clerk",
                                    "coordinator",
                                    "unit_head",
                                    "supervisor",
                                    "sealed_clerk",
                                    "data_officer",
                                ],
                            )
                        ),
                        name="post_capacities_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(help_text="when it was noted that it ends", null=True)),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
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
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="orgs.post",
                    ),
                ),
            ],
            options={
                "ordering": ("from_on", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("to_on", None)),
                        fields=("official", "post"),
                        name="one_live_appointment_per_post",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on", None), ("to_on__gt", models.F("from_on")), _connector="OR"
                        ),
                        name="appointment_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Slip",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code_index", models.CharField(max_length=64)),
                ("link_index", models.CharField(db_index=True, max_length=64)),
                ("given_by", models.CharField(help_text="as the audit names them", max_length=80)),
                ("given_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(help_text="when a newer one took its place", null=True)),
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
                        related_name="slips",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-given_at", "-id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("used_at", None)),
                        fields=("official",),
                        name="one_open_slip_each",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("given_at"))), name="slip_lasts"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=30)),
                ("name", models.CharField(max_length=80)),
                ("short_name", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("county", "county"),
                            ("township", "township"),
                            ("street", "street"),
                            ("village", "village"),
                            ("community", "community"),
                            ("department", "county department"),
                            ("office", "township office"),
                            ("committee", "party committee"),
                            ("branch", "party branch"),
                            ("station", "contact station"),
                        ],
                        max_length=12,
                    ),
                ),
                ("path", models.CharField(db_index=True, default="", editable=False, max_length=400)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(help_text="when it was noted that it ends", null=True)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("address", models.CharField(blank=True, max_length=120)),
                (
                    "paper_name",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="who heads and signs its papers; left empty it follows from name and kind",
                        max_length=80,
                    ),
                ),
                (
                    "logo",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="digest of the one on its papers and on those below it",
                        max_length=16,
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="orgs.unit",
                    ),
                ),
                (
                    "reports_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reporting",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "ordering": ("path",),
                "indexes": [
                    models.Index(fields=["path"], name="unit_path_prefix", opclasses=["varchar_pattern_ops"]),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "code", "valid_from"), name="unit_code_from"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)),
                        fields=("county", "code"),
                        name="unit_code_live",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="unit_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("path", ""), _negated=True), name="unit_has_path"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("parent", None)), fields=("county",), name="one_unit_above_all"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("is_primary", models.BooleanField(default=True)),
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
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessions",
                        to="orgs.unit",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="orgs.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_primary", True)),
                        fields=("before",),
                        name="one_primary_successor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="successor_is_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Secondment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("noted_at", models.DateTimeField()),
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
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="secondments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "home_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
                (
                    "host_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("-from_on", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="secondment_runs_forward",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("host_unit", models.F("home_unit")), _negated=True),
                        name="secondment_is_elsewhere",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="post",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="orgs.unit"
            ),
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=64)),
                ("pair", models.CharField(max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
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
                "indexes": [
                    models.Index(fields=["address", "at"], name="attempt_address"),
                    models.Index(fields=["pair", "at"], name="attempt_pair"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AdoptedCharter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(max_length=60)),
                ("version", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("effective_at", models.DateTimeField()),
                ("adopted_at", models.DateTimeField()),
                ("adopted_by", models.CharField(max_length=80)),
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
                "ordering": ("-effective_at",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("county", "slug", "version"), name="charter_version_adopted_once"
                    )
                ],
            },
        ),
    ]
