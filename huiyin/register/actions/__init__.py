"""What people do, by noun."""

from huiyin.register.actions.absences import ask_exemption as ask_exemption
from huiyin.register.actions.absences import call_back as call_back
from huiyin.register.actions.absences import decide_exemption as decide_exemption
from huiyin.register.actions.absences import name_stand_in as name_stand_in
from huiyin.register.actions.handing import tell_of_many as tell_of_many
from huiyin.register.actions.register import NewHome as NewHome
from huiyin.register.actions.register import NewPerson as NewPerson
from huiyin.register.actions.register import describe as describe
from huiyin.register.actions.register import end as end
from huiyin.register.actions.register import enter_home as enter_home
from huiyin.register.actions.register import hand_over as hand_over
from huiyin.register.actions.register import pair as pair
from huiyin.register.actions.register import pair_many as pair_many
from huiyin.register.actions.register import put_back as put_back
from huiyin.register.actions.register import revise_lines as revise_lines
from huiyin.register.actions.register import take_off as take_off
from huiyin.register.actions.register import take_on as take_on
from huiyin.register.actions.register import tell_apart as tell_apart
