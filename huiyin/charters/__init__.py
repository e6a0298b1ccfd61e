"""The institutions as data: one charter in a file, and the legal floors that none may loosen."""
