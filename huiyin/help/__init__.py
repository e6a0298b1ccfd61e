"""Help to households: paired assistance, needs and referrals."""
