"""What is, by noun."""

from huiyin.intake.models.duty import DutyDay as DutyDay
from huiyin.intake.models.letters import Arrival as Arrival
from huiyin.intake.models.letters import Arrivals as Arrivals
from huiyin.intake.models.letters import Letterbox as Letterbox
from huiyin.intake.models.letters import letterbox_kept as letterbox_kept
from huiyin.intake.models.wechat import Draft as Draft
from huiyin.intake.models.wechat import Heard as Heard
from huiyin.intake.models.wechat import Picture as Picture
