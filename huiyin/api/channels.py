"""How a matter came in that another system handed in."""

from django.utils.translation import pgettext_lazy

API, OPEN311 = "api", "open311"
CHANNELS = {
    API: pgettext_lazy("how it came in", "another system"),
    OPEN311: pgettext_lazy("how it came in", "another system (Open311)"),
}
