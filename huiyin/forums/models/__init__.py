"""What is, by noun."""

from huiyin.forums.models.forum import Forum as Forum
from huiyin.forums.models.forum import ForumGroup as ForumGroup
from huiyin.forums.models.forum import ForumOfficial as ForumOfficial
from huiyin.forums.models.forum import Forums as Forums
