"""What inspectors and the inspected do, by noun."""

from huiyin.inspection.actions.hearing import find as find
from huiyin.inspection.actions.rectifying import send_back as send_back
