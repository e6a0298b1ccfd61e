"""What is, by noun."""

from huiyin.orgs.models.attempt import Attempt as Attempt
from huiyin.orgs.models.attempt import Attempts as Attempts
from huiyin.orgs.models.charter import AdoptedCharter as AdoptedCharter
from huiyin.orgs.models.county import County as County
from huiyin.orgs.models.county import OnceToken as OnceToken
from huiyin.orgs.models.county import Scoped as Scoped
from huiyin.orgs.models.division import Division as Division
from huiyin.orgs.models.holidays import AnnouncedYear as AnnouncedYear
from huiyin.orgs.models.logo import Logo as Logo
from huiyin.orgs.models.official import Appointment as Appointment
from huiyin.orgs.models.official import Official as Official
from huiyin.orgs.models.official import Post as Post
from huiyin.orgs.models.secondment import Secondment as Secondment
from huiyin.orgs.models.slip import Slip as Slip
from huiyin.orgs.models.unit import Succession as Succession
from huiyin.orgs.models.unit import Unit as Unit
