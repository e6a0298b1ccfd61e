"""huiyin verify: recompute every seal of the audit trail and name the first that does not agree."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from huiyin.audit.clock import verify


class Command(BaseCommand):
    """Has to run as the clock role, which alone sees the events of every county."""

    help = "Recompute every seal of the audit trail and name the first that does not agree."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was found; exit 1 when a seal is broken."""
        found = verify()
        if found.broken is not None:
            raise CommandError(
                _("Seal %(seal)d does not agree with its events: something was changed or taken away.")
                % {"seal": found.broken}
            )
        self.stdout.write(
            _("%(seals)d seals over %(events)d events agree; %(unsealed)d events are not sealed yet.")
            % {"seals": found.seals, "events": found.events, "unsealed": found.unsealed}
        )
