"""The form with which an official keeps out of a matter."""

from huiyin.matters.forms.base import DeedForm


class RecusalForm(DeedForm):
    """Nothing to type: how it touches them is nobody's to know."""
