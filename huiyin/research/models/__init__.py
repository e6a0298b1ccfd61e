"""What is, by noun."""

from huiyin.research.models.research import Finding as Finding
from huiyin.research.models.research import Measure as Measure
from huiyin.research.models.research import Measures as Measures
from huiyin.research.models.research import ResearchPlan as ResearchPlan
from huiyin.research.models.research import ResearchPlans as ResearchPlans
from huiyin.research.models.research import ResearchTripLink as ResearchTripLink
