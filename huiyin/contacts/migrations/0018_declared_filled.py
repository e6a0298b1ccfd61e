"""What households declare at this moment is what they declared when they were met: nothing older is on record."""

from typing import ClassVar

from django.db import migrations

# The wall binds the owner too, so each county is opened in turn.
FILL = """
DO $$
DECLARE one bigint;
BEGIN
    FOR one IN SELECT id FROM orgs_county LOOP
        PERFORM set_config('huiyin.county', one::text, true);
        UPDATE contacts_contact c SET declared = h.groups
            FROM people_household h WHERE h.id = c.household_id AND h.groups <> '{}';
    END LOOP;
    PERFORM set_config('huiyin.county', '', true);
END $$
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("contacts", "0017_declared")]
    operations: ClassVar = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
