"""What is erased, when consent is taken back or a line has long ended."""
