"""What anybody could read of what lies in the database, whatever it takes the bytes for."""

CODES = ("utf-8", "utf-16-le", "gb18030", "latin-1")


def readable(kept: bytes) -> str:
    """As each of the codes has it, one after the other."""
    return "\n".join(bytes(kept).decode(code, "ignore") for code in CODES)
