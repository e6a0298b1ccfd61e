"""Documents and figure pages: one builder per document."""
