"""Reception days: offices, the plan of the year, sessions, bookings, the queue, and what the public sees.

Look first at `rules`, `actions.sessions`, `actions.bookings`.
"""
