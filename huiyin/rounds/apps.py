"""The rounds app's configuration."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "huiyin.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"
