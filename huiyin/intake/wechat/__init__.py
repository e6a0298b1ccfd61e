"""The county's official account on WeChat as a channel: its code at a matter, and its words.

Look first at `hearing`, `views`, `clock`.
"""

from django.utils.translation import pgettext_lazy

WECHAT = "wechat"
CHANNELS = {WECHAT: pgettext_lazy("how it came in", "WeChat")}
