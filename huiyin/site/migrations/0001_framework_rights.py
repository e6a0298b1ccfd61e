"""What the serving roles may do with Django's own tables."""

from typing import ClassVar

from django.db import migrations

SESSIONS = "GRANT SELECT, INSERT, UPDATE, DELETE ON django_session TO huiyin_web, huiyin_clock"
HISTORY = "GRANT SELECT ON django_migrations TO huiyin_web, huiyin_clock"
BACK = "REVOKE ALL ON django_session, django_migrations FROM huiyin_web, huiyin_clock"


class Migration(migrations.Migration):
    dependencies: ClassVar = [("sessions", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL([SESSIONS, HISTORY], [BACK])]
