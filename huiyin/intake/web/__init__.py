"""The public form as a channel: its code at a matter, and its words."""

from django.utils.translation import gettext_lazy as _

WEB = "web"
CHANNELS = {WEB: _("public form")}
