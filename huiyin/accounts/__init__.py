"""The account up the line: drafted from what was done, confirmed, handed in, taken in, restated."""
