"""What people do, by noun."""

from huiyin.publish.actions.briefs import BriefText as BriefText
from huiyin.publish.actions.briefs import answer_question as answer_question
from huiyin.publish.actions.briefs import keep_question as keep_question
from huiyin.publish.actions.briefs import publish_brief as publish_brief
from huiyin.publish.actions.briefs import rewrite_brief as rewrite_brief
from huiyin.publish.actions.briefs import withdraw_brief as withdraw_brief
from huiyin.publish.actions.briefs import write_brief as write_brief
