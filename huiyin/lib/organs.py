"""What the organ of a place is called on its papers, where its unit bears only the name of the place."""

from huiyin.lib.words import table


def in_full(name: str, kind: str) -> str:
    """The government, office or committee of a bare place; whatever says more than a place stays as it is."""
    rule = table("organs").get(kind)
    if rule is None or not name.endswith(tuple(rule["ends"])) or name.endswith(tuple(rule["but"])):
        return name
    return f"{name}{rule['adds']}"
