"""The institutions, as data: one charter per file, and the legal floors which none of them may loosen."""
