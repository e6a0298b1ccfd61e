"""Huiyin 回音: every matter lands somewhere, every voice gets an answer."""
