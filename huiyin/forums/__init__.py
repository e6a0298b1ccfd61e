"""Residents' forums: plan, invitation, minutes point by point, papers.

Look first at `rules`, `actions`.
"""
