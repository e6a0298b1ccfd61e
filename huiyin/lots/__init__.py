"""Draws of lots: pool, quotas, panels, the number drawn in public, slips and proofs."""
