"""Reception days: offices, the plan of the year, sessions, bookings, the queue, and what the public sees of them."""
