"""Field research: plans, trips, findings, and the measures that follow from them."""
