"""Base pages, components, template tags, sheets and the little js; knows no other app."""
