"""Search: matters, contacts and households by number, words, village, code or telephone, within one's scope.

Look first at `finding`.
"""
