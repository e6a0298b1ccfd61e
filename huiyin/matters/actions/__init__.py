"""What people do, by noun."""

from huiyin.matters.actions.answering import approve as approve
from huiyin.matters.actions.answering import close as close
from huiyin.matters.actions.answering import draft_reply as draft_reply
from huiyin.matters.actions.answering import return_draft as return_draft
from huiyin.matters.actions.extending import ask_more_time as ask_more_time
from huiyin.matters.actions.extending import extend as extend
from huiyin.matters.actions.extending import refuse_more_time as refuse_more_time
from huiyin.matters.actions.handing_back import designate as designate
from huiyin.matters.actions.handing_back import hand_back as hand_back
from huiyin.matters.actions.handing_back import recall as recall
from huiyin.matters.actions.handing_back import uphold as uphold
from huiyin.matters.actions.handling import accept as accept
from huiyin.matters.actions.handling import note as note
from huiyin.matters.actions.handling import reassign as reassign
from huiyin.matters.actions.handling import route as route
from huiyin.matters.actions.handling import start as start
from huiyin.matters.actions.hearing import Lodged as Lodged
from huiyin.matters.actions.hearing import lodge as lodge
from huiyin.matters.actions.hearing import wipe_receipt as wipe_receipt
from huiyin.matters.actions.history import Past as Past
from huiyin.matters.actions.history import lodge_histories as lodge_histories
from huiyin.matters.actions.keeping import keep_words as keep_words
from huiyin.matters.actions.resident import rate as rate
from huiyin.matters.actions.resident import reopen as reopen
from huiyin.matters.actions.trips import report_trip as report_trip
