"""What each post owes under its charter, how it accounts for it up the line, and who looks whether it is true."""
