"""Lots drawn fairly from a pool with quotas: chances as equal as the quotas allow, panels, the draw and its proof."""
