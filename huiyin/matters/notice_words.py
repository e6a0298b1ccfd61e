"""A notice about a matter, in the words of the desk, by its kind."""

from django.utils.translation import gettext_lazy as _

NOTICES = {
    "routed": _("a matter has come to you"),
    "recalled": _("a matter was taken back before it was taken over"),
    "handed_back": _("a unit hands a matter back"),
    "return_upheld": _("a matter that was handed back has gone to another unit"),
    "designated": _("a matter that was handed back stays with its unit"),
    "assigned": _("you are handling a matter"),
    "unassigned": _("a matter of yours has gone to another handler"),
    "approve": _("a reply waits for your approval"),
    "returned": _("your draft reply came back"),
    "reminder": _("a matter is due soon"),
    "chased": _("a matter is overdue"),
    "rated": _("a resident has rated the answer"),
    "reopened": _("a resident asks to have the matter handled again"),
    "bring": _("an answer is to be brought to the person"),
    "answered": _("a matter you raised has been answered"),
    "unsolved": _("a resident says the matter is not solved"),
    "referred": _("a matter you raised cannot be decided here; the person was told where it belongs"),
    "code_renewed": _("a new code was given out for a matter"),
    "withdrawn": _("a person has taken a matter back"),
    "merged": _("a matter of yours was merged with another"),
    "joined": _("another matter about the same joined one of yours"),
    "parted": _("a matter that had joined one of yours stands by itself again"),
    "date_changed": _("a due date was worked out again"),
    "more_time_asked": _("more time is asked for a matter"),
    "more_time_granted": _("you have more time for a matter"),
    "more_time_refused": _("the date of a matter stays"),
    "more_time_lapsed": _("a matter has gone on before anybody decided on more time"),
    "told": _("news of your matter"),
}
