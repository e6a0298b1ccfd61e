"""The team that takes in what comes (S39): who is on duty, what waits to be looked at, how much came by day and way."""
