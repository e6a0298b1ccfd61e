"""The occasions on which officials met people: what was heard, what was promised, what needs a second look.

Look first at `rules`, `actions.recording`, `models.contact`.
"""
