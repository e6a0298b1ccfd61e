"""The register, the occasions, what was raised and promised there, by noun."""

from huiyin.contacts.models.assignment import Assignment, Assignments
from huiyin.contacts.models.contact import Contact, Contacts
from huiyin.contacts.models.point import Point, Points
from huiyin.contacts.models.promise import Promise, Promises

__all__ = ["Assignment", "Assignments", "Contact", "Contacts", "Point", "Points", "Promise", "Promises"]
