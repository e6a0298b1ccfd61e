"""What is, by noun."""

from huiyin.receptions.models.reception import ReceptionOffice as ReceptionOffice
from huiyin.receptions.models.reception import ReceptionOffices as ReceptionOffices
from huiyin.receptions.models.reception import ReceptionSession as ReceptionSession
from huiyin.receptions.models.reception import ReceptionSessions as ReceptionSessions
from huiyin.receptions.models.reception import ReceptionStaff as ReceptionStaff
from huiyin.receptions.models.reception import SessionChange as SessionChange
from huiyin.receptions.models.visitor import Booking as Booking
from huiyin.receptions.models.visitor import Bookings as Bookings
from huiyin.receptions.models.visitor import QueueTicket as QueueTicket
from huiyin.receptions.models.visitor import QueueTickets as QueueTickets
