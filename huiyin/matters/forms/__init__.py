"""The forms of the deeds, by stage: one page each, few fields, and the words of the deed on the button."""

from huiyin.matters.forms.base import DeedForm as DeedForm
from huiyin.matters.forms.base import in_words as in_words
from huiyin.matters.forms.base import topic_choices as topic_choices
from huiyin.matters.forms.calling import CallForm as CallForm
from huiyin.matters.forms.calling import CallTryForm as CallTryForm
from huiyin.matters.forms.calling import TakingUpForm as TakingUpForm
from huiyin.matters.forms.delivery import DeliveryForm as DeliveryForm
from huiyin.matters.forms.delivery import TryForm as TryForm
from huiyin.matters.forms.handling import ActionForm as ActionForm
from huiyin.matters.forms.handling import ClosureForm as ClosureForm
from huiyin.matters.forms.renewing import RenewalForm as RenewalForm
from huiyin.matters.forms.reply import ApprovalForm as ApprovalForm
from huiyin.matters.forms.reply import ReplyForm as ReplyForm
from huiyin.matters.forms.reply import ReturnForm as ReturnForm
from huiyin.matters.forms.routing import AcceptanceForm as AcceptanceForm
from huiyin.matters.forms.routing import RoutingForm as RoutingForm
from huiyin.matters.forms.units import DesignationForm as DesignationForm
from huiyin.matters.forms.units import HandBackForm as HandBackForm
from huiyin.matters.forms.units import RecallForm as RecallForm
from huiyin.matters.forms.units import UpholdForm as UpholdForm
from huiyin.matters.forms.ways_out import AcknowledgementForm as AcknowledgementForm
from huiyin.matters.forms.ways_out import DeclineForm as DeclineForm
from huiyin.matters.forms.ways_out import HandOverForm as HandOverForm
from huiyin.matters.forms.ways_out import RedirectForm as RedirectForm
from huiyin.matters.forms.ways_out import WithdrawalForm as WithdrawalForm
