"""What each post owes under the charter, and how far it is done.

Look first at `rules`, `owed`, `facts`.
"""
