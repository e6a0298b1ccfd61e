"""What a clerk takes down for who rings, writes, comments or stands at the counter: the channels' codes and words."""

from django.utils.translation import pgettext_lazy

HOTLINE = "12345"  # the source of an order that is taken down by hand
PHONE, LETTER, COUNTER, COMMENT = "phone", "letter", "counter", "comment"
CHANNELS = {
    PHONE: pgettext_lazy("how it came in", "telephone call"),
    LETTER: pgettext_lazy("how it came in", "letter"),
    COUNTER: pgettext_lazy("how it came in", "visit to the counter"),
    COMMENT: pgettext_lazy("how it came in", "public comment"),
}
