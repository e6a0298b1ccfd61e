"""What is, by noun."""

from huiyin.help.models.aid import AidAction as AidAction
from huiyin.help.models.aid import AidActions as AidActions
from huiyin.help.models.aid import AidPlan as AidPlan
from huiyin.help.models.aid import AidPlans as AidPlans
from huiyin.help.models.need import NeedAssessment as NeedAssessment
from huiyin.help.models.need import NeedAssessments as NeedAssessments
from huiyin.help.models.need import Referral as Referral
from huiyin.help.models.need import Referrals as Referrals
