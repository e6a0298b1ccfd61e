"""huiyin rotate_keys: begin a new key for personal fields and seal everything again under it."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils.translation import gettext as _

from huiyin.audit.scope import county_scope
from huiyin.orgs.keys import ring
from huiyin.orgs.models import County
from huiyin.people.fields import SealedField

BATCH = 500


class Command(BaseCommand):
    """Old key ids stay in the ring, so that a run that was broken off can be taken up again with --continue."""

    help = "Begin a new key for personal fields and seal everything again under it."

    def add_arguments(self, parser: Any) -> None:
        """--continue seals what is still under an older key, without beginning another."""
        parser.add_argument("--continue", action="store_true", dest="goes_on")

    def handle(self, *args: Any, goes_on: bool, **options: Any) -> None:
        """Seal again, a batch at a time, saying how far it is."""
        if not goes_on:
            ring().rotate()
        done = 0
        for county in County.objects.all():
            for model in apps.get_models():
                for field in model._meta.fields:
                    if isinstance(field, SealedField):
                        done += self._again(county, model, field)
        self.stdout.write(
            _("%(n)d fields are sealed under key %(key)s now.") % {"n": done, "key": ring().current}
        )

    def _again(self, county: County, model: Any, field: SealedField) -> int:
        table, column, done = model._meta.db_table, field.column, 0
        last = 0
        while True:
            with county_scope(county.pk), connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT id, {column} FROM {table} WHERE id > %s AND {column} <> '' ORDER BY id LIMIT %s",  # noqa: S608
                    [last, BATCH],
                )
                rows = cursor.fetchall()
                for key, kept in rows:
                    if ring().needs_rotation(kept):
                        text = field.from_db_value(kept, None, connection)
                        model.objects.filter(pk=key).update(**{field.name: text})
                        done += 1
            if not rows:
                return done
            last = rows[-1][0]
            self.stdout.write(f"{table}.{column}: {done}")
