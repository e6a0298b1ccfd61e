"""The forms of contact as one records them: a family to a module, each form a short class with its own few fields."""

from huiyin.lib.charter import Charter, Named
from huiyin.recording.forms import households, meetings, stays
from huiyin.recording.forms.base import FORMS

__all__ = ["FORMS", "households", "meetings", "offered", "stays"]


def offered(charter: Charter) -> list[Named]:
    """The forms one can record here, in the order of the institution's list."""
    return [form for form in charter.listed("form") if form.code in FORMS]
