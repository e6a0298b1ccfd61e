"""The intake app's configuration."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "huiyin.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
