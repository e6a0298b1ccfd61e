"""What is, by noun."""

from huiyin.accounts.models.report import Report as Report
from huiyin.accounts.models.report import Reports as Reports
from huiyin.accounts.models.report import ReportSentence as ReportSentence
