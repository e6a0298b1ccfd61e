"""What people do about breadth and depth."""

from huiyin.reach.actions.population import enter_population

__all__ = ["enter_population"]
