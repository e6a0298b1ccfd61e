"""Letters by e-mail as a channel: its code at a matter, and its words.

Look first at `taking`, `polling`.
"""

from django.utils.translation import pgettext_lazy

MAIL = "mail"
CHANNELS = {MAIL: pgettext_lazy("how it came in", "e-mail")}
