"""The county's official account on WeChat: its keys, its access token, and calls to WeChat's interface."""
