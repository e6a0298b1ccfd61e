"""Village development: issues, advice, and the meetings of villages."""
