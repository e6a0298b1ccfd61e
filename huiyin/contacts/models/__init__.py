"""What is, by noun."""

from huiyin.contacts.models.contact import Contact as Contact
from huiyin.contacts.models.contact import Contacts as Contacts
from huiyin.contacts.models.echo import Echo as Echo
from huiyin.contacts.models.meetings import Course as Course
from huiyin.contacts.models.meetings import VillageMeeting as VillageMeeting
from huiyin.contacts.models.point import Point as Point
from huiyin.contacts.models.point import Points as Points
from huiyin.contacts.models.promise import Promise as Promise
from huiyin.contacts.models.promise import PromisePassing as PromisePassing
from huiyin.contacts.models.promise import PromiseRevision as PromiseRevision
from huiyin.contacts.models.promise import Promises as Promises
from huiyin.contacts.models.signal import Signal as Signal
from huiyin.contacts.models.signal import Signals as Signals
from huiyin.contacts.models.signal import SignalWatch as SignalWatch
from huiyin.contacts.models.stays import ResearchTrip as ResearchTrip
from huiyin.contacts.models.stays import VolunteerService as VolunteerService
from huiyin.contacts.models.talk import TalkNote as TalkNote
from huiyin.contacts.models.talk import TalkNotes as TalkNotes
