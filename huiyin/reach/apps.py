"""The reach app's configuration."""

from django.apps import AppConfig


class ReachConfig(AppConfig):
    name = "huiyin.reach"
    label = "reach"
    default_auto_field = "django.db.models.BigAutoField"
