"""What follows from what in the life of a matter, by stage: plain functions; a refusal is a sentence or `None`."""
