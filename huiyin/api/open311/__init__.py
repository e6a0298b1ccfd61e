"""Open311 GeoReport v2: the same doors for clients that speak it, in XML and JSON (wiki.open311.org/GeoReport_v2)."""
