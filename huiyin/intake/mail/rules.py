"""What follows for a letter: why it waits for somebody, and what is left aside."""

from typing import Final

from django.utils.translation import gettext_lazy as _

LARGEST: Final = 20 * 1024 * 1024  # bytes of a letter with all its files
EMPTY, LONG, LARGE, MANY, UNREAD = "empty", "long", "large", "many", "unread"
THREAD, REFUSED, NOBODY = "thread", "refused", "nobody"
MACHINE, BOUNCE, LOOP = "machine", "bounce", "loop"
REASONS: Final = {
    EMPTY: _("It says nothing that could be taken in as a matter."),
    LONG: _("It is longer than a matter can be."),
    LARGE: _("It is larger than 20 MB; the whole of it lies in the folder on the mail server."),
    MANY: _("Its sender has written very often today."),
    UNREAD: _("The program could not read it."),
    THREAD: _("It answers a message of ours about a matter to which nothing can be added by mail."),
    REFUSED: _("It could not be taken in as it is."),
    NOBODY: _("It does not say from whom it comes, so nobody would have the answer."),
    MACHINE: _("A machine wrote it, or it went to many."),
    BOUNCE: _("A mail server says that a message of ours did not arrive."),
    LOOP: _("It is our own."),
}
BEGIN, BY_HAND, NOTHING = "begin", "by_hand", "nothing"
OUTCOMES: Final = {
    BEGIN: _("take it in as a new matter, as it is"),
    BY_HAND: _("I have taken it down, or put it to its matter"),
    NOTHING: _("there is nothing to take in"),
}
NO_SERVER, SIGN_IN, NO_FOLDER = "no_server", "sign_in", "no_folder"
TROUBLES: Final = {
    NO_SERVER: _("The mail server could not be reached, or did not finish."),
    SIGN_IN: _("The mail server did not accept the account, its password, or this encryption."),
    NO_FOLDER: _("There is no such folder on the mail server."),
}
SETTLED_BEFORE: Final = _("Somebody has settled it already.")
TOO_MANY_FILES: Final = _("“%(name)s” was not taken: at most %(n)d files come with a letter.")
