"""What is asked about one's own data, taken back and erased: requests, consent withdrawn, another person for a home.

Look first at `requesting`, `holdings`, `deciding`, `actions`, `clock`.
"""
