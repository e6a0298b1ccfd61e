"""The register, the occasions, what was raised and promised there, by noun."""

from huiyin.contacts.models.absence import Exemption as Exemption
from huiyin.contacts.models.absence import Exemptions as Exemptions
from huiyin.contacts.models.absence import StandIn as StandIn
from huiyin.contacts.models.absence import StandIns as StandIns
from huiyin.contacts.models.assignment import Assignment as Assignment
from huiyin.contacts.models.assignment import Assignments as Assignments
from huiyin.contacts.models.contact import Contact as Contact
from huiyin.contacts.models.contact import Contacts as Contacts
from huiyin.contacts.models.forum import Forum as Forum
from huiyin.contacts.models.forum import ForumGroup as ForumGroup
from huiyin.contacts.models.forum import ForumOfficial as ForumOfficial
from huiyin.contacts.models.forum import Forums as Forums
from huiyin.contacts.models.point import Point as Point
from huiyin.contacts.models.point import Points as Points
from huiyin.contacts.models.promise import Promise as Promise
from huiyin.contacts.models.promise import PromiseRevision as PromiseRevision
from huiyin.contacts.models.promise import Promises as Promises
from huiyin.contacts.models.reception import ReceptionOffice as ReceptionOffice
from huiyin.contacts.models.reception import ReceptionOffices as ReceptionOffices
from huiyin.contacts.models.reception import ReceptionSession as ReceptionSession
from huiyin.contacts.models.reception import ReceptionSessions as ReceptionSessions
from huiyin.contacts.models.signal import Signal as Signal
from huiyin.contacts.models.signal import Signals as Signals
from huiyin.contacts.models.signal import SignalWatch as SignalWatch
