"""What is, by noun."""

from huiyin.publish.models.brief import BriefQuestion as BriefQuestion
from huiyin.publish.models.brief import PolicyBrief as PolicyBrief
from huiyin.publish.models.brief import PolicyBriefs as PolicyBriefs
from huiyin.publish.models.document import InstitutionDocument as InstitutionDocument
