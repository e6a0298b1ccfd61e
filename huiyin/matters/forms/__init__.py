"""The forms of the deeds, by stage: one page each, few fields, and the words of the deed on the button."""

from huiyin.matters.forms.base import in_words as in_words
from huiyin.matters.forms.base import kind_choices as kind_choices
from huiyin.matters.forms.base import topic_choices as topic_choices
from huiyin.matters.forms.calling import CallForm as CallForm
from huiyin.matters.forms.reply import ReplyForm as ReplyForm
from huiyin.matters.forms.reply import ReturnForm as ReturnForm
from huiyin.matters.forms.routing import AcceptanceForm as AcceptanceForm
from huiyin.matters.forms.routing import RoutingForm as RoutingForm
from huiyin.matters.forms.ways_out import HandOverForm as HandOverForm
