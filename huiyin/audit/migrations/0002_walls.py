"""Who may do what to the audit: web and owner add and read a county's events, the clock seals, nobody changes or removes."""

from typing import Any, ClassVar

from django.db import migrations

from huiyin.audit.walls import COUNTY, grants

EVENTS: list[Any] = [
    "ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE audit_event FORCE ROW LEVEL SECURITY",
    f"""CREATE POLICY county_wall ON audit_event TO huiyin_web, CURRENT_USER
        USING (county = {COUNTY}) WITH CHECK (county = {COUNTY})""",
    "CREATE POLICY sealing ON audit_event TO huiyin_clock USING (true) WITH CHECK (true)",
    "GRANT UPDATE (seal_id) ON audit_event TO huiyin_clock",
]
BACK: list[Any] = [
    "DROP POLICY sealing ON audit_event",
    "DROP POLICY county_wall ON audit_event",
    "ALTER TABLE audit_event DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies: ClassVar = [("audit", "0001_initial")]
    operations: ClassVar = [
        grants("audit_event", web="SELECT, INSERT"),
        grants("audit_seal", web="SELECT", clock="SELECT, INSERT"),
        migrations.RunSQL(EVENTS, BACK),
    ]
