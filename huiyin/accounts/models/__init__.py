"""What is, by noun."""

from huiyin.accounts.models.account import Account as Account
from huiyin.accounts.models.account import Accounts as Accounts
from huiyin.accounts.models.account import AccountSentence as AccountSentence
from huiyin.accounts.models.digest import Digest as Digest
from huiyin.accounts.models.digest import Digests as Digests
