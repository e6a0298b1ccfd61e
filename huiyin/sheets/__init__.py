"""Bringing one's own data: units, officials, households and the paper register, from workbooks."""
