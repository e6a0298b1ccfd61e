"""The help app's configuration."""

from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "huiyin.help"
    label = "help"
    default_auto_field = "django.db.models.BigAutoField"
