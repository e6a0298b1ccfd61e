"""Every way in from outside: the shape of what comes in, and a folder for each channel.

Look first at `inbound`, `web`, `desk`.
"""
