"""The county wall of every table; the clock alone forgets single calls."""

from typing import ClassVar

from django.db import migrations

from huiyin.audit.walls import county_wall, grants, scoped


class Migration(migrations.Migration):
    dependencies: ClassVar = [("api", "0001_initial")]
    operations: ClassVar = [
        *scoped("api_system", "api_key", "api_received", "api_dayofcalls", "api_noted", "api_hook"),
        *scoped("api_change", clock="SELECT, INSERT, UPDATE, DELETE"),
        county_wall("api_call"),
        grants("api_call", web="SELECT, INSERT", clock="SELECT, DELETE"),
    ]
