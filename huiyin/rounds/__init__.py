"""Plans of visits: candidates, travel, the planned half-day."""
