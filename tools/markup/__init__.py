"""Templates and style sheets laid out alike: one element a line, nothing a reader sees changed."""
