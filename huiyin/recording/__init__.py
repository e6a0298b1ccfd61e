"""The page on which an official enters a contact of any form; paper typed in; the leaving of a post.

Look first at `actions`, `views`, `forms`.
"""
