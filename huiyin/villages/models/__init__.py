"""What is, by noun."""

from huiyin.villages.models.village import PlanNote as PlanNote
from huiyin.villages.models.village import VillageIssue as VillageIssue
from huiyin.villages.models.village import VillageIssues as VillageIssues
