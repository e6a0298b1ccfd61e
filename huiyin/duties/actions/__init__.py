"""What people do with their accounts up the line."""

from huiyin.duties.actions.reporting import (
    accept,
    confirm,
    draft,
    hand_in,
    hand_in_sheets,
    restate,
    send_back,
    submit,
)

__all__ = ["accept", "confirm", "draft", "hand_in", "hand_in_sheets", "restate", "send_back", "submit"]
