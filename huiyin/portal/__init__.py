"""What the public may read."""
