"""Residents, households and consent: the only place that names them."""
