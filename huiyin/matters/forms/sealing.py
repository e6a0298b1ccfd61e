"""The form of sealing: nothing to type, since whatever was typed would have to be sealed as well."""

from huiyin.matters.forms.base import DeedForm


class SealForm(DeedForm):
    """What follows stands above the button."""
