"""The figures of service (rules §4.1): each a numerator and a denominator over rows as they stood at a moment."""
