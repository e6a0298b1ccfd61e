"""The duties app's configuration."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "huiyin.duties"
    label = "duties"
    default_auto_field = "django.db.models.BigAutoField"
