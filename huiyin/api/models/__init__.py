"""What is, by noun."""

from huiyin.api.models.calls import Call as Call
from huiyin.api.models.calls import Calls as Calls
from huiyin.api.models.calls import DayOfCalls as DayOfCalls
from huiyin.api.models.changes import Change as Change
from huiyin.api.models.changes import Noted as Noted
from huiyin.api.models.hook import Hook as Hook
from huiyin.api.models.hook import Hooks as Hooks
from huiyin.api.models.received import Received as Received
from huiyin.api.models.system import Key as Key
from huiyin.api.models.system import Keys as Keys
from huiyin.api.models.system import System as System
from huiyin.api.models.system import Systems as Systems
