"""The research app's configuration."""

from django.apps import AppConfig


class ResearchConfig(AppConfig):
    name = "huiyin.research"
    label = "research"
    default_auto_field = "django.db.models.BigAutoField"
