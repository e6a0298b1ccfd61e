"""The contact register: who keeps in touch with which household, quota, silence, absences and exemptions.

Look first at `rules`, `actions.register`, `models.assignment`.
"""
