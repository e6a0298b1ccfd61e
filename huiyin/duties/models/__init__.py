"""What is accounted for up the line, and how it is looked at, by noun."""

from huiyin.duties.models.call_back import CallBack as CallBack
from huiyin.duties.models.call_back import CallBacks as CallBacks
from huiyin.duties.models.call_back import CallTry as CallTry
from huiyin.duties.models.finding import Finding as Finding
from huiyin.duties.models.finding import Findings as Findings
from huiyin.duties.models.inspection import Inspection as Inspection
from huiyin.duties.models.inspection import Inspections as Inspections
from huiyin.duties.models.rectification import Rectification as Rectification
from huiyin.duties.models.rectification import Rectifications as Rectifications
from huiyin.duties.models.report import Report as Report
from huiyin.duties.models.report import Reports as Reports
from huiyin.duties.models.report import ReportSentence as ReportSentence
