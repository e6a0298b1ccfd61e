"""What only whoever wrote by WeChat holds of their matter: the code goes back the way it came, if nobody has told it yet."""

from huiyin.intake.wechat import WECHAT
from huiyin.matters.models import Matter
from huiyin.orgs.handles import receipt_of


def code_of(reference: str) -> str:
    """The query code of a matter that came by WeChat, while it can still be read; else nothing."""
    matter = Matter.objects.live().filter(reference=reference, channel=WECHAT).first()
    held = receipt_of(matter) if matter is not None else None
    return held[0] if held else ""
