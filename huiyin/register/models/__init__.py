"""What is, by noun."""

from huiyin.register.models.absence import Exemption as Exemption
from huiyin.register.models.absence import Exemptions as Exemptions
from huiyin.register.models.absence import StandIn as StandIn
from huiyin.register.models.absence import StandIns as StandIns
from huiyin.register.models.assignment import Assignment as Assignment
from huiyin.register.models.assignment import Assignments as Assignments
from huiyin.register.models.group_slip import GroupSlip as GroupSlip
from huiyin.register.models.group_slip import GroupSlips as GroupSlips
