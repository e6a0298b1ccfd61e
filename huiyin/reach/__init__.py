"""Breadth and depth: who has been met, who has not, drawing and planning whom to meet next."""
