"""What only whoever wrote a letter holds of their matter: the code goes back the way the letter came, in its receipt."""

from huiyin.intake.mail import MAIL
from huiyin.matters.models import Matter
from huiyin.orgs.handles import receipt_of


def code_of(reference: str) -> str:
    """The query code of a matter that came by mail, while it can still be read; else nothing."""
    matter = Matter.objects.live().filter(reference=reference, channel=MAIL).first()
    held = receipt_of(matter) if matter is not None else None
    return held[0] if held else ""
