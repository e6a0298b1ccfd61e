"""Residents' forums: plan, invitation, minutes, points and papers."""
