"""The contact register: who keeps in touch with which household, since when, and who stands in."""
