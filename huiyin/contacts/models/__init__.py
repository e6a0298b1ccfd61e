"""The register, the occasions, what was raised and promised there, by noun."""

from huiyin.contacts.models.absence import Exemption as Exemption
from huiyin.contacts.models.absence import Exemptions as Exemptions
from huiyin.contacts.models.absence import StandIn as StandIn
from huiyin.contacts.models.absence import StandIns as StandIns
from huiyin.contacts.models.assignment import Assignment as Assignment
from huiyin.contacts.models.assignment import Assignments as Assignments
from huiyin.contacts.models.contact import Contact as Contact
from huiyin.contacts.models.contact import Contacts as Contacts
from huiyin.contacts.models.particulars import Course as Course
from huiyin.contacts.models.particulars import ResearchTrip as ResearchTrip
from huiyin.contacts.models.particulars import VillageMeeting as VillageMeeting
from huiyin.contacts.models.particulars import VolunteerService as VolunteerService
from huiyin.contacts.models.point import Point as Point
from huiyin.contacts.models.point import Points as Points
from huiyin.contacts.models.promise import Promise as Promise
from huiyin.contacts.models.promise import Promises as Promises
from huiyin.contacts.models.reception import ReceptionOffice as ReceptionOffice
from huiyin.contacts.models.reception import ReceptionOffices as ReceptionOffices
from huiyin.contacts.models.reception import ReceptionSession as ReceptionSession
from huiyin.contacts.models.reception import ReceptionSessions as ReceptionSessions
from huiyin.contacts.models.talk import TalkNote as TalkNote
from huiyin.contacts.models.talk import TalkNotes as TalkNotes
