"""What is, by noun."""

from huiyin.matters.models.call_back import CallBack as CallBack
from huiyin.matters.models.call_back import CallTry as CallTry
from huiyin.matters.models.call_back import EffectDraw as EffectDraw
from huiyin.matters.models.deadline import Deadline as Deadline
from huiyin.matters.models.delivery import Delivery as Delivery
from huiyin.matters.models.delivery import DeliveryTry as DeliveryTry
from huiyin.matters.models.extension import Extension as Extension
from huiyin.matters.models.hand_back import HandBack as HandBack
from huiyin.matters.models.kept_list import KeptList as KeptList
from huiyin.matters.models.matter import Matter as Matter
from huiyin.matters.models.matter import State as State
from huiyin.matters.models.merging import Merge as Merge
from huiyin.matters.models.record import RecordCorrection as RecordCorrection
from huiyin.matters.models.recusal import Recusal as Recusal
from huiyin.matters.models.referral import Referral as Referral
from huiyin.matters.models.reply import Rating as Rating
from huiyin.matters.models.reply import Reply as Reply
from huiyin.matters.models.reply import ReplyChange as ReplyChange
from huiyin.matters.models.review import Review as Review
from huiyin.matters.models.step import Step as Step
from huiyin.matters.models.sub_task import SubTask as SubTask
from huiyin.matters.models.supplement import Supplement as Supplement
from huiyin.matters.models.template import ReplyTemplate as ReplyTemplate
from huiyin.matters.models.urgency import Urgency as Urgency
from huiyin.matters.models.words import Words as Words
