import uuid

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
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Household",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.CharField(max_length=30)),
                ("address", huiyin.people.fields.SealedField(blank=True, default="")),
                (
                    "address_index",
                    models.CharField(blank=True, default="", editable=False, max_length=64),
                ),
                (
                    "groups",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(null=True)),
                ("void_reason", models.CharField(blank=True, max_length=200)),
                (
                    "turned_at",
                    models.DateTimeField(
                        help_text="when it was last taken off the register or put back, or counted as another one than before",
                        null=True,
                    ),
                ),
                (
                    "is_counted",
                    models.BooleanField(
                        default=True,
                        editable=False,
                        help_text="false while it seems to be an official's own and nobody else has said that it is not",
                    ),
                ),
                (
                    "counts_as",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="the household on record that it resembles: both count as one until somebody else has told them apart",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="again",
                        to="people.household",
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
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="households", to="orgs.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("place__path", "code"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("voided_at", None)),
                        fields=["county", "place"],
                        name="household_of_a_village",
                    ),
                    models.Index(
                        condition=models.Q(("turned_at__isnull", False)),
                        fields=["turned_at"],
                        name="household_off_or_back",
                    ),
                    models.Index(fields=["address_index"], name="household_door"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("county", "code"), name="household_code_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupDeclaration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "groups",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30), blank=True, default=list, size=None
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("consent", "with the consent"),
                            ("counter", "at the counter"),
                            ("list", "on a list"),
                            ("slip", "by the household itself, with a slip"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        help_text="who noted it: at the counter nobody who keeps the household's line",
                        null=True,
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
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declarations",
                        to="people.household",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Resident",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", huiyin.people.fields.SealedField(blank=True, default="")),
                ("phone", huiyin.people.fields.SealedField(blank=True, default="")),
                (
                    "phone_index",
                    models.CharField(blank=True, default="", editable=False, max_length=64),
                ),
                (
                    "email",
                    huiyin.people.fields.SealedField(
                        blank=True, default="", help_text="where word of their own matters goes"
                    ),
                ),
                (
                    "told_by",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="by which transport they chose to hear of their own matters; empty: by mail, where an address is kept",
                        max_length=8,
                    ),
                ),
                (
                    "wechat",
                    huiyin.people.fields.SealedField(
                        blank=True, default="", help_text="by what WeChat knows them to the county's account"
                    ),
                ),
                ("wechat_index", models.CharField(blank=True, default="", editable=False, max_length=64)),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="in which they wrote, where it was not the county's",
                        max_length=8,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "withheld_at",
                    models.DateTimeField(
                        help_text="consent withdrawn: name and number are shown to nobody", null=True
                    ),
                ),
                (
                    "erase_asked_at",
                    models.DateTimeField(
                        help_text="asked to be erased while a matter was open: that is done when it has ended",
                        null=True,
                    ),
                ),
                ("anonymised_at", models.DateTimeField(null=True)),
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
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="people.household",
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
            ],
            options={
                "ordering": ("id",),
                "indexes": [
                    models.Index(fields=["phone_index"], name="resident_phone"),
                    models.Index(
                        condition=models.Q(("wechat_index", ""), _negated=True),
                        fields=["wechat_index"],
                        name="resident_wechat",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FurtherNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("index", models.CharField(max_length=64)),
                (
                    "is_bare",
                    models.BooleanField(
                        help_text="a number that stands there with its area code, without it"
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
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="further_numbers",
                        to="people.resident",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["index"], name="resident_further_number")],
            },
        ),
        migrations.CreateModel(
            name="ConsentRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("purpose", models.CharField(default="register", max_length=20)),
                ("words_version", models.CharField(max_length=20)),
                ("words_sha256", models.CharField(max_length=64)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("face", "face to face, with a witness"),
                            ("paper", "signed on paper"),
                            ("sms", "by text message"),
                        ],
                        max_length=8,
                    ),
                ),
                ("is_adult", models.BooleanField()),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("erase_by", models.DateField(null=True)),
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
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="people.resident",
                    ),
                ),
            ],
            options={
                "ordering": ("given_at",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_adult", True)), name="contact_person_is_adult"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at", None),
                            ("withdrawn_at__gte", models.F("given_at")),
                            _connector="OR",
                        ),
                        name="consent_withdrawn_after",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reveal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("call", "to ring the person about their matter"),
                            ("visit", "to prepare a visit"),
                            ("correct", "to correct the record"),
                            ("check", "to ask whether a record is right"),
                            ("letter", "to address a letter to the person"),
                            ("lost", "to check who asks for a new code"),
                            ("request", "to answer the person's request about their own data"),
                        ],
                        max_length=10,
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=40)),
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
                    "resident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reveals",
                        to="people.resident",
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
                "ordering": ("-at",),
            },
        ),
        migrations.CreateModel(
            name="Resemblance",
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
                            ("address", "the address is on record for another household"),
                            ("phone", "the telephone is on record for another household"),
                            ("returned", "a household that withdrew or was taken off seems to be back"),
                            ("official", "the telephone is that of an official"),
                            ("namesake", "the name is that of an official who serves here"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("confirmed_at", models.DateTimeField(null=True)),
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
                        db_index=False,
                        default=huiyin.audit.scope.current_county,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.county",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resemblances",
                        to="people.household",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.household",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["official", "namesake"]), ("other", None)),
                            ("kind", "returned"),
                            models.Q(
                                models.Q(("kind__in", ["official", "namesake"]), _negated=True),
                                ("other__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="resemblance_names_a_household",
                    )
                ],
            },
        ),
    ]
