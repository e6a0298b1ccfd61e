"""What rooms say of things below them, put together here: words of notices and of doors, who keeps a household, which
forums nobody was called to, which dates follow the calendar."""

from huiyin.accounts.notice_words import NOTICES as ACCOUNTS
from huiyin.administration.notice_words import NOTICES as ADMINISTRATION
from huiyin.api.channels import CHANNELS as OTHER_SYSTEMS
from huiyin.api.notice_words import NOTICES as SYSTEMS
from huiyin.contacts import marks
from huiyin.contacts.notice_words import NOTICES as CONTACTS
from huiyin.forums import counting as forums
from huiyin.forums.notice_words import NOTICES as FORUMS
from huiyin.help.aid_rules import objection_to_taking_off
from huiyin.inspection.notice_words import NOTICES as INSPECTION
from huiyin.intake.desk import CHANNELS as AT_DESKS
from huiyin.intake.mail import CHANNELS as BY_MAIL
from huiyin.intake.mail.receipt import code_of as by_mail
from huiyin.intake.notice_words import NOTICES as INTAKE
from huiyin.intake.web import CHANNELS as PUBLIC_FORM
from huiyin.intake.wechat import CHANNELS as BY_WECHAT
from huiyin.intake.wechat.enclosing import given_out
from huiyin.intake.wechat.receipt import code_of as by_wechat
from huiyin.lots.notice_words import NOTICES as LOTS
from huiyin.matters import channels
from huiyin.matters import clock as matters
from huiyin.matters.actions import sealing
from huiyin.matters.channels import CHANNELS as AT_CONTACTS
from huiyin.matters.notice_words import NOTICES as MATTERS
from huiyin.notices import words as notices
from huiyin.orgs import calendar
from huiyin.outbox import wording
from huiyin.people import keeping
from huiyin.privacy import request_clock as requests
from huiyin.privacy.notice_words import NOTICES as PRIVACY
from huiyin.receptions.notice_words import NOTICES as RECEPTIONS
from huiyin.register import rules as register
from huiyin.register.homes import homes_kept
from huiyin.register.notice_words import NOTICES as REGISTER
from huiyin.rounds.notice_words import NOTICES as ROUNDS
from huiyin.sealed.notice_words import NOTICES as SEALED
from huiyin.supervision import clock as supervisions
from huiyin.supervision.notice_words import NOTICES as SUPERVISION

NOTICES = (
    MATTERS,
    SEALED,
    SUPERVISION,
    CONTACTS,
    RECEPTIONS,
    REGISTER,
    FORUMS,
    ACCOUNTS,
    INSPECTION,
    ROUNDS,
    LOTS,
    PRIVACY,
    ADMINISTRATION,
    INTAKE,
    SYSTEMS,
)
CHANNELS = (AT_CONTACTS, PUBLIC_FORM, AT_DESKS, OTHER_SYSTEMS, BY_MAIL, BY_WECHAT)


def put_together() -> None:
    """Give notices and channels their words, households their register, the calendar who follows it; once, at the start."""
    for of_room in NOTICES:
        notices.WORDS.update(of_room)
    for of_door in CHANNELS:
        channels.WORDS.update(of_door)
    wording.CODES[:] = [by_mail, by_wechat]
    sealing.UNDERWAY[:] = [given_out]
    keeping.REGISTERS[:] = [homes_kept]
    marks.UNCALLED[:] = [forums.uncalled]
    register.STILL_OPEN[:] = [objection_to_taking_off]
    calendar.FOLLOWERS[:] = [matters.moving, supervisions.moving, requests.moving]
