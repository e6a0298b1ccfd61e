"""The demo county: fictional, seeded and repeatable."""
