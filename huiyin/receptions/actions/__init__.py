"""What people do, by noun."""

from huiyin.receptions.actions.bookings import Wish as Wish
