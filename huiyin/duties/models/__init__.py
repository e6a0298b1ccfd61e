"""What is accounted for up the line, by noun."""

from huiyin.duties.models.report import Report as Report
from huiyin.duties.models.report import Reports as Reports
from huiyin.duties.models.report import ReportSentence as ReportSentence
