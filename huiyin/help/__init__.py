"""Help for households: paired assistance, needs and referrals.

Look first at `aid_rules`, `actions.aid`, `actions.needs`.
"""
