"""The public frame: the first page, what the programme is, and the way to one's own matter.

Look first at `views`, `pages`.
"""
