"""How a matter came in that another system handed in."""

from django.utils.translation import pgettext_lazy

API = "api"
CHANNELS = {API: pgettext_lazy("how it came in", "another system")}
