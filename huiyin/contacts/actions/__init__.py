"""What people do, by noun."""

from huiyin.contacts.actions.echoes import let_be_told as let_be_told
from huiyin.contacts.actions.echoes import owe_echo as owe_echo
from huiyin.contacts.actions.echoes import pass_echo as pass_echo
from huiyin.contacts.actions.echoes import tell_echo as tell_echo
from huiyin.contacts.actions.keeping import keep_point_from as keep_point_from
from huiyin.contacts.actions.keeping import keep_promises_from as keep_promises_from
from huiyin.contacts.actions.promises import give_way as give_way
from huiyin.contacts.actions.promises import keep as keep
from huiyin.contacts.actions.promises import not_keep as not_keep
from huiyin.contacts.actions.promises import pass_on as pass_on
from huiyin.contacts.actions.promises import promise as promise
from huiyin.contacts.actions.promises import revise as revise
from huiyin.contacts.actions.promises import void_promise as void_promise
from huiyin.contacts.actions.recording import Promised as Promised
from huiyin.contacts.actions.recording import Raised as Raised
from huiyin.contacts.actions.recording import forget_words as forget_words
from huiyin.contacts.actions.recording import keep_points as keep_points
from huiyin.contacts.actions.recording import record as record
from huiyin.contacts.actions.recording import void as void
from huiyin.contacts.actions.signals import explain as explain
