"""Residents, households and consent: the only place that names them; sealed fields, reveals.

Look first at `fields`, `actions`.
"""
