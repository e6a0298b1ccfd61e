"""Whether every change of a model has its migration; asks no database."""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"


def main() -> int:
    """0 when nothing is missing."""
    import django
    from django.core.management import call_command
    from django.db.migrations.loader import MigrationLoader

    MigrationLoader.check_consistent_history = lambda self, connection: None  # type: ignore[method-assign]
    django.setup()
    try:
        call_command("makemigrations", "--check", "--dry-run", verbosity=1)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
