"""What is, by noun."""

from huiyin.inspection.models.call_back import CallBack as CallBack
from huiyin.inspection.models.call_back import CallBacks as CallBacks
from huiyin.inspection.models.call_back import CallTry as CallTry
from huiyin.inspection.models.finding import Finding as Finding
from huiyin.inspection.models.finding import Findings as Findings
from huiyin.inspection.models.inspection import Inspection as Inspection
from huiyin.inspection.models.inspection import Inspections as Inspections
from huiyin.inspection.models.rectification import Rectification as Rectification
from huiyin.inspection.models.rectification import Rectifications as Rectifications
