"""The receptions app's configuration."""

from django.apps import AppConfig


class ReceptionsConfig(AppConfig):
    name = "huiyin.receptions"
    label = "receptions"
    default_auto_field = "django.db.models.BigAutoField"
