"""What people do, by noun."""

from huiyin.help.actions.aid import Money as Money
from huiyin.help.actions.aid import end_aid as end_aid
from huiyin.help.actions.aid import note_aid as note_aid
from huiyin.help.actions.aid import plan_aid as plan_aid
from huiyin.help.actions.needs import assess_need as assess_need
from huiyin.help.actions.needs import keep_receipt as keep_receipt
from huiyin.help.actions.needs import refer as refer
from huiyin.help.actions.needs import withdraw_need as withdraw_need
