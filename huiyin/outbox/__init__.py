"""Word that leaves the house: each message a row, written with the deed it tells of, carried by a transport when time comes.

Look first at `actions`, `clock`, `transports`.
"""
