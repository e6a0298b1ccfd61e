"""Units, posts, officials and their standing, the reporting line, the charter of a moment, doors and one-time tokens.

Look first at `standing`, `doors`, `line`, `charter`.
"""
