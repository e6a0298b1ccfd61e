"""Tags of the pages of breadth."""
